"""Taking in a register's sheet: checked as a whole, kept, and applied as a whole or not at all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.sheets.grid import Book
from shirube.kernel.transactions import command
from shirube.registers.commands.guards import (
    ItemMovedError,
    Sections,
    get_item_row,
    get_register_row,
    touch,
)
from shirube.registers.commands.items import place_item, place_removal, place_values
from shirube.registers.domain.sheet_check import (
    MissingRow,
    RowChange,
    SheetDifference,
    check_sheet,
    printed_revisions,
)
from shirube.registers.events import RegisterSheetApplied
from shirube.registers.models import Item, Register, RegisterSheet
from shirube.registers.queries.registers import ItemNotFoundError, get_register
from shirube.registers.queries.sheets import get_sheet, sheet_frame

# What the history says of an item that was taken off because its row was deleted.
_REASON = "シートから行が消されていた"


class SheetAppliedError(ConflictError):
    """The sheet has been applied before; a second press of the button changes nothing."""

    code = "registers.sheet_applied"


class SheetOutdatedError(ConflictError):
    """Items that the sheet would change have changed since it was checked. Nothing was applied."""

    code = "registers.sheet_outdated"


@command
def keep_sheet(
    *, municipality_id: UUID, register: str, file_name: str, book: Book, actor: Actor, now: datetime
) -> UUID:
    """Check an opened sheet and keep what it would change. Nothing is kept of a sheet with a problem.

    Raises RegisterNotFoundError, InvalidSheetError.
    """
    on = japan_date(now)
    view = get_register(municipality_id=municipality_id, code=register, actor=actor, on=on)
    frame = sheet_frame(
        municipality_id=municipality_id, register=view, printed=printed_revisions(book), actor=actor, on=on
    )
    difference = check_sheet(book, frame)
    sheet = RegisterSheet.objects.create(
        municipality_id=municipality_id,
        register_id=view.id,
        file_name=file_name[-200:],
        changes=difference.model_dump(mode="json"),
        actor=actor.log_name,
        checked_at=now,
    )
    _record(sheet, difference, "registers.sheet_checked", actor, now)
    return sheet.pk


@command
def apply_sheet(
    *,
    municipality_id: UUID,
    register: str,
    sheet_id: UUID,
    removing: Collection[UUID],
    actor: Actor,
    now: datetime,
) -> SheetDifference:
    """Apply every row of a checked sheet, or none. Of the items without a row, those in `removing` are taken off.

    Raises SheetNotFoundError, SheetAppliedError, SheetOutdatedError, NotYourItemError, ValueRefusedError.
    """
    row = get_register_row(municipality_id, register)
    sheet = get_sheet(municipality_id=municipality_id, register_id=row.pk, sheet_id=sheet_id, actor=actor)
    _claim(municipality_id, sheet_id, now)
    sections = Sections(municipality_id, japan_date(now))
    try:
        for change in sheet.difference.rows:
            _apply(row, change, sections, actor, now)
        for missing in sheet.difference.missing:
            if missing.item_id in removing:
                place_removal(_item(row, missing, actor), _REASON, actor, now, "sheet")
    except (ItemMovedError, ItemNotFoundError) as error:
        raise SheetOutdatedError(item=str(error.facts.get("item", ""))) from error
    touch(row.pk, municipality_id, now)
    kept = RegisterSheet.objects.get(municipality_id=municipality_id, pk=sheet_id)
    _record(kept, sheet.difference, "registers.sheet_applied", actor, now)
    events.publish(
        RegisterSheetApplied(municipality_id=municipality_id, register=row.code, sheet_id=sheet_id)
    )
    return sheet.difference


def _claim(municipality_id: UUID, sheet_id: UUID, now: datetime) -> None:
    # Danger: two presses of the button at once; only one of them finds the sheet waiting.
    waiting = RegisterSheet.objects.filter(
        municipality_id=municipality_id, pk=sheet_id, applied_at__isnull=True
    )
    if not waiting.update(applied_at=now):
        raise SheetAppliedError(sheet=str(sheet_id))


def _apply(register: Register, change: RowChange, sections: Sections, actor: Actor, now: datetime) -> None:
    values = {one.field: one.after for one in change.changes}
    if change.item_id is None:
        place_item(register, values, sections, actor, now, "sheet")
    else:
        place_values(_item(register, change, actor), values, sections, actor, now, "sheet")


def _item(register: Register, wanted: RowChange | MissingRow, actor: Actor) -> Item:
    """The item in the revision in which the sheet was compared. ItemMovedError, ItemNotFoundError, NotYourItemError."""
    assert wanted.item_id is not None
    row = get_item_row(register.municipality_id, wanted.item_id, actor)
    if row.revision != wanted.revision:
        raise ItemMovedError(item=row.title)
    return row


def _record(
    sheet: RegisterSheet, difference: SheetDifference, action: str, actor: Actor, now: datetime
) -> None:
    audit.record(
        municipality_id=sheet.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"registers.sheet:{sheet.pk}",
        now=now,
        facts={"rows": len(difference.rows), "missing": len(difference.missing)},
    )
