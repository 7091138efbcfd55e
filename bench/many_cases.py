"""`python -m bench.many_cases COUNT [answers]`: so many cases in the demonstration city, as the years leave them behind.

A hundred are submitted by the commands that residents' pages call; the rest are copies of their rows, with their answers
where that is asked for, with own ids and numbers, spread over the sections and states. What is sealed opens with the keys of the original, whose
dossier the copies share. Prints one JSON line: the seconds it took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connection, transaction  # noqa: E402 — models exist once Django has started.
from django.db.models import Model  # noqa: E402

from bench.reception import CITY, CODE, TYPED  # noqa: E402
from shirube.applications import interface as applications  # noqa: E402
from shirube.applications.models import AnswersVersion, Case  # noqa: E402
from shirube.forms import interface as forms  # noqa: E402
from shirube.kernel.clock import japan_date, read_clock  # noqa: E402
from shirube.kernel.ids import new_id  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402

ORIGINALS = 100
CHUNK = 20_000
# Columns in which a copy differs from its original.
OWN = (
    "id",
    "receipt_number",
    "submission_key",
    "section_id",
    "state",
    "hand_over_wanted",
    "submitted_at",
    "due_on",
    "outcome",
    "settled_at",
    "closed_at",
)
Row = dict[str, Any]
# Of a hundred cases so many stand in each state; the rest is history.
STATES = {
    "submitted": 1,
    "accepted": 1,
    "in_review": 2,
    "returned": 1,
    "in_approval": 1,
    "decided": 2,
    "closed": 92,
}


def main(total: int, *, with_answers: bool) -> None:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    started = time.monotonic()
    with municipality_scope(city.id):
        for number in range(ORIGINALS):
            _submit(city.id, number)
        originals = list(Case.objects.order_by("pk"))
        sections = [section.id for section in organizations.list_sections(municipality_id=city.id)]
        _make_plan()
        with _indexes_built_at_the_end():
            for first in range(ORIGINALS, total, CHUNK):
                numbers = range(first, min(first + CHUNK, total))
                _plan([_copy_of(originals[number % ORIGINALS], sections, number) for number in numbers])
                _copy_planned(with_answers=with_answers)
                sys.stderr.write(f"  {numbers.stop}/{total}\n")
    with connection.cursor() as cursor:
        # What the server's own housekeeping does within minutes of such growth.
        cursor.execute("ANALYZE")
    sys.stdout.write(json.dumps({"seconds": time.monotonic() - started}) + "\n")


def _submit(municipality_id: UUID, number: int) -> None:
    """As the pages do it: a draft, a step, the next, the receipt."""
    now = read_clock()
    begun = applications.start_draft(
        municipality_id=municipality_id, procedure_code=CODE, holder=applications.Holder(), now=now
    )
    holder = applications.Holder(secret=begun.secret)
    for step, typed in TYPED.items():
        draft = applications.open_draft(
            municipality_id=municipality_id, draft_id=begun.draft_id, holder=holder, today=japan_date(now)
        )
        bound = forms.bind_step(
            draft.form, step, _posted(typed, number), dict(draft.answers), today=japan_date(now)
        )
        applications.save_draft(
            draft=draft,
            step_code=step,
            bound=bound,
            holder=holder,
            device="bench",
            seen=draft.revision,
            now=now,
        )
    applications.submit_application(
        municipality_id=municipality_id,
        draft_id=begun.draft_id,
        holder=holder,
        submission_key=f"bench {number}",
        now=now,
    )


def _posted(typed: Sequence[tuple[str, str]], number: int) -> dict[str, list[str]]:
    posted: dict[str, list[str]] = defaultdict(list)
    for name, value in typed:
        posted[name].append(f"{value}{number}" if name == "name.given" else value)
    return posted


def _copy_of(original: Case, sections: Sequence[UUID], number: int) -> Row:
    """What a copy has of its own; the rest is the original's."""
    state = _state(number * 37 % 100)
    submitted_at = original.submitted_at - timedelta(days=90) + timedelta(seconds=number % 7_000_000)
    return {
        "id": new_id(),
        "receipt_number": f"BENCH-{number}",
        "submission_key": f"bench copy {number}",
        "section_id": sections[number % len(sections)],
        "state": state,
        "hand_over_wanted": state != "submitted",
        "submitted_at": submitted_at,
        **_ending(state, submitted_at),
        "original": original.pk,
        "answers": new_id(),
    }


def _ending(state: str, submitted_at: datetime) -> Row:
    if state not in {"decided", "closed"}:
        due_on = japan_date(submitted_at) + timedelta(days=14)
        return {"due_on": due_on, "outcome": "", "settled_at": None, "closed_at": None}
    settled_at = submitted_at + timedelta(days=7)
    closed_at = settled_at if state == "closed" else None
    return {"due_on": None, "outcome": "decided", "settled_at": settled_at, "closed_at": closed_at}


def _state(place: int) -> str:
    for state, share in STATES.items():
        if place < share:
            return state
        place -= share
    raise ValueError("the shares of the states are a hundred together")


@contextmanager
def _indexes_built_at_the_end() -> Iterator[None]:
    """PostgreSQL builds an index over a million rows far more quickly than it grows one row by row."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s "
            "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
            [Case._meta.db_table],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    yield
    with connection.cursor() as cursor:
        for _, definition in indexes:
            cursor.execute(definition)


def _make_plan() -> None:
    own = ", ".join(f'"{name}"' for name in OWN)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE bench_plan AS SELECT {own}, id AS original, id AS answers "  # noqa: S608 — names of ours.
            "FROM applications_case WHERE 1 = 0"
        )


def _plan(copies: Sequence[Row]) -> None:
    fields = {field.attname: field for field in Case._meta.concrete_fields}
    fields |= dict.fromkeys(("original", "answers"), fields["id"])
    names = list(copies[0])
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM bench_plan")
        cursor.executemany(
            f"INSERT INTO bench_plan ({', '.join(names)}) VALUES ({places})",  # noqa: S608 — as above.
            [[fields[name].get_db_prep_save(copy[name], connection) for name in names] for copy in copies],
        )


def _copy_planned(*, with_answers: bool) -> None:
    """On the server, so that a million rows do not pass through Python."""
    with transaction.atomic():
        _copy_rows(Case, {name: f'plan."{name}"' for name in OWN}, "id")
        if with_answers:
            _copy_rows(AnswersVersion, {"id": "plan.answers", "case_id": "plan.id"}, "case_id")


def _copy_rows(model: type[Model], own: Mapping[str, str], key: str) -> None:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(own.get(column, f'source."{column}"') for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} "  # noqa: S608 — as above.
            f'FROM bench_plan plan JOIN {table} source ON source."{key}" = plan.original'
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), with_answers="answers" in sys.argv[2:])
