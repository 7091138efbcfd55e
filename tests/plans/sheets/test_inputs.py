"""What a cell means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.kernel.sheets.cells import read_day, read_number, read_text
from shirube.kernel.sheets.grid import EPOCH_1900, CellKind, GridCell, number_cell, text_cell
from shirube.kernel.sheets.problems import Fault

FIGURES = st.decimals(-99_999_999, 99_999_999, places=4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１２３", "123"),
        ("１，２３４．５", "1234.5"),
        ("1,234人", "1234"),
        ("▲3", "-3"),
        ("－３", "-3"),
        (" 42 ", "42"),
    ],
)
def test_a_number_is_read_in_every_usual_form(text: str, value: str) -> None:
    assert read_number(text_cell(text), "人") == Decimal(value)


@pytest.mark.parametrize("text", ["約50", "五十", "-", "TRUE", "NaN", "Infinity", "1" * 5000])
def test_what_is_no_number_is_a_fault(text: str) -> None:
    assert read_number(text_cell(text), "人") is Fault.NOT_A_NUMBER


@pytest.mark.parametrize("cell", [number_cell(0.5, is_percent=True), text_cell("50%"), text_cell("５０％")])
def test_percent_is_the_figure_that_people_see(cell: GridCell) -> None:
    assert read_number(cell, "%") == 50
    assert read_number(cell, "件") is Fault.PERCENT


def test_a_plain_number_of_a_kpi_in_percent_is_taken_as_it_stands() -> None:
    assert read_number(number_cell(0.5), "%") == Decimal("0.5")


def test_noise_of_binary_fractions_is_not_part_of_the_figure() -> None:
    assert read_number(number_cell(0.1 + 0.2), "人") == Decimal("0.3")


@pytest.mark.parametrize("value", [1e14, -1e14, float("inf"), 1e300])
def test_a_number_too_large_for_the_column_is_a_fault(value: float) -> None:
    assert read_number(number_cell(value), "人") is Fault.NUMBER_TOO_LARGE


def test_too_many_decimals_are_a_fault() -> None:
    assert read_number(number_cell(1 / 3), "人") is Fault.TOO_MANY_DECIMALS


@settings(deadline=None)
@given(FIGURES)
def test_a_figure_survives_the_binary_fraction_of_a_spreadsheet(figure: Decimal) -> None:
    assert read_number(number_cell(float(figure)), "人") == figure


@pytest.mark.parametrize("number", [46113, 46113.75, 20260401])
def test_a_serial_or_compact_number_is_a_day(number: float) -> None:
    assert read_day(number_cell(number), EPOCH_1900) == date(2026, 4, 1)


def test_a_serial_of_a_macintosh_counts_from_1904() -> None:
    assert read_day(number_cell(44651), date(1904, 1, 1)) == date(2026, 4, 1)


@pytest.mark.parametrize("number", [0, -1, 2026, 0.5, 1e20, float("inf"), 99999999])
def test_a_number_that_is_no_day_is_a_fault(number: float) -> None:
    assert read_day(number_cell(number), EPOCH_1900) is Fault.NOT_A_DATE


def test_a_text_keeps_its_width_and_loses_what_cannot_be_seen() -> None:
    assert read_text(text_cell(" ①㈱港_x000D_\r\n\u200b２\x07 "), 99) == "①㈱港\n２"


def test_a_text_that_is_too_long_is_a_fault() -> None:
    assert read_text(text_cell("あ" * 201), 200) is Fault.TOO_LONG


@pytest.mark.parametrize(
    ("kind", "fault"), [(CellKind.FORMULA, Fault.FORMULA), (CellKind.FAULT, Fault.ERROR_VALUE)]
)
def test_a_formula_and_an_error_are_no_values(kind: CellKind, fault: Fault) -> None:
    assert read_number(GridCell(kind, "12"), "人") is fault
    assert read_text(GridCell(kind, "12"), 9) is fault


def test_a_formula_and_an_error_are_no_days() -> None:
    assert read_day(GridCell(CellKind.FORMULA, "46113"), EPOCH_1900) is Fault.FORMULA
    assert read_day(GridCell(CellKind.FAULT, "#VALUE!"), EPOCH_1900) is Fault.NOT_A_DATE
