"""A register as a board: a column for each stage, its items as cards, what is late on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.registers.queries.registers import ItemView, RegisterView
from shirube.registers.web.words import due_words, late_words


@dataclass(frozen=True, slots=True)
class BoardCard:
    title: str
    url: str
    section: str
    late: str
    due: str


@dataclass(frozen=True, slots=True)
class BoardColumn:
    identifier: str
    label: str
    cards: Sequence[BoardCard]


def board_columns(register: RegisterView, items: Sequence[ItemView]) -> Sequence[BoardColumn]:
    """The stages in which anything stands, in their order, and what is done."""
    columns = [
        BoardColumn(stage.code, stage.label, _cards(register, _standing_in(items, stage.code)))
        for stage in register.pack.stages
    ]
    done = [item for item in items if item.progress.is_done]
    return [one for one in [*columns, BoardColumn("done", _("完了"), _cards(register, done))] if one.cards]


def empty_stages(register: RegisterView, columns: Sequence[BoardColumn]) -> Sequence[str]:
    """The names of the stages that have no column."""
    shown = {column.identifier for column in columns}
    return [stage.label for stage in register.pack.stages if stage.code not in shown]


def _standing_in(items: Sequence[ItemView], stage: str) -> list[ItemView]:
    found = [item for item in items if item.progress.current and item.progress.current.code == stage]
    return sorted(found, key=lambda item: -item.progress.days_late)


def _cards(register: RegisterView, items: Sequence[ItemView]) -> Sequence[BoardCard]:
    names = register.section_names
    return [
        BoardCard(
            title=item.title,
            url=reverse("registers_staff:item", args=[register.code, item.id]),
            section=names.get(item.value("section"), ""),
            late=late_words(item.progress),
            due=due_words(item.progress),
        )
        for item in items
    ]
