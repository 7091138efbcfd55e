from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shirube.plans.domain.outputs.workbook import plan_workbook
from tests.factories.plan_documents import edition, initiative, plan_document


@pytest.fixture(scope="module")
def book() -> Workbook:
    return load_workbook(io.BytesIO(plan_workbook(plan_document(), edition())))


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_the_sheets_are_named_as_the_plan_names_its_parts(book: Workbook) -> None:
    assert book.sheetnames == [
        "計画",
        "取組事項",
        "ロジックモデル",
        "実施事項",
        "評価指標",
        "測定値",
        "振り返り・評価",
    ]


def test_values_are_numbers_and_days_are_dates(book: Workbook) -> None:
    row = records(book["測定値"])[0]
    assert (row["値"], row["測定日"]) == (20.9, datetime(2025, 3, 31))  # noqa: DTZ001 - Excel knows no zones
    assert book["測定値"].cell(2, 5).number_format == "yyyy-mm-dd"


def test_moments_are_the_wall_clock_of_japan(book: Workbook) -> None:
    assert records(book["計画"])[0]["更新日時"] == datetime(2026, 10, 7, 10, 5)  # noqa: DTZ001


def test_what_is_missing_is_an_empty_cell_with_its_state_beside_it(book: Workbook) -> None:
    row = records(book["評価指標"])[1]
    assert (row["最新値"], row["測定の状態"]) == (None, "未測定")
    assert (row["現状値"], row["現状値の状態"]) == (None, "不明")


def test_an_initiative_without_kpis_says_so(book: Workbook) -> None:
    assert records(book["取組事項"])[1]["評価指標の設定"] == "評価指標の設定なし"


def test_no_cell_is_a_formula(book: Workbook) -> None:
    types = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in types
    assert records(book["評価指標"])[1]["算定式"] == "=直近12か月の件数"


def test_the_heading_stays_in_sight(book: Workbook) -> None:
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}


def test_characters_that_a_workbook_cannot_hold_are_left_out() -> None:
    document = replace(plan_document(), initiatives=(initiative(summary="前\x00\x0b後"),))
    sheet = load_workbook(io.BytesIO(plan_workbook(document, edition())))["取組事項"]
    assert records(sheet)[0]["概要"] == "前後"
