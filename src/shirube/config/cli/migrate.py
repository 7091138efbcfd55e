"""`./shirube migrate`."""

from __future__ import annotations

from argparse import Namespace

from shirube.config.cli import schema
from shirube.config.cli.output import say
from shirube.config.cli.surroundings import require_keys


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    require_keys()
    applied = schema.migrate()
    say(f"{applied} 件を適用しました。" if applied else "表は最新です。")
    return 0
