"""`./shirube worker`: background work in a process of its own."""

from __future__ import annotations

from argparse import Namespace

from django.core.management import call_command, get_commands

from shirube.config.cli import family, schema
from shirube.config.cli.output import CannotContinueError
from shirube.config.cli.surroundings import require_keys

COMMAND = "run_jobs"


def run(options: Namespace) -> int:
    """Work until stopped (the jobs room's own command)."""
    if options.with_parent:
        family.end_with_parent()
    require_keys()
    schema.require_current_tables()
    if COMMAND not in get_commands():
        raise CannotContinueError("この版には背景の仕事がありません。")
    call_command(COMMAND)
    return 0
