"""The sheet of a section's answer: what stands in it, and what a filled-in one says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shirube.forms import interface as forms
from shirube.inquiries.domain.sheet import (
    FORMAT,
    FORMAT_VERSION,
    KEY,
    KPI_SHEET,
    QUESTION_SHEET,
    ROW_SHEET,
    SheetColumn,
    SheetLine,
    SheetTable,
)
from shirube.inquiries.queries.contents import AskedKpi, AskedRow, RowsPart
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.kernel.sheets.cells import read_day, read_number, read_text
from shirube.kernel.sheets.grid import Book, GridCell
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, Place, SheetProblem, shorten
from shirube.kernel.sheets.table import Row, find_table
from shirube.organizations import interface as organizations
from shirube.registers import interface as registers

QUESTION, HOW, ANSWER = "質問", "答えかた", "回答"
INITIATIVE, KPI, UNIT, LAST, VALUE, NOTE = "取組", "指標", "単位", "前の値", "値", "備考"
# One cell can hold their answer; files, groups of rows and the like are filled in on the page.
_IN_A_CELL = frozenset({"text", "long_text", "number", "yen", "yes_no", "choice", "date"})
_YES_NO = {"はい": "yes", "いいえ": "no"}
_LONGEST_NOTE = 500


class AnswerFault(StrEnum):
    """Beside what any sheet and any value may have wrong."""

    OTHER_ANSWER = "other_answer"
    ANSWER_MOVED = "answer_moved"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a sheet says of the answer. `missing` counts rows that were deleted: they stay as they are."""

    answers: Mapping[str, Any]
    rows: Mapping[str, Mapping[str, Sequence[str]]]
    readings: Mapping[str, Mapping[str, str]]
    changed: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFrame:
    """What a sheet is made from and judged by."""

    inquiry: InquiryView
    asked: AskedView
    part: RowsPart | None
    kpis: Sequence[AskedKpi]
    office: registers.Office
    municipality: organizations.MunicipalitySummary

    @property
    def identity(self) -> Mapping[str, str]:
        """`revision`: that of the answer from which the sheet is made."""
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "municipality": self.municipality.code,
            "asked": self.asked.id.hex,
            "revision": str(self.asked.revision),
            "municipality_name": self.municipality.name,
            "asked_name": f"{self.inquiry.title} {self.asked.section.name}",
        }


@dataclass(slots=True)
class _Findings:
    problems: list[SheetProblem] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    changed: int = 0
    missing: int = 0


def tables_of(frame: SheetFrame) -> list[SheetTable]:
    """A table for each part of the inquiry that a sheet can hold."""
    tables = []
    if frame.inquiry.form is not None:
        tables.append(_question_table(frame, frame.inquiry.form))
    if frame.part is not None:
        tables.append(_row_table(frame.part, frame.office))
    if frame.inquiry.plan:
        tables.append(_kpi_table(frame.kpis))
    return tables


def read_sheet(book: Book, frame: SheetFrame) -> Filled:
    """What the sheet says. InvalidSheetError with every problem found; rows may stand in any order, or be gone."""
    _require_ours(book, frame)
    findings = _Findings()
    answers = _read_questions(book, frame, findings)
    rows = _read_rows(book, frame, findings)
    readings = _read_kpis(book, frame, findings)
    if findings.problems:
        raise InvalidSheetError(findings.problems)
    return Filled(
        answers=answers, rows=rows, readings=readings, changed=findings.changed, missing=findings.missing
    )


def _require_ours(book: Book, frame: SheetFrame) -> None:
    questions = {
        "format": Fault.NOT_OUR_SHEET,
        "version": Fault.OTHER_FORMAT,
        "municipality": Fault.OTHER_MUNICIPALITY,
        "asked": AnswerFault.OTHER_ANSWER,
        # Somebody of the section has saved since: the sheet would write the older answers over theirs.
        "revision": AnswerFault.ANSWER_MOVED,
    }
    wanted = frame.identity
    for key, fault in questions.items():
        if book.identity.get(key, "") != wanted[key]:
            found = shorten(book.identity.get(f"{key}_name") or book.identity.get(key, ""))
            facts = {"found": found, "wanted": wanted.get(f"{key}_name", "")}
            raise InvalidSheetError([SheetProblem(fault, Place(), found, facts)])


def _question_table(frame: SheetFrame, form: forms.Form) -> SheetTable:
    columns = (SheetColumn(QUESTION, 44), SheetColumn(HOW, 20), SheetColumn(ANSWER, 50, is_open=True))
    lines = tuple(
        SheetLine(
            one.key,
            (one.label.in_language("ja"), _how(one), _printed_answer(one, frame.asked.answers.get(one.key))),
            {2: tuple(_choices(one))} if _choices(one) else {},
        )
        for one in _cell_fields(form)
    )
    return SheetTable(QUESTION_SHEET, columns, lines)


def _cell_fields(form: forms.Form) -> list[Any]:
    return [one for one in form.by_key.values() if one.type in _IN_A_CELL]


def _how(one: Any) -> str:
    words = {"number": "数", "yen": "円", "date": "日付", "long_text": "文"}
    unit = one.unit.ja if one.type == "number" and one.unit is not None else ""
    need = "必須" if one.required == "yes" else ""
    return "、".join(word for word in (unit or words.get(one.type, ""), need) if word)


def _choices(one: Any) -> list[str]:
    if one.type == "yes_no":
        return list(_YES_NO)
    return [option.label.in_language("ja") for option in one.options] if one.type == "choice" else []


def _printed_answer(one: Any, value: Any) -> str | Decimal | date | None:
    if value is None:
        return None
    if one.type in {"number", "yen"}:
        return Decimal(str(value))
    if one.type == "date":
        return date.fromisoformat(value) if len(str(value)) == 10 else str(value)
    return str(one.tell(value, "ja"))


def _read_questions(book: Book, frame: SheetFrame, findings: _Findings) -> dict[str, Any]:
    answers = dict(frame.asked.answers)
    form = frame.inquiry.form
    if form is None:
        return answers
    known = {one.key: one for one in _cell_fields(form)}
    for key, row in _keyed(book, QUESTION_SHEET, [QUESTION, ANSWER], known, findings):
        value = _read_answer(row, known[key], frame, findings)
        if isinstance(value, _Wrong):
            continue
        findings.changed += value != answers.get(key)
        answers.pop(key, None)
        if value is not None:
            answers[key] = value
    return answers


class _Wrong:
    """A cell with a problem, which has been noted."""


def _read_answer(row: Row, one: Any, frame: SheetFrame, findings: _Findings) -> Any:
    cell = row.cell(ANSWER)
    if cell is None:
        return None
    typed = _typed(one, cell, frame)
    if isinstance(typed, Fault):
        findings.problems.append(
            row.problem(typed, ANSWER, unit=_how(one), longest="", heading=ANSWER, day="")
        )
        return _Wrong()
    reading = one.read(typed, frame.office.today)
    if reading.has_errors:
        problem = reading.problems[0].at(one.key)
        assert frame.inquiry.form is not None
        words = forms.problem_sentence(problem, frame.inquiry.form, "ja")
        findings.problems.append(row.problem(AnswerFault.NOT_READ, ANSWER, words=words))
        return _Wrong()
    return reading.value


def _typed(one: Any, cell: GridCell, frame: SheetFrame) -> dict[str, list[str]] | Fault:
    """What a person would have typed on the page for what stands in the cell."""
    if one.type == "date":
        day = read_day(cell, frame.office.epoch)
        return day if isinstance(day, Fault) else one.write(day.isoformat()) or {}
    if one.type in {"number", "yen"} and cell.number is not None:
        return {"": [f"{cell.number:f}"]}
    text = read_text(cell, 20_000)
    if isinstance(text, Fault):
        return text
    labels = dict(_YES_NO) if one.type == "yes_no" else {}
    if one.type == "choice":
        labels = {option.label.in_language("ja"): option.value for option in one.options}
    return {"": [labels.get(text, text)]}


def _row_table(part: RowsPart, office: registers.Office) -> SheetTable:
    title = part.register.fields["title"].label
    columns = (
        SheetColumn(title, 34),
        *(
            SheetColumn(
                one.label,
                40 if one.long else 16,
                is_open=True,
                is_day=one.kind is registers.ColumnKind.DATE,
                choices=tuple(option.label for option in one.options),
            )
            for one in part.fields
        ),
    )
    lines = tuple(
        SheetLine(
            row.item.id.hex,
            (row.item.title, *(_printed_value(one, row.wished(one.code), office) for one in part.fields)),
        )
        for row in part.rows
    )
    return SheetTable(ROW_SHEET, columns, lines)


def _printed_value(one: registers.Field, value: str, office: registers.Office) -> str | Decimal | date | None:
    if not value:
        return None
    if one.kind is registers.ColumnKind.DATE:
        return date.fromisoformat(value)
    if one.kind in {registers.ColumnKind.NUMBER, registers.ColumnKind.YEN}:
        return Decimal(value)
    return registers.print_value(one, value, office.sections)


def _read_rows(book: Book, frame: SheetFrame, findings: _Findings) -> dict[str, Mapping[str, Sequence[str]]]:
    wishes = {key: dict(pairs) for key, pairs in frame.asked.rows.items()}
    part = frame.part
    if part is None:
        return dict(wishes)
    known = {row.item.id.hex: row for row in part.rows}
    headings = [part.register.fields["title"].label, *(one.label for one in part.fields)]
    for key, row in _keyed(book, ROW_SHEET, headings, known, findings):
        wishes[str(known[key].item.id)] = _read_row(row, known[key], part, frame, findings)
    return {key: pairs for key, pairs in wishes.items() if pairs}


def _read_row(
    row: Row, one: AskedRow, part: RowsPart, frame: SheetFrame, findings: _Findings
) -> dict[str, Sequence[str]]:
    pairs: dict[str, Sequence[str]] = {}
    for asked in part.fields:
        value = registers.read_value(asked, row.cell(asked.label), frame.office)
        if isinstance(value, StrEnum):
            words = "、".join(option.label for option in asked.options)
            findings.problems.append(
                row.problem(
                    value,
                    asked.label,
                    unit=asked.unit,
                    longest=str(asked.longest),
                    day=row.shown(asked.label),
                    words=words,
                    heading=asked.label,
                )
            )
            continue
        findings.changed += value != one.wished(asked.code)
        if value != one.item.value(asked.code):
            pairs[asked.code] = [one.item.value(asked.code), value]
    return pairs


def _kpi_table(kpis: Sequence[AskedKpi]) -> SheetTable:
    columns = (
        SheetColumn(INITIATIVE, 34),
        SheetColumn(KPI, 40),
        SheetColumn(UNIT, 10),
        SheetColumn(LAST, 14),
        SheetColumn(VALUE, 14, is_open=True),
        SheetColumn(NOTE, 40, is_open=True),
    )
    lines = tuple(
        SheetLine(
            one.kpi.id.hex,
            (
                one.initiative,
                one.kpi.name,
                one.kpi.unit,
                one.last.value if one.last else None,
                one.shown,
                one.note,
            ),
        )
        for one in kpis
    )
    return SheetTable(KPI_SHEET, columns, lines)


def _read_kpis(book: Book, frame: SheetFrame, findings: _Findings) -> dict[str, Mapping[str, str]]:
    readings = {key: dict(one) for key, one in frame.asked.readings.items()}
    if not frame.inquiry.plan:
        return dict(readings)
    known = {one.kpi.id.hex: one for one in frame.kpis}
    for key, row in _keyed(book, KPI_SHEET, [KPI, VALUE, NOTE], known, findings):
        kpi = known[key]
        cell = row.cell(VALUE)
        value = read_number(cell, kpi.kpi.unit) if cell is not None else None
        note = read_text(row.cell(NOTE), _LONGEST_NOTE)
        for found, column in ((value, VALUE), (note, NOTE)):
            if isinstance(found, Fault):
                facts = {"unit": kpi.kpi.unit, "longest": str(_LONGEST_NOTE), "day": "", "heading": column}
                findings.problems.append(row.problem(found, column, **facts))
        if isinstance(value, Fault) or isinstance(note, Fault):
            continue
        findings.changed += value != kpi.shown or note != kpi.note
        readings.pop(str(kpi.kpi.id), None)
        if value is not None:
            readings[str(kpi.kpi.id)] = {"value": f"{value:f}", "note": note}
    return dict(readings)


def _keyed(
    book: Book, name: str, headings: Sequence[str], known: Mapping[str, Any], findings: _Findings
) -> list[tuple[str, Row]]:
    """The rows by their keys, in whatever order; a key that is not the section's, or stands twice, is a problem."""
    grid = book.grids.get(name)
    if grid is None:
        findings.problems.append(SheetProblem(Fault.SHEET_MISSING, Place(name)))
        return []
    table = find_table(grid, [KEY, *headings], findings.problems)
    found: dict[str, Row] = {}
    for row in table.rows() if table else ():
        key = row.shown(KEY)
        if key in known and key not in found:
            found[key] = row
        elif key in found:
            facts = {"name": row.shown(headings[0]), "first": str(found[key].number)}
            findings.problems.append(row.problem(Fault.ROW_TWICE, KEY, **facts))
        elif key or row.is_filled_in(headings):
            findings.problems.append(row.problem(Fault.TOKEN_CHANGED, KEY))
    findings.missing += len(known) - len(found) if table else 0
    return list(found.items())
