"""What a register's sheet is made from and judged by, and the sheets that were sent in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel.errors import NotFoundError
from shirube.organizations import interface as organizations
from shirube.registers.domain.sheet_check import SheetDifference, SheetFrame, Standing
from shirube.registers.domain.sheet_file import SheetContent, SheetRow
from shirube.registers.domain.sheet_words import SheetIdentity
from shirube.registers.models import RegisterSheet
from shirube.registers.queries.history import values_then
from shirube.registers.queries.registers import RegisterView, office_among
from shirube.registers.queries.rights import can_add_item, can_change_item, can_keep, can_start_item


class SheetNotFoundError(NotFoundError):
    """No such sheet, or one that somebody else sent in."""

    code = "registers.sheet_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    id: UUID
    file_name: str
    difference: SheetDifference
    checked_at: datetime
    applied_at: datetime | None


def sheet_content(*, municipality_id: UUID, register: RegisterView, actor: Actor, on: date) -> SheetContent:
    """The register as it stands, with the cells open that the person may change."""
    office = office_among(register.sections.values(), on)
    return SheetContent(
        identity=_identity(municipality_id, register),
        fields=list(register.fields.values()),
        rows=[
            SheetRow(item.id, item.revision, item.values, can_change_item(actor, item.section_id))
            for item in register.items
        ],
        sections=office.sections,
        open_sections=[name for code, name in office.sections.items() if code not in office.ended],
        has_new_rows=can_start_item(actor, register.pack),
    )


def sheet_frame(
    *,
    municipality_id: UUID,
    register: RegisterView,
    printed: Mapping[UUID, int],
    actor: Actor,
    on: date,
) -> SheetFrame:
    """What an uploaded sheet is judged by; `printed` are the revisions that its rows were made from."""
    then = values_then(
        municipality_id=municipality_id,
        revisions={item.id: printed[item.id] for item in register.items if item.id in printed},
    )
    sections = register.sections

    def can_add(code: str) -> bool:
        section_id = sections[code].id if code in sections else None
        return can_add_item(actor, register.pack, section_id)

    return SheetFrame(
        identity=_identity(municipality_id, register),
        fields=register.fields,
        office=office_among(sections.values(), on),
        items={
            item.id: Standing(
                item.id,
                item.revision,
                item.title,
                item.values,
                then.get(item.id, {}),
                can_change_item(actor, item.section_id),
            )
            for item in register.items
        },
        can_add=can_add,
        can_keep=can_keep(actor),
    )


def get_sheet(*, municipality_id: UUID, register_id: UUID, sheet_id: UUID, actor: Actor) -> SheetView:
    """A sheet that the person sent in, or any for those who look after all registers. SheetNotFoundError."""
    rows = RegisterSheet.objects.filter(municipality_id=municipality_id, register_id=register_id)
    row = _own(rows.filter(pk=sheet_id).first(), actor)
    return SheetView(
        id=row.pk,
        file_name=row.file_name,
        difference=SheetDifference.model_validate(row.changes),
        checked_at=row.checked_at,
        applied_at=row.applied_at,
    )


def list_waiting_sheets(*, municipality_id: UUID, register_id: UUID, actor: Actor) -> Sequence[SheetView]:
    """The person's own newest sheets that were found whole and not applied."""
    rows = RegisterSheet.objects.filter(
        municipality_id=municipality_id,
        register_id=register_id,
        actor=actor.log_name,
        applied_at__isnull=True,
    )
    return [
        get_sheet(municipality_id=municipality_id, register_id=register_id, sheet_id=row.pk, actor=actor)
        for row in rows.order_by("-checked_at")[:3]
    ]


def _own(row: RegisterSheet | None, actor: Actor) -> RegisterSheet:
    if row is None or (row.actor != actor.log_name and not can_keep(actor)):
        raise SheetNotFoundError
    return row


def _identity(municipality_id: UUID, register: RegisterView) -> SheetIdentity:
    municipality = organizations.get_municipality(municipality_id)
    return SheetIdentity(
        municipality=municipality.code,
        register=register.code,
        municipality_name=municipality.name,
        register_name=register.pack.title,
    )
