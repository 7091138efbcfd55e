"""What a page says is still there on paper, and when it is shown twice as large."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import NewContext
from tests.journeys.product import PLAN, Product
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.journey
KPI = PLAN + "kpis/online-rate/"
# A desk's screen of 1280 by 1024 at 200 %: half as many CSS pixels, each twice as large.
AT_200_PERCENT = {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2}


def test_the_folded_table_is_printed_and_the_navigation_is_not(resident: Visitor) -> None:
    resident.open(KPI)
    printed = text_on_paper(resident)
    assert "2025年9月30日(火)46.4%" in printed
    assert "これは見本です。" in printed
    assert "表示することば" not in printed


@pytest.mark.parametrize("path", ["", PLAN, KPI, PLAN + "roadmap/", PLAN + "initiatives/1-1/"])
def test_at_200_percent_nothing_is_cut_off(
    path: str, new_context: NewContext, demonstration: Product
) -> None:
    reader = Visitor(new_context(**AT_200_PERCENT).new_page(), demonstration)
    reader.open(path)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(reader.page.get_by_role("link", name="English")).to_be_in_viewport()
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()


def text_on_paper(reader: Visitor) -> str:
    """Without blanks. A font's own glyphs for some characters come back as radicals: NFKC makes them what they were."""
    pages = PdfReader(io.BytesIO(reader.page.pdf(format="A4"))).pages
    text = "".join(page.extract_text() for page in pages)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
