from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from shirube.kernel.typesetting import typeset
from shirube.plans.domain import document as doc
from shirube.plans.domain.outputs.line_chart import value_ticks
from shirube.plans.domain.outputs.report import REPORT, report_data
from shirube.plans.domain.outputs.road_map import road_map_lines
from tests.factories.plan_documents import RARE_NAMES, edition, initiative, kpi, plan_document

NO_FONT_HAS_IT = "\U000f0000"


def printed(document: doc.PlanDocument, language: str = "ja") -> PdfReader:
    return PdfReader(io.BytesIO(typeset(REPORT, report_data(document, edition(language=language)))))


def catalogue_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def texts_of(reader: PdfReader) -> list[str]:
    """The text of each page without the blanks and line ends that lie between words on paper."""
    return [page.extract_text().replace("\n", "").replace(" ", "") for page in reader.pages]


def text_of(reader: PdfReader) -> str:
    return "".join(texts_of(reader))


@pytest.fixture(scope="module")
def report() -> PdfReader:
    return printed(plan_document())


@pytest.fixture(scope="module")
def pages(report: PdfReader) -> list[str]:
    return texts_of(report)


def structure_of(node: Any) -> Iterator[dict[str, Any]]:
    """The structure element and all below it."""
    element = node.get_object()
    if isinstance(element, dict):
        yield element
        yield from structure_of(element.get("/K", ArrayObject()))
    if isinstance(element, list):
        for child in element:
            yield from structure_of(child)


@pytest.fixture(scope="module")
def structure(report: PdfReader) -> list[dict[str, Any]]:
    return list(structure_of(catalogue_of(report)["/StructTreeRoot"]))


def data(**changes: Any) -> dict[str, Any]:
    return report_data(plan_document(**changes), edition())


def test_the_report_is_on_a4(report: PdfReader) -> None:
    assert [round(float(side)) for side in report.pages[0].mediabox[2:]] == [595, 842]


def test_the_report_promises_to_be_accessible(report: PdfReader) -> None:
    catalogue = catalogue_of(report)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "ja"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in catalogue["/Metadata"].get_data()


def test_the_title_names_city_and_plan(report: PdfReader) -> None:
    assert report.metadata is not None
    assert report.metadata.title == "標市デジタル・しるべ計画 進捗報告書"


def test_charts_are_told_in_words_to_those_who_cannot_see_them(structure: list[dict[str, Any]]) -> None:
    described = [node["/Alt"] for node in structure if "/Alt" in node]
    assert described[0].startswith("行政手続のオンライン化率の折れ線グラフ。現状値：12.5% 令和5年度。")


def test_headings_tables_and_lists_are_tagged(structure: list[dict[str, Any]]) -> None:
    kinds = {node["/S"] for node in structure if "/S" in node}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/TOC", "/L"} <= kinds


def test_rare_characters_of_names_are_printed(pages: list[str]) -> None:
    """PDF/UA-1 forbids a character without a glyph: typst refuses to write one, so what is there was drawn."""
    assert RARE_NAMES in "".join(pages)
    assert "〓" not in "".join(pages)


def test_fiscal_years_and_days_are_written_as_offices_write_them(pages: list[str]) -> None:
    assert "令和8年度" in "".join(pages)
    assert "2026年10月20日（火）現在" in pages[0]


def test_pages_are_numbered_and_headed(pages: list[str]) -> None:
    assert pages[-1].endswith(f"ページ{len(pages)}/{len(pages)}")
    assert "2026年10月20日（火）現在" in pages[-1]


def test_the_invented_city_is_called_invented_on_every_page(pages: list[str]) -> None:
    assert all("実演用の架空データです" in page for page in pages)


def test_the_contents_lead_to_every_initiative(report: PdfReader) -> None:
    outline = str(report.outline)
    assert "1-1 行政手続のオンライン化" in outline
    assert "9 +セキュリティ対策" in outline


def test_the_english_report_uses_the_plans_translations() -> None:
    reader = printed(plan_document(), "en")
    assert catalogue_of(reader)["/Lang"] == "en"
    assert "ShirubeCityDigitalWaymarkPlan" in text_of(reader)
    assert "FY2026" in text_of(reader)


def test_a_character_no_font_has_is_printed_as_a_geta_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    document = plan_document(initiatives=(initiative(summary=f"前{NO_FONT_HAS_IT}後"),))
    with caplog.at_level(logging.WARNING):
        assert "前〓後" in text_of(printed(document))
    assert "no font for" in caplog.text


def test_text_that_looks_like_markup_stays_text() -> None:
    document = plan_document(initiatives=(initiative(summary='#panic("no") $x$ *b* "\\'),))
    assert '#panic("no")$x$*b*"\\' in text_of(printed(document))


def test_a_plan_with_nothing_but_titles_is_printed() -> None:
    bare = plan_document(pillars=(), initiatives=(), links=(), notices=(), source={})
    assert "評価のまとめ" in text_of(printed(bare))


def test_what_is_missing_is_said_in_words() -> None:
    unmeasured = data()["parts"][0]["initiatives"][0]["kpis"][1]
    assert unmeasured["newest"] == "未測定"
    assert unmeasured["baseline"].startswith("不明")
    assert unmeasured["chart"] is None


def test_a_kpi_without_a_baseline_is_drawn_from_its_readings() -> None:
    part = data(initiatives=(initiative(kpis=(kpi(baseline=None),)),))["parts"][0]
    chart = part["initiatives"][0]["kpis"][0]["chart"]
    assert chart["has_baseline"] is False
    assert len(chart["readings"]) == 2


def test_phases_that_overlap_go_to_a_second_line() -> None:
    lines = road_map_lines(plan_document().initiatives[0].actions[0].phases, range(2024, 2029))
    assert [[cell["text"] for cell in line] for line in lines] == [
        ["準備", "", "試行", ""],
        ["", "", "", "稼働"],
    ]


@pytest.mark.parametrize("phases", [(), (doc.Phase(name="前", first_year=2019, last_year=2020),)])
def test_a_line_always_fills_the_years(phases: tuple[doc.Phase, ...]) -> None:
    assert sum(cell["span"] for cell in road_map_lines(phases, range(2024, 2029))[0]) == 5


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (["12.5", "70"], [0, 20, 40, 60, 80]),
        (["780464", "798000"], [780000, 785000, 790000, 795000, 800000]),
        (["0", "0"], [0, 1]),
        (["5", "5"], [0, 2, 4, 6]),
        (["-3", "4"], [-4, -2, 0, 2, 4]),
    ],
)
def test_the_scale_has_round_values(values: list[str], ticks: list[Any]) -> None:
    assert value_ticks([Decimal(value) for value in values]) == ticks
