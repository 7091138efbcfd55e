"""`python -m bench.board_clerk TICKETS`: the clerk of the benchmarks sits at desk 1, and so many wait for it."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from bench.desks import CLERK  # noqa: E402 — the application exists once Django has started.
from bench.reception import CITY  # noqa: E402
from shirube.accounts import interface as accounts  # noqa: E402
from shirube.accounts.interface import SYSTEM, Actor, Role  # noqa: E402
from shirube.kernel.clock import japan_date, read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402
from shirube.visits import interface as visits  # noqa: E402


def main(tickets: int) -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    now = read_clock()
    with municipality_scope(city.id):
        clerk = accounts.find_staff_by_email(municipality_id=city.id, email=CLERK)
        assert clerk is not None
        branch = visits.get_branch(municipality_id=city.id, code="honcho", on=japan_date(now))
        desk = branch.desks[0]
        actor = Actor(staff_id=clerk.id, roles=frozenset({Role.SECTION_STAFF}))
        visits.open_desk(municipality_id=city.id, desk_id=desk.id, actor=actor, now=now)
        for _ in range(tickets):
            visits.take_ticket(
                municipality_id=city.id,
                branch_id=branch.id,
                service_ids=sorted(desk.service_ids)[:1],
                source=visits.Source.KIOSK,
                holder=visits.Holder(),
                actor=SYSTEM,
                now=now,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]))
