"""`./shirube create-administrator`: the first person who can invite the others."""

from __future__ import annotations

from argparse import Namespace

from django.core.management import call_command, get_commands

from shirube.config.cli.output import CannotContinueError
from shirube.config.cli.surroundings import require_keys

COMMAND = "create_administrator"


def run(options: Namespace) -> int:
    """The accounts room's own command does it."""
    require_keys()
    if COMMAND not in get_commands():
        raise CannotContinueError("この版では、まだ最初の管理者をつくれません。")
    call_command(COMMAND, municipality=options.municipality, email=options.email, name=options.name)
    return 0
