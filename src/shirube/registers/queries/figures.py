"""Counting the items of registers, for measures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of, format_date
from shirube.measures import interface as measures
from shirube.registers.domain.fields import actual_code, cell_code
from shirube.registers.queries.registers import ItemView, RegisterView, find_register

Test = Callable[[ItemView, date], bool]
SOURCE, ROW = "台帳", "registers.item"


def reached(stage: str) -> Test:
    """Whether the stage was reached on the day or before."""
    return lambda item, on: "" < item.value(actual_code(stage)) <= on.isoformat()


def chosen(column: str, options: Collection[str]) -> Test:
    return lambda item, _on: item.value(cell_code(column)) in options


def in_fiscal_year(column: str) -> Test:
    """Whether the column's day lies in the day's fiscal year, up to the day itself."""

    def holds(item: ItemView, on: date) -> bool:
        first, _end = fiscal_year_bounds(fiscal_year_of(on))
        return first.isoformat() <= item.value(cell_code(column)) <= on.isoformat()

    return holds


def every(_item: ItemView, _on: date) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is counted in a register: the items that pass `counts`, or their share of those that pass `among`.

    `empty_is_zero`: a register in which nothing stands says 0 where things that happen are counted; elsewhere it was not
    filled in yet.
    """

    register: str
    counts: Test
    among: Test = every
    is_share: bool = False
    empty_is_zero: bool = False

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        register = find_register(municipality_id=municipality_id, code=self.register, on=on)
        if register is None:
            return measures.not_measured(source=SOURCE, reason="この市は、まだこの台帳をつけていません。")
        source = f"{SOURCE}「{register.pack.title}」"
        # A register taken from a document says nothing of the days after it: not measured, never 0.
        if register.known_until and register.known_until < on:
            reason = (
                f"台帳のもとの資料は{format_date(register.known_until)}までのもので、その後は分かりません。"
            )
            return measures.not_measured(source=source, reason=reason)
        if not register.items and not self.empty_is_zero:
            return measures.not_measured(source=source, reason="台帳に項目がまだありません。")
        return self._count(register, source, on)

    def _count(self, register: RegisterView, source: str, on: date) -> measures.Computed:
        asked = [item for item in register.items if self.among(item, on)]
        found = [item for item in asked if self.counts(item, on)]
        if self.is_share:
            return measures.share(part=len(found), whole=len(asked), source=source, rows=_rows(asked))
        return measures.Computed(value=Decimal(len(found)), source=source, rows=_rows(found))


def _rows(items: Sequence[ItemView]) -> list[str]:
    return [f"{ROW}:{item.id}" for item in items]
