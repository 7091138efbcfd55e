"""What a checked sheet would change, or has changed, as tables and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.plans.domain.sheets.difference import (
    ChangeKind,
    Difference,
    ReadingChange,
    ReadingFigures,
    ReportChange,
    ReportFigures,
)
from shirube.plans.queries.sheets import SheetSummary
from shirube.plans.web.labels import ACTION_STATES
from shirube.ui.figures import format_figure
from shirube.ui.tables import Cell, Column, Status, Table


@dataclass(frozen=True, slots=True)
class Replacement:
    """For ui/components/difference.html."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    facts: Sequence[dict[str, str]]
    new_readings: Table
    new_reports: Table
    replaced: Sequence[Replacement]
    unchanged: Sequence[str]
    changes: int


def difference_page(difference: Difference, file_name: str, section_name: str) -> DifferencePage:
    """The change in the order of the sheet: what is new, what is replaced, what stays as it is."""
    replaced = [row for row in difference.rows if row.kind is ChangeKind.REPLACED]
    unchanged = [row for row in difference.rows if row.kind is ChangeKind.UNCHANGED]
    return DifferencePage(
        facts=_facts(difference, file_name, section_name),
        new_readings=_new_readings([row for row in difference.readings if row.kind is ChangeKind.NEW]),
        new_reports=_new_reports([row for row in difference.reports if row.kind is ChangeKind.NEW]),
        replaced=[_replacement(row) for row in replaced],
        unchanged=[_label(row) for row in unchanged],
        changes=len(difference.rows) - len(unchanged),
    )


def sheet_table(sheets: Sequence[SheetSummary], urls: Sequence[str]) -> Table:
    """The sheets that were checked lately, each with the address of its page."""
    columns = (
        Column(_("ファイル")),
        Column(_("課・年度")),
        Column(_("変わる件数"), number=True),
        Column(_("状態")),
    )
    rows = tuple(
        (
            Cell(sheet.file_name, url=url),
            Cell(f"{sheet.section_name} {format_fiscal_year(sheet.fiscal_year)}"),
            Cell(_("%(count)s件") % {"count": sheet.changes}),
            Cell(None, status=_status(sheet)),
        )
        for sheet, url in zip(sheets, urls, strict=True)
    )
    return Table(_("送られたシートの一覧"), columns, rows)


def _status(sheet: SheetSummary) -> Status:
    return (
        Status(_("適用済み"), "success", "done")
        if sheet.applied_at
        else Status(_("適用を待っています"), "info", "clock")
    )


def _facts(difference: Difference, file_name: str, section_name: str) -> list[dict[str, str]]:
    counts = [
        (_("新しく入る"), difference.count(ChangeKind.NEW)),
        (_("置き換わる"), difference.count(ChangeKind.REPLACED)),
        (_("今と同じ（何もしない）"), difference.count(ChangeKind.UNCHANGED)),
        (_("記入なし（何もしない）"), difference.blank),
    ]
    return [
        {"term": _("ファイル"), "text": file_name},
        {"term": _("課"), "text": section_name},
        {"term": _("年度"), "text": format_fiscal_year(difference.fiscal_year)},
        *({"term": term, "text": _("%(count)s件") % {"count": count}} for term, count in counts),
    ]


def _new_readings(rows: Sequence[ReadingChange]) -> Table:
    columns = (
        Column(_("評価指標")),
        Column(_("測定日")),
        Column(_("値"), number=True),
        Column(_("出典")),
        Column(_("備考")),
        Column(_("シートのセル")),
    )
    cells = tuple(
        (
            Cell(row.name, note=row.initiative),
            Cell(format_date(row.measured_on)),
            Cell(_figure(row, row.after)),
            Cell(row.after.source),
            Cell(row.after.note or None, missing=_("なし")),
            Cell(f"{row.sheet} {row.cell}"),
        )
        for row in rows
    )
    return Table(_("新しく入る評価指標の値"), columns, cells)


def _new_reports(rows: Sequence[ReportChange]) -> Table:
    columns = (Column(_("実施事項")), Column(_("状況")), Column(_("理由")), Column(_("シートのセル")))
    cells = tuple(
        (
            Cell(row.name, note=row.initiative),
            Cell(str(ACTION_STATES[row.after.state])),
            Cell(row.after.reason or None, missing=_("なし")),
            Cell(f"{row.sheet} {row.cell}"),
        )
        for row in rows
    )
    return Table(_("新しく入る実施事項の状況"), columns, cells)


def _replacement(row: ReadingChange | ReportChange) -> Replacement:
    if isinstance(row, ReadingChange):
        before = _reading_words(row, row.before) if row.before else ""
        return Replacement(_label(row), before, _reading_words(row, row.after))
    before = _report_words(row.before) if row.before else ""
    return Replacement(_label(row), before, _report_words(row.after))


def _label(row: ReadingChange | ReportChange) -> str:
    if isinstance(row, ReadingChange):
        return f"{row.name} {format_date(row.measured_on)}"
    return row.name


def _reading_words(row: ReadingChange, figures: ReadingFigures) -> str:
    words = [_figure(row, figures), _("出典: %(source)s") % {"source": figures.source}]
    if figures.note:
        words.append(_("備考: %(note)s") % {"note": figures.note})
    return " / ".join(words)


def _report_words(figures: ReportFigures) -> str:
    state = str(ACTION_STATES[figures.state])
    return f"{state} / {_('理由: %(reason)s') % {'reason': figures.reason}}" if figures.reason else state


def _figure(row: ReadingChange, figures: ReadingFigures) -> str:
    """With all decimals that were typed, should the KPI be shown with fewer: what is applied must be seen."""
    exponent = figures.value.normalize().as_tuple().exponent
    typed = -exponent if isinstance(exponent, int) else 0
    return format_figure(figures.value, row.unit, max(row.decimals, typed))
