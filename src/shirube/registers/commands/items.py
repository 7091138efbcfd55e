"""Adding, changing and taking off items, by a person at a page, a sheet, or a decision about an ordinance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from shirube.accounts.interface import Actor
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command, step
from shirube.registers.commands.guards import (
    ItemMovedError,
    NotYourItemError,
    Sections,
    ValueRefusedError,
    get_item_row,
    get_register_row,
    moves_section,
    record,
    remember,
    touch,
    values_now,
)
from shirube.registers.domain.fields import (
    NOTE,
    ORDINANCE,
    PERSON,
    SECTION,
    TITLE,
    Field,
    actual_code,
    fields_of,
    planned_code,
)
from shirube.registers.domain.values import ValueFault, check_change
from shirube.registers.events import RegisterItemAdded, RegisterItemChanged, RegisterItemRemoved
from shirube.registers.models import Item, Register, StageDate
from shirube.registers.queries.rights import can_add_item, can_keep

REMOVED = "removed"


class ReasonMissingError(InvalidInputError):
    """Taking an item off asks for a reason, which its history keeps."""

    code = "registers.reason_missing"


@command
def change_item(
    *,
    municipality_id: UUID,
    item_id: UUID,
    values: Mapping[str, str],
    seen_revision: int,
    actor: Actor,
    now: datetime,
    via: str = "page",
) -> tuple[str, ...]:
    """Give fields new values, in their one form (domain.values). The codes of those that really changed.

    Raises ItemNotFoundError, NotYourItemError, ValueRefusedError; ItemMovedError where the item is no longer in the
    revision that the writer saw, whatever the other has changed.
    """
    return carry_into_item(
        municipality_id=municipality_id,
        item_id=item_id,
        values=values,
        seen_revision=seen_revision,
        actor=actor,
        now=now,
        via=via,
    )


@step
def carry_into_item(
    *,
    municipality_id: UUID,
    item_id: UUID,
    values: Mapping[str, str],
    seen_revision: int,
    actor: Actor,
    now: datetime,
    via: str,
) -> tuple[str, ...]:
    """What `change_item` does, inside a command of another room that must happen with it or not at all."""
    row = get_item_row(municipality_id, item_id, actor)
    if row.revision != seen_revision:
        raise ItemMovedError(item=row.title)
    changed = place_values(row, values, Sections(municipality_id, japan_date(now)), actor, now, via)
    if changed:
        touch(row.register_id, municipality_id, now)
    return changed


@step
def place_values(
    row: Item, values: Mapping[str, str], sections: Sections, actor: Actor, now: datetime, via: str
) -> tuple[str, ...]:
    """The part of `change_item` that a sheet repeats for each of its rows."""
    fields = fields_of(row.register.pack)
    standing = values_now(row, sections)
    changed = {
        code: (standing.get(code, ""), value)
        for code, value in values.items()
        if value != standing.get(code, "")
    }
    if not changed:
        return ()
    _check(changed, fields, sections)
    if moves_section(changed) and not can_keep(actor):
        raise NotYourItemError(item=row.title)
    _claim(row, changed, sections, actor, now)
    _write_days(row, changed, fields)
    remember(row, changed, row.revision + 1, actor, via, now)
    codes = tuple(code for code in fields if code in changed)
    record(row, "registers.item_changed", actor, now, fields=list(codes), via=via)
    events.publish(
        RegisterItemChanged(
            municipality_id=row.municipality_id, register=row.register.code, item_id=row.pk, fields=codes
        )
    )
    return codes


@command
def add_item(
    *, municipality_id: UUID, register: str, values: Mapping[str, str], actor: Actor, now: datetime
) -> UUID:
    """A new item. Raises RegisterNotFoundError, NotYourItemError, ValueRefusedError."""
    row = get_register_row(municipality_id, register)
    sections = Sections(municipality_id, japan_date(now))
    item_id = place_item(row, values, sections, actor, now, "page")
    touch(row.pk, municipality_id, now)
    return item_id


@step
def place_item(
    register: Register, values: Mapping[str, str], sections: Sections, actor: Actor, now: datetime, via: str
) -> UUID:
    """The part of `add_item` that sheets and decisions about ordinances share."""
    section_id = sections.id_of(values.get(SECTION, ""))
    if not can_add_item(actor, register.pack, section_id):
        raise NotYourItemError(item=values.get(TITLE, ""))
    fields = fields_of(register.pack)
    changed = {code: ("", value) for code, value in values.items() if value}
    if TITLE not in changed:
        raise ValueRefusedError(field=TITLE, fault=ValueFault.TITLE_MISSING)
    _check(changed, fields, sections)
    item = Item(
        municipality_id=register.municipality_id,
        register=register,
        key=new_id().hex,
        position=_next_position(register),
        is_edited=True,
        changed_at=now,
        section_id=section_id,
        **_columns(values),
        cells=_cells({}, changed, fields),
    )
    item.save(force_insert=True)
    _write_days(item, changed, fields)
    remember(item, changed, 1, actor, via, now)
    record(item, "registers.item_added", actor, now, via=via)
    events.publish(
        RegisterItemAdded(municipality_id=item.municipality_id, register=register.code, item_id=item.pk)
    )
    return item.pk


@command
def remove_item(
    *, municipality_id: UUID, item_id: UUID, seen_revision: int, reason: str, actor: Actor, now: datetime
) -> None:
    """Take an item off the register; its history stays.

    Raises ItemNotFoundError, NotYourItemError (DX promotion only), ReasonMissingError, ItemMovedError.
    """
    row = get_item_row(municipality_id, item_id, actor)
    if not reason.strip():
        raise ReasonMissingError
    if row.revision != seen_revision:
        raise ItemMovedError(item=row.title)
    place_removal(row, reason.strip(), actor, now, "page")
    touch(row.register_id, municipality_id, now)


@step
def place_removal(row: Item, reason: str, actor: Actor, now: datetime, via: str) -> None:
    if not can_keep(actor):
        raise NotYourItemError(item=row.title)
    same = Item.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, revision=row.revision, removed_at__isnull=True
    )
    if not same.update(removed_at=now, revision=F("revision") + 1, is_edited=True, changed_at=now):
        raise ItemMovedError(item=row.title)
    remember(row, {REMOVED: ("", reason)}, row.revision + 1, actor, via, now)
    record(row, "registers.item_removed", actor, now, via=via)
    events.publish(
        RegisterItemRemoved(municipality_id=row.municipality_id, register=row.register.code, item_id=row.pk)
    )


@command
def hand_over_items(
    *, municipality_id: UUID, from_section: str, to_section: str, actor: Actor, now: datetime
) -> int:
    """Give every item of a section, in all registers, to another one: what a reorganisation asks for. How many.

    Raises NotYourItemError (DX promotion only); ValueRefusedError where the receiving section is unknown or has ended.
    """
    if not can_keep(actor):
        raise NotYourItemError(item=from_section)
    sections = Sections(municipality_id, japan_date(now))
    leaving = sections.id_of(from_section)
    if leaving is None or to_section not in sections.office.sections:
        raise ValueRefusedError(field=SECTION, fault=ValueFault.UNKNOWN_SECTION)
    rows = Item.objects.select_related("register").filter(
        municipality_id=municipality_id, section_id=leaving, removed_at__isnull=True
    )
    moved = [row for row in rows if place_values(row, {SECTION: to_section}, sections, actor, now, "page")]
    for register_id in {row.register_id for row in moved}:
        touch(register_id, municipality_id, now)
    return len(moved)


def _check(changed: Mapping[str, tuple[str, str]], fields: Mapping[str, Field], sections: Sections) -> None:
    for code, (before, after) in changed.items():
        if code == TITLE and not after:
            raise ValueRefusedError(field=code, fault=ValueFault.TITLE_MISSING)
        fault = check_change(fields[code], before, after, sections.office)
        if fault is not None:
            raise ValueRefusedError(field=code, fault=fault)


def _claim(
    row: Item,
    changed: Mapping[str, tuple[str, str]],
    sections: Sections,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the row, unless somebody else did since it was read: the revision stands in the WHERE clause."""
    after = {code: value for code, (_, value) in changed.items()}
    written: dict[str, Any] = {
        "cells": _cells(row.cells, changed, fields_of(row.register.pack)),
        "revision": F("revision") + 1,
        "changed_at": now,
        "is_edited": row.is_edited or not actor.is_system,
        **{name: after[name] for name in (TITLE, PERSON, ORDINANCE, NOTE) if name in after},
    }
    if SECTION in after:
        written["section_id"] = sections.id_of(after[SECTION])
    same = Item.objects.filter(municipality_id=row.municipality_id, pk=row.pk, revision=row.revision)
    if not same.update(**written):
        raise ItemMovedError(item=row.title)


def _columns(values: Mapping[str, str]) -> dict[str, str]:
    return {name: values.get(name, "") for name in (TITLE, PERSON, ORDINANCE, NOTE)}


def _cells(
    standing: Mapping[str, str], changed: Mapping[str, tuple[str, str]], fields: Mapping[str, Field]
) -> dict[str, str]:
    cells = dict(standing)
    cells.update({fields[code].column: after for code, (_, after) in changed.items() if fields[code].column})
    return {column: value for column, value in cells.items() if value}


def _write_days(row: Item, changed: Mapping[str, tuple[str, str]], fields: Mapping[str, Field]) -> None:
    stages = {fields[code].stage for code in changed if fields[code].stage}
    days = StageDate.objects.filter(municipality_id=row.municipality_id, item_id=row.pk, stage__in=stages)
    standing = {day.stage: day for day in days} if stages else {}
    for stage in stages:
        day = standing.get(stage) or StageDate(municipality_id=row.municipality_id, item=row, stage=stage)
        day.planned = _day(changed, planned_code(stage), day.planned)
        day.actual = _day(changed, actual_code(stage), day.actual)
        if day.planned or day.actual:
            day.save()
        else:
            days.filter(stage=stage).delete()


def _day(changed: Mapping[str, tuple[str, str]], code: str, standing: date | None) -> date | None:
    if code not in changed:
        return standing
    return date.fromisoformat(changed[code][1]) if changed[code][1] else None


def _next_position(register: Register) -> int:
    rows = Item.objects.filter(municipality_id=register.municipality_id, register=register).order_by()
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
