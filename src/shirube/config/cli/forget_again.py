"""`./shirube forget-again`: what was forgotten after a backup is forgotten again, once the backup was put back."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime

from shirube.config.cli import schema
from shirube.config.cli.output import say, tell
from shirube.config.cli.surroundings import data_folder, require_keys
from shirube.files import interface as files
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    """1 where a line of the ledger could not be relied on: then something may have come back."""
    require_keys()
    schema.require_current_tables()
    if not (data_folder() / files.LEDGER).exists():
        tell(f"{data_folder() / files.LEDGER} がありません。何も消していません。")
        return 1
    return 1 if apply_ledger() else 0


def apply_ledger(since: datetime | None = None) -> int:
    """Forget again what was forgotten (`since` a moment); how many lines nobody can rely on."""
    spoilt = 0
    for municipality in organizations.list_municipalities():
        with municipality_scope(municipality.id):
            found = files.forget_again(municipality_id=municipality.id, now=read_clock(), since=since)
        if found.again:
            say(f"{municipality.name}: 控えのあとに消した {found.again} 件を、もう一度消しました。")
        spoilt = max(spoilt, found.spoilt)
    if spoilt:
        tell(
            f"{files.LEDGER} に、読めないか、署名の合わない行が {spoilt} 行あります。その行の分は消していません。"
            "別の控えの forgotten.log と比べてください。"
        )
    return spoilt
