"""An answer in words: for the section's chief, the asker, and the other sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.forms import interface as forms
from shirube.inquiries.queries.contents import AskedKpi, AskedRow, RowsPart, kpis_of, rows_of
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.inquiries.queries.rights import can_answer
from shirube.inquiries.web.desk import Desk
from shirube.registers import interface as registers
from shirube.ui.figures import format_number
from shirube.ui.tables import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class Told:
    """`sections` for forms/_summary.html; `rows` and `kpis` are tables, None where nothing is asked of them."""

    sections: list[forms.SummarySection]
    file_urls: dict[str, str]
    rows: Table | None
    kpis: Table | None
    changes: int
    seen: tuple[tuple[UUID, int], ...]


def may_read(asked: AskedView, desk: Desk) -> bool:
    """Whether the person may read the answer: what has not left its section is the section's alone."""
    return asked.is_given or can_answer(desk.actor, asked.section.id)


def tell_answer(inquiry: InquiryView, asked: AskedView, desk: Desk) -> Told:
    facts: dict[str, Any] = {"municipality_id": desk.municipality_id, "inquiry": inquiry, "on": desk.today}
    part = rows_of(**facts, asked=asked)
    kpis = kpis_of(**facts, asked=asked)
    form = inquiry.form
    changes = sum(len(row.open_wishes) for row in part.rows) if part else 0
    return Told(
        sections=forms.summarise(form, asked.answers, language="ja") if form else [],
        file_urls=_file_urls(form, asked) if form else {},
        rows=_rows(part) if part else None,
        kpis=_kpis(list(kpis)) if inquiry.plan else None,
        changes=changes + sum(one.is_open for one in kpis),
        seen=tuple((row.item.id, row.item.revision) for row in part.rows) if part else (),
    )


def _file_urls(form: forms.Form, asked: AskedView) -> dict[str, str]:
    return {
        one: reverse("inquiries:file", args=[asked.id, one])
        for one in forms.list_file_ids(form, asked.answers)
    }


def _rows(part: RowsPart) -> Table:
    names = part.register.section_names
    columns = (
        Column(part.register.fields["title"].label),
        *(Column(one.label) for one in part.fields),
    )
    rows = tuple(
        (Cell(row.item.title), *(_row_cell(row, one, names) for one in part.fields)) for row in part.rows
    )
    return Table(part.register.pack.title, columns, rows)


def _row_cell(row: AskedRow, one: registers.Field, names: Any) -> Cell:
    wished = row.wished(one.code)
    now = registers.show_value(one, row.item.value(one.code), names) or _("記入なし")
    note = _("今の台帳: %(value)s") % {"value": now} if one.code in row.open_wishes else ""
    if row.moved(one.code):
        note = _("回答のあとに台帳が変わりました。%(note)s") % {"note": note}
    return Cell(registers.show_value(one, wished, names) or None, note=note, missing=_("記入なし"))


def _kpis(kpis: list[AskedKpi]) -> Table:
    columns = (
        Column(_("指標")),
        Column(_("値"), number=True),
        Column(_("今の値"), number=True),
        Column(_("備考")),
    )
    rows = tuple(
        (
            Cell(one.kpi.name),
            Cell(_figure(one, one.shown), missing=_("未記入")),
            Cell(_figure(one, one.standing.value if one.standing else None), missing=_("未測定")),
            Cell(one.note),
        )
        for one in kpis
    )
    return Table(_("指標の値"), columns, rows)


def _figure(one: AskedKpi, value: Any) -> str | None:
    return None if value is None else f"{format_number(value, one.kpi.decimals)}{one.kpi.unit}"
