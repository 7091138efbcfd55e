"""What a section fills in beside the questions: its rows of the register, the KPIs of its initiatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.plans import interface as plans
from shirube.registers import interface as registers

# A section cannot give its rows away, nor rename them, by an answer.
_NOT_ASKED = frozenset({"title", "section"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """An item of the section. `wishes` {field: (before, after)}: what the answer would change."""

    item: registers.ItemView
    wishes: Mapping[str, tuple[str, str]]

    def wished(self, field: str) -> str:
        """What stands in the answer: the wish, else the value as it is."""
        return self.wishes[field][1] if field in self.wishes else self.item.value(field)

    @property
    def open_wishes(self) -> Mapping[str, str]:
        """Wishes that the register does not say yet."""
        return {code: after for code, (_, after) in self.wishes.items() if after != self.item.value(code)}

    def moved(self, field: str) -> bool:
        """Whether somebody changed the value since the section wrote its wish."""
        return field in self.wishes and self.item.value(field) not in self.wishes[field]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPart:
    """The rows of one section, or of all; `fields` are those asked for, in the register's order."""

    register: registers.RegisterView
    fields: tuple[registers.Field, ...]
    rows: tuple[AskedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedKpi:
    """`standing` is the reading of the day asked for, `last` the newest before it. `wish` is the answer's value."""

    kpi: plans.KpiItem
    initiative: str
    standing: plans.ReadingItem | None
    last: plans.ReadingItem | None
    wish: Decimal | None
    note: str

    @property
    def is_open(self) -> bool:
        """Whether the answer says something that the KPI does not say yet."""
        if self.wish is None:
            return False
        return self.standing is None or self.standing.value != self.wish or self.standing.note != self.note

    @property
    def shown(self) -> Decimal | None:
        """What stands in the answer."""
        if self.wish is not None:
            return self.wish
        return self.standing.value if self.standing else None


def askable_fields(register: registers.RegisterView) -> Mapping[str, registers.Field]:
    """What an inquiry may ask for of a register."""
    return {code: field for code, field in register.fields.items() if code not in _NOT_ASKED}


def rows_of(
    *, municipality_id: UUID, inquiry: InquiryView, asked: AskedView | None, on: date
) -> RowsPart | None:
    """The section's items; of all sections asked without `asked`. None: no register is asked about, or it is gone."""
    if not inquiry.register:
        return None
    register = registers.find_register(municipality_id=municipality_id, code=inquiry.register, on=on)
    if register is None:
        return None
    known = askable_fields(register)
    wanted = {one.section.id: one for one in ([asked] if asked else inquiry.asked)}
    rows = [
        _row(item, wanted[item.section_id])
        for item in register.items
        if item.section_id is not None and item.section_id in wanted
    ]
    fields = [field for code, field in known.items() if code in inquiry.register_fields]
    return RowsPart(register=register, fields=tuple(fields), rows=tuple(rows))


def kpis_of(*, municipality_id: UUID, inquiry: InquiryView, asked: AskedView, on: date) -> Sequence[AskedKpi]:
    """The KPIs of the initiatives that the section is responsible for; none where no plan is asked about, or it is gone."""
    if not inquiry.plan or inquiry.measured_on is None:
        return []
    try:
        document = plans.get_plan_document(municipality_id=municipality_id, slug=inquiry.plan, on=on)
    except plans.PlanNotFoundError:
        return []
    return [
        _kpi(kpi, initiative.title, asked, inquiry.measured_on)
        for initiative in document.initiatives
        if any(one.section_id == asked.section.id for one in initiative.responsible)
        for kpi in initiative.kpis
    ]


def _row(item: registers.ItemView, asked: AskedView) -> AskedRow:
    wishes = asked.rows.get(str(item.id), {})
    return AskedRow(item=item, wishes={code: (pair[0], pair[1]) for code, pair in wishes.items()})


def _kpi(kpi: plans.KpiItem, initiative: str, asked: AskedView, on: date) -> AskedKpi:
    wish = asked.readings.get(str(kpi.id), {})
    before = [one for one in kpi.readings if one.measured_on < on]
    standing = next((one for one in kpi.readings if one.measured_on == on), None)
    return AskedKpi(
        kpi=kpi,
        initiative=initiative,
        standing=standing,
        last=before[-1] if before else None,
        wish=_decimal(wish.get("value", "")),
        note=wish.get("note", standing.note if standing else ""),
    )


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
