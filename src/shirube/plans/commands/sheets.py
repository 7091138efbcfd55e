"""An update sheet: keeping what it would change, and applying it as a whole or not at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.sheets.grid import Book
from shirube.kernel.sheets.problems import InvalidSheetError
from shirube.kernel.transactions import command
from shirube.plans.commands.guards import NotYourSectionError, get_action, get_kpi, raise_revision
from shirube.plans.commands.readings import place_reading
from shirube.plans.commands.reports import place_report
from shirube.plans.domain.sheets.checking import check_sheet
from shirube.plans.domain.sheets.difference import (
    ChangeKind,
    Difference,
    ReadingChange,
    ReportChange,
    compare_again,
    is_current,
)
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.events import UpdateSheetApplied
from shirube.plans.models import Plan, UpdateSheet
from shirube.plans.queries.documents import PlanNotFoundError
from shirube.plans.queries.sheets import (
    CheckedSheet,
    SheetNotFoundError,
    can_fill_in_sheet,
    checked_sheet,
    read_sheet_form,
)


class AlreadyAppliedError(ConflictError):
    """The sheet has been applied before; a second press of the button changes nothing."""

    code = "plans.sheet_already_applied"


class SheetOutdatedError(ConflictError):
    """Figures that the sheet would change have changed since it was checked; the difference must be seen anew."""

    code = "plans.sheet_outdated"


@command
def keep_update_sheet(
    *,
    municipality_id: UUID,
    plan_id: UUID,
    section_id: UUID,
    fiscal_year: int,
    file_name: str,
    book: Book,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Check an opened sheet and keep what it would change. Nothing is kept of a sheet with a problem.

    Raises PlanNotFoundError, NotYourSectionError, SheetYearError, SectionNotFoundError, InvalidSheetError.
    """
    _require_section(actor, section_id)
    plan = _get_plan(municipality_id, plan_id)
    form = _read_form(municipality_id, plan_id, section_id, fiscal_year, now)
    difference = check_sheet(book, form, japan_date(now))
    sheet = UpdateSheet.objects.create(
        municipality_id=municipality_id,
        plan=plan,
        section_id=section_id,
        file_name=file_name[-200:],
        changes=difference.model_dump(mode="json"),
        plan_revision=plan.revision,
        actor=actor.log_name,
        checked_at=now,
    )
    _record(sheet, difference, "plans.sheet_checked", actor, now)
    return sheet.pk


@command
def renew_update_sheet(
    *, municipality_id: UUID, plan_id: UUID, sheet_id: UUID, actor: Actor, now: datetime
) -> None:
    """Compare a sheet that has not been applied with the figures as they are by now.

    Raises SheetNotFoundError, NotYourSectionError, AlreadyAppliedError; InvalidSheetError where a line has gone.
    """
    plan = _get_plan(municipality_id, plan_id)
    sheet = _get_sheet(municipality_id, plan_id, sheet_id, actor)
    form = _read_form(municipality_id, plan_id, sheet.section_id, sheet.difference.fiscal_year, now)
    difference, lost = compare_again(form, sheet.difference)
    if difference is None:
        raise InvalidSheetError(lost)
    waiting = UpdateSheet.objects.filter(
        municipality_id=municipality_id, pk=sheet_id, applied_at__isnull=True
    )
    changes = difference.model_dump(mode="json")
    if not waiting.update(changes=changes, plan_revision=plan.revision, checked_at=now):
        raise AlreadyAppliedError(sheet_id=str(sheet_id))


@command
def apply_update_sheet(
    *, municipality_id: UUID, plan_id: UUID, sheet_id: UUID, actor: Actor, now: datetime
) -> Difference:
    """Enter every reading and report of a checked sheet, or none of them. Returns what was changed.

    Raises SheetNotFoundError, NotYourSectionError, AlreadyAppliedError, SheetOutdatedError and whatever
    `enter_reading` and `report_action` raise.
    """
    # The plan's row first: on PostgreSQL, writers of one plan stand in line behind its lock.
    raise_revision(plan_id, now)
    sheet = _get_sheet(municipality_id, plan_id, sheet_id, actor)
    _claim(municipality_id, sheet_id, now)
    difference = sheet.difference
    form = _read_form(municipality_id, plan_id, sheet.section_id, difference.fiscal_year, now)
    if not is_current(form, difference):
        raise SheetOutdatedError(sheet_id=str(sheet_id))
    for reading in difference.readings:
        _enter(municipality_id, reading, actor, now)
    for report in difference.reports:
        _report(municipality_id, report, difference.fiscal_year, actor, now)
    row = UpdateSheet.objects.get(municipality_id=municipality_id, pk=sheet_id)
    _record(row, difference, "plans.sheet_applied", actor, now)
    events.publish(UpdateSheetApplied(municipality_id=municipality_id, plan_id=plan_id, sheet_id=sheet_id))
    return difference


def _claim(municipality_id: UUID, sheet_id: UUID, now: datetime) -> None:
    # Danger: two presses of the button at once; only one of them finds the sheet waiting.
    waiting = UpdateSheet.objects.filter(
        municipality_id=municipality_id, pk=sheet_id, applied_at__isnull=True
    )
    if not waiting.update(applied_at=now):
        raise AlreadyAppliedError(sheet_id=str(sheet_id))


def _enter(municipality_id: UUID, change: ReadingChange, actor: Actor, now: datetime) -> None:
    if change.kind is ChangeKind.UNCHANGED:
        return
    place_reading(
        kpi=get_kpi(municipality_id, change.id),
        measured_on=change.measured_on,
        value=change.after.value,
        source=change.after.source,
        note=change.after.note,
        evidence=(),
        actor=actor,
        now=now,
        replace=change.kind is ChangeKind.REPLACED,
    )


def _report(
    municipality_id: UUID, change: ReportChange, fiscal_year: int, actor: Actor, now: datetime
) -> None:
    if change.kind is ChangeKind.UNCHANGED:
        return
    place_report(
        action=get_action(municipality_id, change.id),
        fiscal_year=fiscal_year,
        state=change.after.state,
        reason=change.after.reason,
        evidence=(),
        actor=actor,
        now=now,
    )


def _require_section(actor: Actor, section_id: UUID) -> None:
    if not can_fill_in_sheet(actor, section_id):
        raise NotYourSectionError(section_id=str(section_id))


def _get_plan(municipality_id: UUID, plan_id: UUID) -> Plan:
    plan = Plan.objects.filter(municipality_id=municipality_id, pk=plan_id).first()
    if plan is None:
        raise PlanNotFoundError(plan_id=str(plan_id))
    return plan


def _get_sheet(municipality_id: UUID, plan_id: UUID, sheet_id: UUID, actor: Actor) -> CheckedSheet:
    row = UpdateSheet.objects.filter(municipality_id=municipality_id, plan_id=plan_id, pk=sheet_id).first()
    if row is None:
        raise SheetNotFoundError(sheet_id=str(sheet_id))
    _require_section(actor, row.section_id)
    return checked_sheet(row)


def _read_form(
    municipality_id: UUID, plan_id: UUID, section_id: UUID, fiscal_year: int, now: datetime
) -> SheetForm:
    return read_sheet_form(
        municipality_id=municipality_id,
        plan_id=plan_id,
        section_id=section_id,
        fiscal_year=fiscal_year,
        on=japan_date(now),
    )


def _record(sheet: UpdateSheet, difference: Difference, action: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=sheet.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"plans.update_sheet:{sheet.pk}",
        now=now,
        facts={
            "new": difference.count(ChangeKind.NEW),
            "replaced": difference.count(ChangeKind.REPLACED),
            "unchanged": difference.count(ChangeKind.UNCHANGED),
        },
    )
