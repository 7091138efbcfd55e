"""The rows behind a value: which they are for those who may see them, how many for everybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.kernel.calendar import format_date
from shirube.measures.domain.facts import Content
from shirube.measures.queries.buckets import list_facts
from shirube.measures.queries.snapshots import SnapshotPoint
from shirube.measures.registry import Measure, RowKind, row_kinds
from shirube.ui.tables import Cell, Column, Table

ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class RowsPage:
    """`table` is None for those who are told only how many there are."""

    total: int
    table: Table | None
    is_cut: bool


def rows_page(municipality_id: UUID, measure: Measure, shown: SnapshotPoint, actor: Actor) -> RowsPage:
    rows = (
        _fact_rows(municipality_id, measure, shown.on, actor)
        if measure.rolled
        else _subject_rows(shown.rows, actor)
    )
    columns = (Column(_("もとの行")), Column(_("日")), Column(_("数えるときに見た内容")))
    table = None if rows is None else Table(_("もとの行"), columns, tuple(rows))
    return RowsPage(shown.rows_total, table, shown.rows_total > len(rows or ()))


def _fact_rows(
    municipality_id: UUID, measure: Measure, on: date, actor: Actor
) -> Sequence[tuple[Cell, ...]] | None:
    kind = _kind(measure.rolled.facts.subject) if measure.rolled else None
    if kind is not None and not _may_see(kind, actor):
        return None
    facts = list_facts(
        municipality_id=municipality_id,
        measure=measure,
        since=measure.window.begin(on),
        until=on,
        limit=ROWS_SHOWN,
    )
    return [
        (_cell(kind, fact.key), Cell(format_date(fact.on)), Cell(_words(fact.content) or None))
        for fact in facts
    ]


def _subject_rows(subjects: Sequence[str], actor: Actor) -> Sequence[tuple[Cell, ...]] | None:
    kinds = {name: _kind(name) for name in {subject.partition(":")[0] for subject in subjects}}
    if not subjects or any(kind is None or not _may_see(kind, actor) for kind in kinds.values()):
        return None
    parted = (subject.partition(":") for subject in subjects[:ROWS_SHOWN])
    none = Cell(None, missing=_("なし"))
    return [(_cell(kinds[name], key), none, none) for name, _colon, key in parted]


def _kind(name: str) -> RowKind | None:
    return next((kind for kind in row_kinds if kind.identifier == name), None)


def _may_see(kind: RowKind, actor: Actor) -> bool:
    return actor.holds(*kind.roles)


def _cell(kind: RowKind | None, key: str) -> Cell:
    if kind is None or not key:
        return Cell(_("記録"))
    # The end of the id is enough to tell two rows apart; the page behind it says what it is.
    label = f"{kind.label} …{key[-8:]}"
    return Cell(label, url=reverse(kind.url_name, args=[key]) if kind.url_name else "")


def _words(content: Content) -> str:
    return "、".join(f"{name}: {value}" for name, value in content.items())
