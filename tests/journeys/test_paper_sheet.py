"""紙一枚: a sheet is printed with its code, filled by hand, and typed in beside its scanned picture into the same list."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.accessibility import DESK, PHONE, expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import SATO
from tests.journeys.product import Product
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.journey
CODE = re.compile(r"\d{6}-\w{4}-\w{4}-\w{4}")


def test_a_sheet_that_came_on_paper_lies_in_the_same_list(
    office: Product, new_context: NewContext, tmp_path: Path
) -> None:
    clerk = Visitor(new_context().new_page(), office)
    clerk.sign_in(SATO)
    clerk.open("staff/sheets/")
    code = print_sheet(clerk)

    clerk.write("用紙の番号（二次元コードを読むか、打つ）", code)
    clerk.press("入力する")
    expect_accessible(clerk.page, (PHONE, DESK))
    clerk.page.get_by_label("紙を読み取った写真（または PDF）").set_input_files(scan(tmp_path))
    clerk.press("横に出す")
    picture = clerk.page.get_by_role("img", name="読み取った紙 1枚目")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.naturalWidth") > 0
    expect_accessible(clerk.page, (PHONE, DESK))

    # Much stands not on the paper: it is told once, and taken in all the same.
    clerk.press("受け取る")
    clerk.sees("足りないところ、直すところがあります")
    expect_accessible(clerk.page, (PHONE, DESK))
    clerk.press("このまま受け取る")
    clerk.sees("申請を入れました")
    number = re.search(r"\w{4}-\w{4}-\w{4}", clerk.page.locator("main").inner_text())
    assert number
    clerk.open("staff/cases/")
    clerk.write("受付番号か氏名", number[0])
    clerk.press("絞り込む")
    clerk.sees(number[0])


def print_sheet(clerk: Visitor) -> str:
    """The code that stands on the paper, as a scanner reads it."""
    form = clerk.page.locator("form", has=clerk.page.get_by_label("手続き", exact=True))
    token = form.locator("input[name=csrfmiddlewaretoken]").get_attribute("value")
    wanted = {"procedure": "sousaihi", "csrfmiddlewaretoken": str(token)}
    answer = clerk.page.request.post(clerk.product.at("staff/sheets/print/"), form=wanted)
    assert answer.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(answer.body())).pages[0].extract_text()
    found = CODE.search(text)
    assert found, text
    return found[0]


def scan(folder: Path) -> Path:
    """A photograph of the filled sheet; of an invented person."""
    paper = Image.new("RGB", (800, 1100), "white")
    ImageDraw.Draw(paper).line((100, 200, 700, 200), fill="black", width=3)
    path = folder / "scan.jpg"
    paper.save(path)
    return path
