"""What every write of an item asks first, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.organizations import interface as organizations
from shirube.registers.domain.fields import SECTION
from shirube.registers.models import Change, Item, Ordinance, Register, StageDate
from shirube.registers.queries.registers import (
    ItemNotFoundError,
    RegisterNotFoundError,
    office_among,
    values_of_item,
)
from shirube.registers.queries.rights import can_change_item, can_see_item


class NotYourItemError(ForbiddenError):
    """The item belongs to another section, or the role does not allow this."""

    code = "registers.not_your_item"


class ItemMovedError(ConflictError):
    """Somebody else changed the item after the writer looked at it; nothing was written."""

    code = "registers.item_moved"


class ValueRefusedError(InvalidInputError):
    """A value cannot be what it was to become; `field` and `fault` say which and why."""

    code = "registers.value_refused"

    def __init__(self, *, field: str, fault: StrEnum) -> None:
        super().__init__(field=field, fault=fault.value)
        self.field, self.fault = field, fault


def get_register_row(municipality_id: UUID, code: str) -> Register:
    """RegisterNotFoundError."""
    row = Register.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise RegisterNotFoundError(register=code)
    return row


def get_item_row(municipality_id: UUID, item_id: UUID, actor: Actor) -> Item:
    """An item that is still shown and that the person may change. ItemNotFoundError, NotYourItemError."""
    rows = Item.objects.select_related("register").filter(municipality_id=municipality_id, pk=item_id)
    row = rows.filter(removed_at__isnull=True).first()
    if row is None or not can_see_item(actor, row.register.pack, row.section_id):
        raise ItemNotFoundError(item=str(item_id))
    if not can_change_item(actor, row.section_id):
        raise NotYourItemError(item=row.title)
    return row


class Sections:
    """The city's sections, read once for a command."""

    def __init__(self, municipality_id: UUID, on: date) -> None:
        self._all = organizations.list_sections(municipality_id=municipality_id)
        self.office = office_among(self._all, on)

    def code_of(self, section_id: UUID | None) -> str:
        return next((one.code for one in self._all if one.id == section_id), "")

    def id_of(self, code: str) -> UUID | None:
        return next((one.id for one in self._all if one.code == code), None)


def values_now(row: Item, sections: Sections) -> Mapping[str, str]:
    days = StageDate.objects.filter(municipality_id=row.municipality_id, item_id=row.pk)
    return values_of_item(row, days, sections.code_of(row.section_id))


def remember(
    row: Item, changed: Mapping[str, tuple[str, str]], revision: int, actor: Actor, via: str, now: datetime
) -> None:
    """A row of history for each value."""
    Change.objects.bulk_create(
        Change(
            municipality_id=row.municipality_id,
            item=row,
            revision=revision,
            field=field,
            before=before,
            after=after,
            actor=actor.log_name,
            via=via,
            at=now,
        )
        for field, (before, after) in changed.items()
    )


def touch(register_id: UUID, municipality_id: UUID, now: datetime) -> None:
    """Whatever is made from the register is made anew."""
    Register.objects.filter(municipality_id=municipality_id, pk=register_id).update(
        revision=F("revision") + 1, changed_at=now
    )


def record(row: Item | Ordinance, action: str, actor: Actor, now: datetime, **facts: Any) -> None:
    """The log names fields, never their values: a register may be restricted, the log is read by others."""
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"registers.{row._meta.model_name}:{row.pk}",
        now=now,
        facts=facts,
    )


def moves_section(changed: Mapping[str, tuple[str, str]]) -> bool:
    return SECTION in changed
