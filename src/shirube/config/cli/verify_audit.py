"""`./shirube verify-audit`: does every municipality's chain of audit entries hold?"""

from __future__ import annotations

from argparse import Namespace

from shirube.audit import interface as audit
from shirube.config.cli import schema
from shirube.config.cli.output import say
from shirube.config.cli.surroundings import require_keys
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    """1 where a chain is broken; the first broken entry is named."""
    require_keys()
    schema.require_current_tables()
    broken = 0
    for municipality in organizations.list_municipalities():
        with municipality_scope(municipality.id):
            number = audit.find_broken_link(municipality_id=municipality.id)
        broken += number is not None
        say(
            f"✔ {municipality.name}"
            if number is None
            else f"✖ {municipality.name}: {number} 番の記録で途切れています"
        )
    if broken:
        say("途切れた記録より前は確かです。控えと比べ、変えられた経緯を調べてください。")
    return 1 if broken else 0
