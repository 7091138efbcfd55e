"""The workbook that a section downloads."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.domain.sheets.opening import open_sheet
from shirube.plans.domain.sheets.words import ACTION_COLUMNS, KPI_COLUMNS
from tests.plans.sheets.samples import CLASSES, FORM, check, form_with, kpi, problems_of, row, xlsx


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(xlsx()))


def test_the_sheets_stand_in_order_and_the_identity_is_hidden(book: Workbook) -> None:
    assert book.sheetnames == ["説明", "評価指標", "実施事項", "しるべ識別"]
    assert book["しるべ識別"].sheet_state == "veryHidden"


@pytest.mark.parametrize(("name", "columns"), [("評価指標", KPI_COLUMNS), ("実施事項", ACTION_COLUMNS)])
def test_the_headings_stand_frozen_above_the_rows(
    book: Workbook, name: str, columns: tuple[str, ...]
) -> None:
    assert tuple(cell.value for cell in book[name][3]) == columns
    assert book[name].freeze_panes == "D4"
    assert book[name].column_dimensions["A"].hidden


def test_what_is_known_is_printed(book: Workbook) -> None:
    printed = [cell.value for cell in book["評価指標"][4]][1:8]

    assert printed == [
        "1-1 手続きのオンライン化",
        "オンライン申請の割合",
        "%",
        "10.0（令和5年度）",
        "60.0（令和10年度）",
        41.5,
        datetime(2025, 6, 30),  # noqa: DTZ001 — a cell has no time zone.
    ]


def test_only_the_cells_to_fill_in_are_open(book: Workbook) -> None:
    sheet = book["評価指標"]
    is_open = [not cell.protection.locked for cell in sheet[4]]

    assert sheet.protection.sheet
    assert is_open == [False] * 8 + [True] * 4


def test_the_states_are_a_list_to_choose_from(book: Workbook) -> None:
    lists = [rule for rule in book["実施事項"].data_validations.dataValidation if rule.type == "list"]

    assert [(str(rule.sqref), rule.formula1) for rule in lists] == [("F4:F5", '"予定どおり,遅れ,完了,中止"')]


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    form = form_with(kpis=[kpi(104, '=HYPERLINK("http://x")', "件")])
    sheet = load_workbook(io.BytesIO(xlsx(form=form)))["評価指標"]

    assert sheet["C4"].data_type == "s"
    assert [p.code for p in problems_of(xlsx(form=form), form=form)] == [PlanFault.NOTHING_FILLED_IN]


def test_a_form_without_rows_says_so_and_can_be_sent() -> None:
    form = form_with(kpis=[], actions=[])

    assert [p.code for p in problems_of(xlsx(form=form), form=form)] == [PlanFault.NOTHING_FILLED_IN]


def test_the_sheet_says_whose_it_is() -> None:
    identity = open_sheet(xlsx()).identity

    assert (identity["municipality"], identity["section"], identity["fiscal_year"]) == (
        "990019",
        "jyoho",
        "2025",
    )


def test_a_sheet_of_hundreds_of_rows_is_written_and_read() -> None:
    form = form_with(kpis=[kpi(1000 + number, f"指標{number}", "件") for number in range(400)])
    cells = {k: v for n in range(4, 404) for k, v in row(n, "2025-10-01", n).items()}

    assert len(check(xlsx(cells, form=form), form).readings) == 400


def test_the_line_is_found_though_rows_were_moved() -> None:
    content = xlsx(row(5, "2025-10-01", 40), lambda book: book["評価指標"].move_range("A5:L5", rows=40))

    assert [(change.id, change.after.value) for change in check(content).readings] == [
        (CLASSES.id, Decimal(40))
    ]


def test_the_form_counts_what_was_left_empty() -> None:
    assert check(xlsx(row(5, "2025-10-01", 40))).blank == len(FORM.lines) - 1
