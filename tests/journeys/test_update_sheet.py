"""A section keeps its figures in Excel: the sheet goes out, comes back with a wrong cell, and is applied as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from shirube.kernel.calendar import fiscal_year_of, format_fiscal_year
from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.accessibility import expect_accessible
from tests.journeys.product import PLAN
from tests.journeys.visitors import MORI, Visitor
from tests.journeys.workbooks import fill_in

pytestmark = pytest.mark.journey
ONLINE, USE = "行政手続のオンライン化率", "オンライン申請の利用割合"
TODAY = japan_date(read_clock())
ROW = {"測定日": TODAY, "出典": "手続き台帳（市民課）"}


def test_one_wrong_cell_changes_nothing_and_the_corrected_sheet_changes_everything(
    colleague: Callable[[], Visitor], tmp_path: Path
) -> None:
    clerk, resident = colleague(), colleague()
    clerk.sign_in(MORI)
    sheet = fetch_sheet(clerk, tmp_path / "市民課.xlsx")
    fill_in(sheet, ONLINE, **ROW, 値="４３．５")
    places = fill_in(sheet, USE, **ROW, 値="二十五くらい")
    send_sheet(clerk, sheet)
    expect_wrong_cell(clerk, places["値"], "二十五くらい")
    expect_in_public(resident, "92.9%", "21.3%")

    fill_in(sheet, USE, 値=25.1)
    send_sheet(clerk, sheet)
    expect_difference(clerk)
    expect_in_public(resident, "92.9%", "21.3%")
    clerk.press("2件を適用する")
    clerk.sees("2件をまとめて適用しました。")
    expect_in_public(resident, "43.5%", "25.1%")


def test_a_file_that_is_no_sheet_is_refused_in_words(
    colleague: Callable[[], Visitor], tmp_path: Path
) -> None:
    clerk = colleague()
    clerk.sign_in(MORI)
    photo = fetch_sheet(clerk, tmp_path / "市民課.xlsx")
    photo.write_bytes(b"\xff\xd8\xff\xe0 a photograph")
    send_sheet(clerk, photo)
    clerk.sees("何も保存していません。")
    expect_accessible(clerk.page)


def fetch_sheet(clerk: Visitor, target: Path) -> Path:
    """The sheet of the clerk's section for the year that runs."""
    clerk.follow("標市デジタル・しるべ計画")
    clerk.follow("更新シート（Excel）")
    clerk.page.get_by_role("combobox", name="年度").select_option(format_fiscal_year(fiscal_year_of(TODAY)))
    clerk.press("この課のシートへ進む")
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="Excelブック").click()
    download.value.save_as(target)
    return target


def send_sheet(clerk: Visitor, sheet: Path) -> None:
    clerk.field("記入したシート").set_input_files(sheet)
    clerk.press("送って確かめる")


def expect_wrong_cell(clerk: Visitor, cell: str, content: str) -> None:
    clerk.sees("直すところが1件あります。何も保存していません。")
    table = clerk.page.get_by_role("table", name="シート「評価指標」")
    row = table.get_by_role("row", name=cell)
    expect(row).to_contain_text(content)
    expect(row).to_contain_text("数だけを入力してください")
    expect_accessible(clerk.page)


def expect_difference(clerk: Visitor) -> None:
    clerk.sees("まだ何も変わっていません")
    table = clerk.page.get_by_role("table", name="評価指標")
    expect(table.get_by_role("row", name=ONLINE)).to_contain_text("43.5")
    expect(table.get_by_role("row", name=USE)).to_contain_text("25.1")
    expect_accessible(clerk.page)


def expect_in_public(resident: Visitor, online: str, use: str) -> None:
    """What residents read as the latest values."""
    for code, value in (("online-rate", online), ("online-use-rate", use)):
        resident.open(f"{PLAN}kpis/{code}/")
        expect(resident.page.locator(".answer-figure")).to_have_text(value)
