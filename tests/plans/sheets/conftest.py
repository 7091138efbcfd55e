"""港市's sheet of the citizens' section for fiscal year 2026, with two KPIs and an action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from shirube.accounts.interface import Actor
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.sheets import keep_update_sheet
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.domain.sheets.opening import open_sheet
from shirube.plans.models import Action, Kpi, Plan
from shirube.plans.queries.sheets import read_sheet_form
from tests.factories.plans import KpiFactory, ReadingFactory
from tests.plans.conftest import NOW
from tests.plans.sheets.samples import row, xlsx

YEAR = 2026
ReadForm = Callable[[], SheetForm]
Keep = Callable[..., UUID]


@pytest.fixture
def visitors(kpi: Kpi, action: Action) -> Kpi:
    """The second KPI of the sheet: row 5. `kpi` is row 4, and has a value of 2026-04-30."""
    del action
    ReadingFactory(kpi=kpi, measured_on=date(2026, 4, 30), value=Decimal(61))
    return KpiFactory(initiative=kpi.initiative, code="visitors", name="窓口に来た人", unit="人", decimals=0)


@pytest.fixture
def read_form(city: Municipality, plan: Plan, section: Section, visitors: Kpi) -> ReadForm:
    """The form as of this moment."""
    del visitors
    facts: dict[str, Any] = {"plan_id": plan.pk, "section_id": section.pk, "fiscal_year": YEAR}
    return lambda: read_sheet_form(municipality_id=city.pk, on=NOW.date(), **facts)


@pytest.fixture
def keep(city: Municipality, plan: Plan, section: Section, read_form: ReadForm, clerk: Actor) -> Keep:
    """`keep({"J5": …})`: fill in the KPIs of a sheet made now, and send it."""

    def fill_and_send(cells: dict[str, Any], *edits: Any, **facts: Any) -> UUID:
        sent = {
            "municipality_id": city.pk,
            "plan_id": plan.pk,
            "section_id": section.pk,
            "fiscal_year": YEAR,
            "file_name": "記入済み.xlsx",
            "book": open_sheet(xlsx(cells, *edits, form=read_form())),
            "actor": clerk,
            "now": NOW,
        }
        return keep_update_sheet(**{**sent, **facts})

    return fill_and_send


BOTH = {**row(4, "2026-04-30", 62), **row(5, "2026-10-31", 1200)}


def finish(book: Any) -> None:
    """Report the action as done."""
    book["実施事項"]["F4"].value = "完了"
