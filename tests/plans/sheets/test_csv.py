"""The same sheet as CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.plans.domain.sheets.csv_file import write_csv
from shirube.plans.domain.sheets.difference import ChangeKind
from shirube.plans.domain.sheets.words import CSV_COLUMNS, Column
from tests.plans.sheets.samples import (
    CLASSES,
    COUNTER,
    FORM,
    check,
    csv_bytes,
    csv_rows,
    form_with,
    found_in,
    kpi,
)

AT = {column: CSV_COLUMNS.index(column) for column in CSV_COLUMNS}


def filled(row: int, **inputs: str) -> list[list[str]]:
    """The records of the blank sheet with cells of one filled in, by the names of their columns."""
    rows = csv_rows()
    for name, text in inputs.items():
        rows[row - 1][AT[Column[name]]] = text
    return rows


READING = {"MEASURED_ON": "2025/10/1", "VALUE": "４０", "SOURCE": "名簿"}


def test_the_file_opens_in_a_spreadsheet() -> None:
    content = write_csv(FORM)

    assert content.startswith(b"\xef\xbb\xbf")
    assert csv_rows()[1] == list(CSV_COLUMNS)
    assert csv_rows()[2][:4] == [
        "評価指標",
        FORM.token(FORM.kpis[0]),
        "1-1 手続きのオンライン化",
        "オンライン申請の割合",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp932"])
def test_it_is_read_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    (change,) = check(csv_bytes(filled(4, **READING), encoding)).readings

    assert (change.id, change.measured_on, change.after.value) == (CLASSES.id, date(2025, 10, 1), Decimal(40))
    assert (change.sheet, change.cell) == ("CSV", "M4")


def test_a_report_is_read() -> None:
    (change,) = check(csv_bytes(filled(7, STATE="完了"))).reports

    assert (change.id, change.kind) == (COUNTER.id, ChangeKind.REPLACED)


def test_columns_separated_otherwise_are_not_ours() -> None:
    assert found_in(csv_bytes(filled(4, **READING)).replace(b",", b"\t")) == [("", "", "not_our_sheet")]


@pytest.mark.parametrize(
    ("row", "inputs", "cell", "code"),
    [
        (4, {**READING, "VALUE": "=1+1"}, "M4", "formula"),
        (4, {**READING, "VALUE": "多い"}, "M4", "not_a_number"),
        (4, {**READING, "MEASURED_ON": "10月"}, "L4", "not_a_date"),
        (4, {**READING, "STATE": "完了"}, "P4", "wrong_column"),
        (7, {"STATE": "完了", "VALUE": "1"}, "M7", "wrong_column"),
        (6, {"STATE": "まあまあ"}, "P6", "unknown_state"),
        (4, {**READING, "KIND": "指標"}, "A4", "unknown_kind"),
    ],
)
def test_a_faulty_cell_is_named(row: int, inputs: dict[str, str], cell: str, code: str) -> None:
    assert ("CSV", cell, code) in found_in(csv_bytes(filled(row, **inputs)))


def test_a_file_in_another_encoding_is_refused() -> None:
    assert found_in("しるべ識別,値\r\n".encode("euc_jp") + b"\xff\xfe\xfd") == [("", "", "unknown_encoding")]


def test_unfinished_quotes_are_refused() -> None:
    assert found_in(write_csv(FORM) + b'"\xe3\x81\x82') == [("", "", "broken")]


def test_a_file_of_a_hundred_thousand_lines_is_refused() -> None:
    assert found_in(write_csv(FORM) + b"a\r\n" * 100_000) == [("", "", "too_many_cells")]


def test_a_letter_that_cp932_lacks_does_not_tear_the_row_apart() -> None:
    form = form_with(kpis=[kpi(104, "𠮷野家〜髙橋通りの利用者−延べ", "人")], actions=[])
    rows = csv_rows(form)
    rows[2][AT[Column.MEASURED_ON] : AT[Column.SOURCE] + 1] = ["2025/10/1", "40", "名簿"]

    assert check(csv_bytes(rows, "cp932"), form).readings[0].after.value == 40


def test_what_looks_like_a_formula_is_written_as_a_text() -> None:
    form = form_with(kpis=[kpi(104, "=cmd|' /C calc'!A0", "人")], actions=[])

    assert csv_rows(form)[2][AT[Column.ITEM]] == "'=cmd|' /C calc'!A0"
    assert found_in(write_csv(form), form=form) == [("", "", "nothing_filled_in")]


@settings(deadline=None)
@given(st.decimals(-99_999_999, 99_999_999, places=4), st.dates(date(2025, 4, 1), date(2026, 2, 10)))
def test_figures_and_days_come_back_as_they_were_written(value: Decimal, day: date) -> None:
    inputs = {"MEASURED_ON": day.isoformat(), "VALUE": str(value), "SOURCE": "名簿"}
    (change,) = check(csv_bytes(filled(4, **inputs))).readings

    assert (change.measured_on, change.after.value) == (day, value)
