"""All answers of an inquiry as tables, and what they come to together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from shirube.forms import interface as forms
from shirube.inquiries.domain.outputs import OutputTable
from shirube.inquiries.queries.contents import RowsPart, kpis_of, rows_of
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.kernel.clock import japan_date
from shirube.kernel.sheets.writing import Printed
from shirube.registers import interface as registers

NOT_ANSWERED = "未回答"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputWords:
    """What an entrance says for states and yes or no."""

    state: Callable[[AskedView], str]
    late: str


def answers_table(inquiry: InquiryView, words: OutputWords) -> OutputTable:
    """A row for each section: its state, and its answer to every question."""
    fields = list(inquiry.form.by_key.values()) if inquiry.form else []
    asked = [one for one in fields if one.is_asked]
    headings = (
        "課",
        "状態",
        "回答した日",
        "期限",
        "遅れ",
        "連絡",
        *(one.label.in_language("ja") for one in asked),
    )
    rows = tuple(
        (
            one.section.name,
            words.state(one),
            japan_date(one.answered_at) if one.answered_at and one.is_given else None,
            one.due_on,
            words.late if one.is_given and one.is_late else "",
            one.remark if one.is_given else "",
            *(_told(field, one) for field in asked),
        )
        for one in inquiry.owing
    )
    return OutputTable("回答", headings, rows)


def items_table(*, municipality_id: UUID, inquiry: InquiryView, on: date) -> OutputTable | None:
    """A row for each item of the sections asked; who has not answered says so, instead of the register's old values."""
    part = rows_of(municipality_id=municipality_id, inquiry=inquiry, asked=None, on=on)
    if part is None:
        return None
    given = {one.section.id for one in inquiry.asked if one.is_given}
    names = part.register.section_names
    codes = {section.id: code for code, section in part.register.sections.items()}
    headings = ("課", part.register.fields["title"].label, "回答", *(one.label for one in part.fields))
    rows = tuple(
        (
            names[codes[row.item.section_id]] if row.item.section_id else "",
            row.item.title,
            "" if row.item.section_id in given else NOT_ANSWERED,
            *(
                _value(one, row.wished(one.code), part) if row.item.section_id in given else None
                for one in part.fields
            ),
        )
        for row in part.rows
    )
    return OutputTable("台帳の項目", headings, rows)


def kpis_table(*, municipality_id: UUID, inquiry: InquiryView, on: date) -> OutputTable | None:
    """A row for each KPI and section that answers for it."""
    if not inquiry.plan:
        return None
    rows = tuple(
        (
            one.section.name,
            kpi.initiative,
            kpi.kpi.name,
            kpi.kpi.unit,
            kpi.shown if one.is_given else None,
            kpi.note if one.is_given else NOT_ANSWERED,
        )
        for one in inquiry.owing
        for kpi in kpis_of(municipality_id=municipality_id, inquiry=inquiry, asked=one, on=on)
    )
    return OutputTable("指標", ("課", "取組", "指標", "単位", "値", "備考"), rows)


def totals_table(inquiry: InquiryView) -> OutputTable | None:
    """What the answers come to: sums of numbers, counts of choices, texts beside each other."""
    if inquiry.form is None:
        return None
    given = [one for one in inquiry.asked if one.is_given and not one.is_not_applicable]
    rows = tuple(
        row for field in inquiry.form.by_key.values() if field.is_asked for row in _totals(field, given)
    )
    return OutputTable("質問ごとのまとめ", ("質問", "まとめ", "値", "答えた課の数"), rows)


def _totals(field: Any, given: Sequence[AskedView]) -> Iterator[tuple[Printed, ...]]:
    label = field.label.in_language("ja")
    answers = [(one, one.answers[field.key]) for one in given if one.answers.get(field.key) is not None]
    count = Decimal(len(answers))
    if field.type in {"number", "yen"}:
        total = sum((Decimal(str(value)) for _one, value in answers), Decimal(0))
        yield label, "合計", total if answers else None, count
    elif field.type in {"choice", "yes_no"}:
        told = Counter(field.tell(value, "ja") for _one, value in answers)
        yield from ((label, word, Decimal(number), count) for word, number in told.items())
        if not told:
            yield label, "", None, count
    else:
        texts = "\n".join(f"{one.section.name}: {field.tell(value, 'ja')}" for one, value in answers)
        yield label, texts, None, count


def _told(field: Any, asked: AskedView) -> Printed:
    value = asked.answers.get(field.key)
    if value is None or not asked.is_given or asked.is_not_applicable:
        return None
    if field.type in {"number", "yen"}:
        return Decimal(str(value))
    return str(field.tell(value, "ja"))


def _value(one: registers.Field, value: str, part: RowsPart) -> Printed:
    if not value:
        return None
    if one.kind is registers.ColumnKind.DATE:
        return date.fromisoformat(value)
    if one.kind in {registers.ColumnKind.NUMBER, registers.ColumnKind.YEN}:
        return Decimal(value)
    return registers.print_value(one, value, part.register.section_names)


def file_ids_of(inquiry: InquiryView, asked: AskedView) -> list[UUID]:
    """The files of an answer that has left its section."""
    if inquiry.form is None or not asked.is_given:
        return []
    return [UUID(one) for one in forms.list_file_ids(inquiry.form, asked.answers)]
