"""`python -m bench.many_facts PAST NEW`: so many facts over five years, then new ones, rolled up for three measures.

The measures are those of applications over received cases and one median. Prints one JSON line: seconds of the nightly
roll-up (the best of five nights, and the worst), rows a second of counting all anew, and of the bare GROUP BY.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connection  # noqa: E402 — models exist once Django has started.

from bench.reception import CITY  # noqa: E402
from shirube.audit import interface as audit  # noqa: E402
from shirube.kernel.clock import japan_date, read_clock  # noqa: E402
from shirube.kernel.ids import new_id  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.kernel.transactions import command  # noqa: E402
from shirube.measures import interface as measures  # noqa: E402
from shirube.measures.domain.facts import write_content  # noqa: E402
from shirube.measures.models import Stream  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402

DAYS = 5 * 365
CHUNK = 500_000
PROCEDURES, LENGTHS = 40, 13
NIGHTS = 5
SOURCE = measures.FactSource(identifier="applications.settled", subject="applications.case")
CODES = ("applications.days_median", "applications.within_standard_share", "applications.correction_rounds")


def main(past: int, new: int) -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    today = japan_date(read_clock())
    with municipality_scope(city.id):
        _fill(city.id, past, today)
        _gather_history(city.id)
    # Outside any scope, and so outside any transaction, in which nothing can be vacuumed.
    _settle()
    with municipality_scope(city.id):
        _night(city.id, today - timedelta(days=NIGHTS + 1))
        nights = []
        for night in range(NIGHTS, 0, -1):
            on = today - timedelta(days=night)
            _record(city.id, new, on)
            nights.append(_timed(partial(_night, city.id, on)))
        found = {
            "roll_up_s": min(nights),
            "worst_s": max(nights),
            "rebuild_rows_per_s": past / (_timed(lambda: _rebuild(city.id, today)) / len(CODES)),
            "group_by_rows_per_s": past / _timed(_group),
        }
    sys.stdout.write(json.dumps(found) + "\n")


def _content(number: int) -> Mapping[str, str | int]:
    """What a case comes to: forty procedures, thirteen lengths of time."""
    days = 1 + number % LENGTHS * 4
    return {
        "procedure": f"procedure-{number % PROCEDURES}",
        "outcome": "decided",
        "days": days,
        "rounds": number % 2,
        "within": "yes" if days <= 30 else "no",
    }


# The history has been met before, in one batch: what is measured is the night. Its ids grow as real ones do.
_FILL = """
    INSERT INTO measures_fact
        (id, municipality_id, source, key, "on", content, is_withdrawn, reason, recorded_at, batch, replaced_in)
    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %s, %s,
           '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'),
           %s + (n %% %s)::int, (%s::text[])[n %% %s + 1], false, '', %s, 1, NULL
    FROM generate_series(%s::bigint, %s::bigint) AS n
"""


def _fill(municipality_id: UUID, past: int, today: date) -> None:
    contents = [write_content(_content(number)) for number in range(PROCEDURES * LENGTHS)]
    first_day, now = today - timedelta(days=DAYS + NIGHTS), read_clock()
    with connection.cursor() as cursor:
        for start in range(1, past + 1, CHUNK):
            end = min(start + CHUNK - 1, past)
            days: list[Any] = [first_day, DAYS, contents, len(contents), now]
            cursor.execute(_FILL, [municipality_id, SOURCE.identifier, *days, start, end])
            sys.stderr.write(f"  {end}/{past}\n")


def _gather_history(municipality_id: UUID) -> None:
    Stream.objects.update_or_create(
        municipality_id=municipality_id, source=SOURCE.identifier, defaults={"last_batch": 1}
    )


def _settle() -> None:
    with connection.cursor() as cursor:
        # What the server's own housekeeping does within minutes of such growth.
        cursor.execute("VACUUM ANALYZE measures_fact")


@command
def _record(municipality_id: UUID, count: int, on: date) -> None:
    # One in ten is late: it belongs to one of the thirty days before.
    facts = [
        measures.NewFact(
            str(new_id()), on - timedelta(days=number % 30 if number % 10 == 0 else 0), _content(number)
        )
        for number in range(count)
    ]
    measures.record_facts(municipality_id=municipality_id, source=SOURCE, facts=facts, now=read_clock())


def _night(municipality_id: UUID, through: date) -> None:
    measures.gather_facts(municipality_id=municipality_id, source=SOURCE)
    for code in CODES:
        measures.roll_up(
            municipality_id=municipality_id,
            measure=measures.measures[code],
            through=through,
            now=read_clock(),
        )


def _rebuild(municipality_id: UUID, through: date) -> None:
    for code in CODES:
        measures.rebuild_measure(
            municipality_id=municipality_id,
            measure=measures.measures[code],
            through=through,
            now=read_clock(),
            actor=audit.SYSTEM,
        )


def _group() -> None:
    with connection.cursor() as cursor:
        cursor.execute('SELECT "on", content, count(*) FROM measures_fact GROUP BY 1, 2')
        cursor.fetchall()


def _timed(act: Callable[[], None]) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
