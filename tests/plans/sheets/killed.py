"""A program of its own for the test that kills it: `prepare`, `apply` (stops half way) and `finish`.

It works on the SQLite file of SHIRUBE_DATA and says on stdout how far it is.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "shirube.config.settings.test"
django.setup()

# Only now can models be imported.

from shirube.accounts.interface import Role  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations.models import Municipality, Section  # noqa: E402
from shirube.plans.commands import sheets  # noqa: E402
from shirube.plans.domain.sheets.opening import open_sheet  # noqa: E402
from shirube.plans.models import Plan, Reading, UpdateSheet  # noqa: E402
from shirube.plans.queries.sheets import read_sheet_form  # noqa: E402
from tests.factories.organizations import MunicipalityFactory, SectionFactory  # noqa: E402
from tests.factories.plans import InitiativeFactory, KpiFactory, PlanFactory  # noqa: E402
from tests.plans.conftest import NOW, actor  # noqa: E402
from tests.plans.sheets.samples import row, xlsx  # noqa: E402

ROWS = 40


def prepare(city: Municipality) -> None:
    """A plan, and a checked sheet with a value for each of its KPIs."""
    section: Section = SectionFactory(municipality=city)
    plan: Plan = PlanFactory(municipality=city)
    KpiFactory.create_batch(ROWS, initiative=InitiativeFactory(plan=plan, carried_by=section))
    facts: dict[str, Any] = {
        "municipality_id": city.pk,
        "plan_id": plan.pk,
        "section_id": section.pk,
        "fiscal_year": 2026,
    }
    form = read_sheet_form(on=NOW.date(), **facts)
    cells = {k: v for number in range(4, 4 + ROWS) for k, v in row(number, "2026-10-31", number).items()}
    book = open_sheet(xlsx(cells, form=form))
    sheets.keep_update_sheet(
        file_name="大きなシート.xlsx", book=book, actor=actor(Role.DX_PROMOTION), now=NOW, **facts
    )


def apply(city: Municipality) -> None:
    sheet = UpdateSheet.objects.get()
    sheets.apply_update_sheet(
        municipality_id=city.pk,
        plan_id=sheet.plan_id,
        sheet_id=sheet.pk,
        actor=actor(Role.DX_PROMOTION),
        now=NOW,
    )


def stop_half_way() -> None:
    """From now on, applying stands still behind half of the rows, its transaction open."""
    really_place = sheets.place_reading
    placed: list[Any] = []

    def place(**facts: Any) -> Any:
        placed.append(really_place(**facts))
        if len(placed) == ROWS // 2:
            print(f"half way {Reading.objects.count()}", flush=True)  # noqa: T201 — what the test waits for.
            time.sleep(60)
        return placed[-1]

    sheets.place_reading = place


def count() -> None:
    is_applied = UpdateSheet.objects.get().applied_at is not None
    print(f"readings {Reading.objects.count()} applied {is_applied}", flush=True)  # noqa: T201 — the answer.


def main(step: str) -> None:
    if step == "prepare":
        MunicipalityFactory(slug="minato")
    city = Municipality.objects.get()
    with municipality_scope(city.pk):
        if step == "prepare":
            prepare(city)
        if step == "apply":
            stop_half_way()
            apply(city)
        count()
        if step == "finish":
            apply(city)
            count()


if __name__ == "__main__":
    main(sys.argv[1])
