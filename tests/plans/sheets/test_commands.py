"""Keeping and applying a sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from shirube.accounts.interface import Actor
from shirube.audit.interface import list_entries
from shirube.kernel.events import Event
from shirube.kernel.sheets.problems import Fault, InvalidSheetError
from shirube.plans.commands import sheets
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.commands.readings import enter_reading
from shirube.plans.commands.reports import report_action
from shirube.plans.domain.sheets.difference import ChangeKind
from shirube.plans.domain.terms import ActionState
from shirube.plans.models import Action, ActionReport, Kpi, Plan, Reading, UpdateSheet
from shirube.plans.queries.sheets import SheetNotFoundError, SheetYearError
from tests.factories.plans import PlanFactory
from tests.plans.sheets.conftest import BOTH, Keep, finish
from tests.plans.sheets.samples import row

Deed = Callable[..., Any]
APRIL = date(2026, 4, 30)
OCTOBER = date(2026, 10, 31)


@pytest.fixture
def apply(deed: Deed, plan: Plan, clerk: Actor) -> Callable[..., Any]:
    def run(sheet_id: UUID, **facts: Any) -> Any:
        return deed(
            sheets.apply_update_sheet, **{"plan_id": plan.pk, "sheet_id": sheet_id, "actor": clerk, **facts}
        )

    return run


def test_a_kept_sheet_changes_nothing_yet(keep: Keep) -> None:
    sheet = UpdateSheet.objects.get(pk=keep(BOTH, finish))

    assert (sheet.applied_at, Reading.objects.count(), ActionReport.objects.count()) == (None, 1, 0)
    assert sheet.plan_revision == sheet.plan.revision


def test_a_sheet_is_applied_as_a_whole(keep: Keep, apply: Deed, kpi: Kpi, visitors: Kpi) -> None:
    apply(keep(BOTH, finish))

    standing = Reading.objects.filter(replaced_at__isnull=True).values_list("kpi_id", "measured_on", "value")
    assert set(standing) == {(kpi.pk, APRIL, Decimal(62)), (visitors.pk, OCTOBER, Decimal(1200))}
    assert Reading.objects.get(replaced_at__isnull=False).value == 61
    assert ActionReport.objects.get().state == ActionState.DONE


def test_applying_is_written_into_the_log(keep: Keep, apply: Deed, plan: Plan) -> None:
    apply(keep(BOTH, finish))

    entry, *_ = list_entries(municipality_id=plan.municipality_id)
    assert (entry.action, entry.facts) == ("plans.sheet_applied", {"new": 2, "replaced": 1, "unchanged": 0})


def test_others_are_told_of_the_sheet_and_of_each_row(
    keep: Keep, apply: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Event] = []
    monkeypatch.setattr("shirube.kernel.events.publish", told.append)

    apply(keep(BOTH, finish))

    names = [type(event).__name__ for event in told]
    assert names == ["ReadingEntered", "ReadingEntered", "ActionReported", "UpdateSheetApplied"]


def test_rows_that_stand_already_are_not_written_again(keep: Keep, apply: Deed) -> None:
    difference = apply(keep({**row(4, "2026-04-30", 61, "手続台帳"), **row(5, "2026-10-31", 1200)}))

    assert [change.kind for change in difference.readings] == [ChangeKind.UNCHANGED, ChangeKind.NEW]
    assert Reading.objects.count() == 2


def test_a_sheet_is_applied_only_once(keep: Keep, apply: Deed) -> None:
    sheet_id = keep(BOTH)
    apply(sheet_id)

    with pytest.raises(sheets.AlreadyAppliedError):
        apply(sheet_id)
    assert Reading.objects.count() == 3


def test_a_sheet_is_not_applied_over_a_value_written_since(
    keep: Keep, apply: Deed, deed: Deed, visitors: Kpi, clerk: Actor
) -> None:
    sheet_id = keep(BOTH)
    deed(enter_reading, kpi_id=visitors.pk, measured_on=OCTOBER, value=Decimal(900), source="x", actor=clerk)

    with pytest.raises(sheets.SheetOutdatedError):
        apply(sheet_id)
    assert UpdateSheet.objects.get().applied_at is None
    assert Reading.objects.filter(value__in=[62, 1200]).count() == 0


def test_a_change_elsewhere_in_the_plan_does_no_harm(
    keep: Keep, apply: Deed, deed: Deed, action: Action, clerk: Actor
) -> None:
    sheet_id = keep(BOTH)
    deed(report_action, action_id=action.pk, fiscal_year=2026, state=ActionState.DONE, actor=clerk)

    apply(sheet_id)

    assert UpdateSheet.objects.get().applied_at is not None


def test_a_renewed_sheet_shows_the_new_difference_and_can_be_applied(
    keep: Keep, apply: Deed, deed: Deed, plan: Plan, visitors: Kpi, clerk: Actor
) -> None:
    sheet_id = keep(BOTH)
    deed(enter_reading, kpi_id=visitors.pk, measured_on=OCTOBER, value=Decimal(900), source="x", actor=clerk)
    deed(sheets.renew_update_sheet, plan_id=plan.pk, sheet_id=sheet_id, actor=clerk)

    difference = apply(sheet_id)

    assert [change.kind for change in difference.readings] == [ChangeKind.REPLACED, ChangeKind.REPLACED]
    assert difference.readings[1].before.value == 900


def test_a_sheet_of_a_line_that_has_gone_cannot_be_renewed(
    keep: Keep, deed: Deed, plan: Plan, visitors: Kpi, clerk: Actor
) -> None:
    sheet_id = keep(BOTH)
    visitors.delete()

    with pytest.raises(InvalidSheetError) as caught:
        deed(sheets.renew_update_sheet, plan_id=plan.pk, sheet_id=sheet_id, actor=clerk)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.cell) == (Fault.ROW_UNKNOWN, "J5")


def test_an_applied_sheet_cannot_be_renewed(
    keep: Keep, apply: Deed, deed: Deed, plan: Plan, clerk: Actor
) -> None:
    sheet_id = keep(BOTH)
    apply(sheet_id)

    with pytest.raises(sheets.AlreadyAppliedError):
        deed(sheets.renew_update_sheet, plan_id=plan.pk, sheet_id=sheet_id, actor=clerk)


def test_nothing_is_kept_of_a_faulty_sheet(keep: Keep) -> None:
    with pytest.raises(InvalidSheetError):
        keep({**BOTH, "J4": "多い"})

    assert not UpdateSheet.objects.exists()


def test_a_row_that_the_commands_refuse_undoes_the_whole_sheet(
    keep: Keep, apply: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet_id = keep(BOTH, finish)

    def fail(**_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(sheets, "place_report", fail)
    with pytest.raises(RuntimeError):
        apply(sheet_id)
    assert UpdateSheet.objects.get().applied_at is None
    assert Reading.objects.count() == 1


def test_the_section_chief_and_dx_promotion_may_apply_what_a_clerk_sent(
    keep: Keep, apply: Deed, chief: Actor, promoter: Actor
) -> None:
    apply(keep(row(5, "2026-10-31", 1200)), actor=chief)
    apply(keep(row(4, "2026-10-31", 62)), actor=promoter)

    assert Reading.objects.count() == 3


@pytest.mark.parametrize("who", ["stranger", "auditor", "headquarters"])
def test_nobody_else_may_send_or_apply(
    keep: Keep, apply: Deed, who: str, request: pytest.FixtureRequest
) -> None:
    person: Actor = request.getfixturevalue(who)
    sheet_id = keep(BOTH)

    with pytest.raises(NotYourSectionError):
        keep(BOTH, actor=person)
    with pytest.raises(NotYourSectionError):
        apply(sheet_id, actor=person)


def test_a_sheet_is_found_in_its_own_plan_only(keep: Keep, apply: Deed) -> None:
    with pytest.raises(SheetNotFoundError):
        apply(keep(BOTH), plan_id=PlanFactory().pk)


@pytest.mark.parametrize("year", [2023, 2027, 2029])
def test_a_year_outside_the_plan_or_not_yet_begun_has_no_sheet(keep: Keep, year: int) -> None:
    with pytest.raises(SheetYearError):
        keep(BOTH, fiscal_year=year)
