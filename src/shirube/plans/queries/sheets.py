"""What update sheets are made from, who may see them, and those that were checked and wait or were applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.accounts.interface import Actor, Role
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.errors import NotFoundError
from shirube.organizations import interface as organizations
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.sheets.difference import ChangeKind, Difference
from shirube.plans.domain.sheets.form import SheetForm, SheetIdentity, form_of
from shirube.plans.models import UpdateSheet
from shirube.plans.queries.documents import get_plan_document, read_document

_SEES_ALL = (Role.DX_PROMOTION, Role.AUDITOR)


class SheetNotFoundError(NotFoundError):
    """No such update sheet, or none of a section whose sheets this person may see."""

    code = "plans.sheet_not_found"


class SheetYearError(NotFoundError):
    """The fiscal year lies outside the plan or has not begun."""

    code = "plans.sheet_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSummary:
    id: UUID
    file_name: str
    section_name: str
    fiscal_year: int
    changes: int
    actor: str
    checked_at: datetime
    applied_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSheet:
    """An update sheet with all that it would change, or has changed."""

    id: UUID
    plan_id: UUID
    section_id: UUID
    file_name: str
    difference: Difference
    actor: str
    checked_at: datetime
    applied_at: datetime | None


def list_sheet_sections(
    *, municipality_id: UUID, actor: Actor, on: date
) -> Sequence[organizations.SectionSummary]:
    """The sections whose update sheets the person may see: their own; all for DX promotion and auditors."""
    sections = organizations.list_sections(municipality_id=municipality_id, on=on)
    return [section for section in sections if _may_see(actor, section.id)]


def can_fill_in_sheet(actor: Actor, section_id: UUID) -> bool:
    """Whether the person may upload and apply sheets of the section."""
    return actor.holds(Role.DX_PROMOTION) or actor.works_in([section_id])


def list_sheet_years(document: PlanDocument, on: date) -> Sequence[int]:
    """The plan's fiscal years that have begun, the newest first."""
    return [year for year in reversed(document.years) if year <= fiscal_year_of(on)]


def get_sheet_form(
    *, municipality_id: UUID, slug: str, section_id: UUID, fiscal_year: int, on: date
) -> SheetForm:
    """What the section's sheet asks for, as of the plan's present figures.

    PlanNotFoundError, SectionNotFoundError, SheetYearError.
    """
    document = get_plan_document(municipality_id=municipality_id, slug=slug, on=on)
    return _form(municipality_id, document, section_id, fiscal_year, on)


def read_sheet_form(
    *, municipality_id: UUID, plan_id: UUID, section_id: UUID, fiscal_year: int, on: date
) -> SheetForm:
    """The same straight from the tables, for a command that must not compare with a remembered document."""
    document = read_document(municipality_id, plan_id, on)
    return _form(municipality_id, document, section_id, fiscal_year, on)


def get_checked_sheet(*, municipality_id: UUID, plan_id: UUID, sheet_id: UUID, actor: Actor) -> CheckedSheet:
    """One update sheet of the plan. SheetNotFoundError, also where it is a section's that the person may not see."""
    row = _sheets(municipality_id, plan_id).filter(pk=sheet_id).first()
    if row is None or not _may_see(actor, row.section_id):
        raise SheetNotFoundError(sheet_id=str(sheet_id))
    return checked_sheet(row)


def list_update_sheets(
    *, municipality_id: UUID, plan_id: UUID, section_ids: Sequence[UUID], limit: int = 10
) -> Sequence[SheetSummary]:
    """The newest sheets of the sections that were found whole."""
    rows = _sheets(municipality_id, plan_id).filter(section_id__in=section_ids).select_related("section")
    return [_summary(row) for row in rows.order_by("-checked_at")[:limit]]


def checked_sheet(row: UpdateSheet) -> CheckedSheet:
    return CheckedSheet(
        id=row.pk,
        plan_id=row.plan_id,
        section_id=row.section_id,
        file_name=row.file_name,
        difference=Difference.model_validate(row.changes),
        actor=row.actor,
        checked_at=row.checked_at,
        applied_at=row.applied_at,
    )


def _may_see(actor: Actor, section_id: UUID) -> bool:
    return actor.holds(*_SEES_ALL) or actor.works_in([section_id])


def _sheets(municipality_id: UUID, plan_id: UUID) -> QuerySet[UpdateSheet]:
    return UpdateSheet.objects.filter(municipality_id=municipality_id, plan_id=plan_id)


def _form(
    municipality_id: UUID, document: PlanDocument, section_id: UUID, fiscal_year: int, on: date
) -> SheetForm:
    if fiscal_year not in list_sheet_years(document, on):
        raise SheetYearError(fiscal_year=fiscal_year)
    municipality = organizations.get_municipality(municipality_id)
    section = organizations.get_section(municipality_id=municipality_id, section_id=section_id)
    identity = SheetIdentity(
        municipality=municipality.code,
        plan=document.slug,
        section=section.code,
        fiscal_year=fiscal_year,
        municipality_name=municipality.name,
        plan_name=document.name,
        section_name=section.name,
    )
    return form_of(document, section_id, identity)


def _summary(row: UpdateSheet) -> SheetSummary:
    difference = Difference.model_validate(row.changes)
    return SheetSummary(
        id=row.pk,
        file_name=row.file_name,
        section_name=row.section.name,
        fiscal_year=difference.fiscal_year,
        changes=difference.count(ChangeKind.NEW) + difference.count(ChangeKind.REPLACED),
        actor=row.actor,
        checked_at=row.checked_at,
        applied_at=row.applied_at,
    )
