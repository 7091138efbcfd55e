"""A register's table: headings that sort, and cells that lead to their own small form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import PERSON, SECTION, TITLE, Field
from shirube.registers.queries.registers import ItemView, RegisterView
from shirube.registers.web.choosing import PROGRESS, Choice
from shirube.registers.web.words import due_words, late_words, progress_status, value_cell
from shirube.ui.tables import Cell, Status

_MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """`direction`: "ascending", "descending" or ""."""

    label: str
    url: str
    direction: str
    number: bool


@dataclass(frozen=True, slots=True)
class EditableCell:
    """`edit_url` is empty where the person may not change it."""

    label: str
    cell: Cell
    edit_url: str
    number: bool
    title: str


@dataclass(frozen=True, slots=True)
class TableRow:
    title: str
    url: str
    status: Status
    late: str
    due: str
    cells: Sequence[EditableCell]


def shown_fields(register: RegisterView) -> Sequence[Field]:
    """What stands in the table beside name and progress: short values that any item has; all others are on its own page."""
    fields = [register.fields[PERSON], *(one for one in register.fields.values() if one.column)]
    used = [one for one in fields if not one.long and any(item.value(one.code) for item in register.items)]
    return [register.fields[SECTION], *used[:_MOST_COLUMNS]]


def table_head(register: RegisterView, choice: Choice) -> Sequence[Heading]:
    fields = [register.fields[TITLE], *shown_fields(register)]
    heads = [_heading(field.code, field.label, choice, number=is_number(field)) for field in fields]
    progress = _heading(PROGRESS, _("進み具合"), choice, number=False)
    return [heads[0], progress, *heads[1:]]


def table_rows(
    register: RegisterView, items: Sequence[ItemView], writable: Collection[UUID]
) -> Sequence[TableRow]:
    fields = shown_fields(register)
    return [
        TableRow(
            title=item.title,
            url=reverse("registers_staff:item", args=[register.code, item.id]),
            status=progress_status(item.progress, register.known_until),
            late=late_words(item.progress),
            due=due_words(item.progress),
            cells=[editable_cell(register, item, field, can_edit=item.id in writable) for field in fields],
        )
        for item in items
    ]


def editable_cell(register: RegisterView, item: ItemView, field: Field, *, can_edit: bool) -> EditableCell:
    address = reverse("registers_staff:edit-field", args=[register.code, item.id, field.code])
    return EditableCell(
        label=field.label,
        cell=value_cell(field, item, register),
        edit_url=address if can_edit else "",
        number=is_number(field),
        title=item.title,
    )


def is_number(field: Field) -> bool:
    return field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}


def _heading(code: str, label: str, choice: Choice, *, number: bool) -> Heading:
    if choice.sort == code:
        return Heading(label, choice.query(sort=f"-{code}") or "?", "ascending", number)
    if choice.sort == f"-{code}":
        return Heading(label, choice.query(sort="") or "?", "descending", number)
    return Heading(label, choice.query(sort=code), "", number)
