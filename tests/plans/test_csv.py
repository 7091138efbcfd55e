from __future__ import annotations

import csv
import io
import zipfile
from decimal import Decimal

import pytest

from shirube.plans.domain.outputs.csv_files import csv_archive, guard_text, kpi_csv, write_number
from shirube.plans.domain.outputs.tables import Column, Kind, Table, build_tables
from tests.factories.plan_documents import edition, plan_document


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def archive_rows(name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(csv_archive(plan_document(), edition()))) as archive:
        return rows_of(archive.read(name))


def test_a_file_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    assert kpi_csv(plan_document(), edition()).startswith(b"\xef\xbb\xbf")


def test_lines_end_as_rfc_4180_says() -> None:
    assert kpi_csv(plan_document(), edition()).count(b"\r\n") == 3


def test_the_archive_holds_one_file_a_table() -> None:
    archive = zipfile.ZipFile(io.BytesIO(csv_archive(plan_document(), edition())))
    assert archive.namelist() == [f"{table.code}.csv" for table in build_tables(plan_document(), edition())]


def test_equal_plans_give_equal_bytes() -> None:
    document = plan_document()
    assert csv_archive(document, edition()) == csv_archive(document, edition())


def test_a_kpi_has_one_row_with_everything_about_it() -> None:
    row = rows_of(kpi_csv(plan_document(), edition()))[0]
    assert (row["現状値"], row["目標値"], row["最新値"], row["測定日"]) == (
        "12.5",
        "70",
        "40.9",
        "2026-09-30",
    )
    assert (row["取組事項"], row["測定の状態"]) == ("行政手続のオンライン化", "測定済み")


def test_what_is_missing_is_an_empty_cell_and_a_word_and_never_zero() -> None:
    row = rows_of(kpi_csv(plan_document(), edition()))[1]
    assert (row["現状値"], row["現状値の状態"]) == ("", "不明")
    assert (row["最新値"], row["測定の状態"], row["評価"]) == ("", "未測定", "まだ判定できない")


def test_a_kpi_without_readings_still_has_its_row_among_the_readings() -> None:
    states = [row["測定の状態"] for row in archive_rows("readings.csv")]
    assert states == ["測定済み", "測定済み", "未測定"]


def test_an_action_without_phases_still_has_its_row() -> None:
    last = archive_rows("actions.csv")[-1]
    assert (last["段階"], last["開始年度（西暦）"], last["実施状況"]) == ("", "", "未報告")


def test_a_formula_is_not_run_by_the_spreadsheet() -> None:
    assert rows_of(kpi_csv(plan_document(), edition()))[1]["算定式"] == "'=直近12か月の件数"
    assert archive_rows("initiatives.csv")[1]["取組事項"] == "'+セキュリティ対策"


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "＝1+1", "\t=1", "\r=1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guard_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-5", "+3.2", "－12", "－", "市民課", "2026-04-01"])
def test_numbers_and_plain_texts_stay_as_they_are(text: str) -> None:
    assert guard_text(text) == text


@pytest.mark.parametrize(
    ("number", "digits"), [("70.0000", "70"), ("1E+3", "1000"), ("0.05", "0.05"), ("-0.10", "-0.1")]
)
def test_a_number_is_written_in_plain_digits(number: str, digits: str) -> None:
    assert write_number(Decimal(number)) == digits


def test_english_files_have_the_translated_names() -> None:
    row = next(
        csv.reader(
            io.StringIO(kpi_csv(plan_document(), edition(language="en")).decode("utf-8-sig").split("\r\n")[1])
        )
    )
    assert row[0] == "Shirube City Digital Waymark Plan"
    assert "Share of procedures available online" in row


def test_a_ragged_row_is_a_defect() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("kpis", (Column("a", Kind.TEXT), Column("b", Kind.TEXT)), (("x",),))
