from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from shirube.ui.charts import LineChart, Point, draw_line, render_line_svg
from shirube.ui.charts.drawing import NARROW, WIDE, LineDrawing, Paper, draw
from shirube.ui.charts.scale import Box
from tests.ui.markup import Markup, render

INCLUDE = '{% include "ui/charts/line.html" with chart=chart only %}'


def end_of(fiscal_year: int, value: str) -> Point:
    return Point(date(fiscal_year + 1, 3, 31), Decimal(value), f"令和{fiscal_year - 2018}年度")


ONLINE = LineChart(
    title="行政手続きのオンライン化率",
    unit="%",
    decimals=1,
    baseline=end_of(2024, "12.4"),
    readings=(end_of(2025, "18.9"), Point(date(2026, 9, 30), Decimal("27.3"))),
    path=(end_of(2027, "25"), end_of(2030, "50")),
    now=date(2026, 11, 21),
)
TARGET_ONLY = LineChart("移行完了業務数", "業務", 0, None, (), (end_of(2030, "20"),), date(2026, 11, 21))
NOTHING = LineChart("まだ何もない指標", "件", 0, None, (), ())

points = st.builds(
    Point,
    st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 1, 1)),
    st.decimals(min_value=-5_000_000, max_value=5_000_000, places=1),
)
series = st.lists(points, max_size=15).map(lambda found: tuple(sorted(found, key=lambda point: point.on)))
charts = st.builds(
    LineChart,
    title=st.just("指標"),
    unit=st.sampled_from(["%", "件", "PV"]),
    decimals=st.integers(min_value=0, max_value=1),
    baseline=st.none() | points,
    readings=series,
    path=series,
    now=st.none() | st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 1, 1)),
    stepped=st.booleans(),
).filter(lambda chart: bool(chart.points))


def drawn(chart: LineChart, paper: Paper = WIDE) -> LineDrawing:
    drawing = draw(chart, paper, "ja")
    assert drawing is not None
    return drawing


@given(charts, st.sampled_from([WIDE, NARROW]))
def test_every_mark_lies_inside_the_field(chart: LineChart, paper: Paper) -> None:
    drawing = drawn(chart, paper)
    field = drawing.field

    assert len(drawing.marks) == len(chart.points)
    assert all(field.left <= mark.x <= field.right for mark in drawing.marks)
    assert all(field.top <= mark.y <= field.bottom for mark in drawing.marks)


@given(charts)
def test_every_word_and_line_lies_on_the_paper(chart: LineChart) -> None:
    drawing = drawn(chart)
    sheet = Box(0, 0, WIDE.width, WIDE.height)

    assert all(sheet.holds(label.box) for label in drawing.labels)
    assert all(0 <= tick.y <= WIDE.height for tick in drawing.value_ticks)
    assert all(0 <= tick.x <= WIDE.width for tick in drawing.year_ticks)
    assert drawing.today is None or sheet.holds(drawing.today.box)


def test_values_grow_upwards_and_time_to_the_right() -> None:
    first, *_, last = drawn(ONLINE).marks

    assert first.x < last.x
    assert first.y > last.y


def test_each_kind_of_value_has_its_own_sign() -> None:
    assert [mark.shape for mark in drawn(ONLINE).marks] == ["diamond", "dot", "dot", "ring", "flag"]


def test_of_many_readings_only_the_latest_stays_large() -> None:
    chart = LineChart("毎月の値", "件", 0, None, tuple(end_of(year, "5") for year in range(2010, 2022)), ())

    assert [mark.shape for mark in drawn(chart).marks] == ["point"] * 11 + ["dot"]


def test_a_target_alone_is_a_level() -> None:
    drawing = drawn(TARGET_ONLY)

    assert drawing.level_y == drawing.marks[0].y
    assert drawing.path == drawing.readings == ""


def test_a_stepped_path_climbs_before_each_year() -> None:
    chart = LineChart(
        "段", "%", 0, end_of(2024, "10"), (), (end_of(2025, "20"), end_of(2026, "30")), stepped=True
    )

    assert [letter for letter in drawn(chart).path if letter.isalpha()] == ["M", "V", "H", "V", "H"]


def test_the_course_begins_at_the_baseline() -> None:
    drawing = drawn(ONLINE)

    assert drawing.readings.startswith(f"M{drawing.marks[0].x} {drawing.marks[0].y} ")


def test_labels_do_not_cover_each_other() -> None:
    first, second, third = (label.box for label in drawn(ONLINE).labels)

    assert first.overlap(second) == second.overlap(third) == first.overlap(third) == 0


def test_the_last_year_is_always_named() -> None:
    drawing = drawn(ONLINE, NARROW)

    assert drawing.year_ticks[-1].text == "令和12年度"
    assert drawing.year_ticks[-2].text == ""


def test_the_chart_tells_itself_in_sentences() -> None:
    view = draw_line(ONLINE, identifier="kpi")

    assert "現状は令和6年度の12.4%です。" in view.description
    assert "最新の値は2026年9月30日（水）の27.3%です。" in view.description
    assert "目標は令和12年度の50.0%です。" in view.description


def test_what_is_missing_is_said() -> None:
    view = draw_line(TARGET_ONLY, identifier="kpi")

    assert "現状は測られていません。" in view.description
    assert len(view.notes) == 2


def test_a_cut_axis_is_said() -> None:
    chart = LineChart(
        "閲覧数", "PV", 0, end_of(2024, "780464"), (end_of(2025, "790000"),), (end_of(2030, "798000"),)
    )

    assert draw_line(chart, identifier="kpi").notes == ("縦のめもりは0から始まっていません。",)


def test_the_figure_names_its_drawings_and_keeps_the_values_in_a_table() -> None:
    page = render(INCLUDE, chart=draw_line(ONLINE, identifier="kpi"))
    drawings = [svg for svg in page.attributes("svg") if svg.get("role") == "img"]

    assert {name for svg in drawings for name in str(svg["aria-labelledby"]).split()} <= set(
        page.values("id")
    )
    assert len(drawings) == 2
    assert len(set(page.values("id"))) == len(page.values("id"))
    assert "27.3%" in page.text


def test_no_value_at_all_is_words() -> None:
    page = render(INCLUDE, chart=draw_line(NOTHING, identifier="kpi"))

    assert "この指標には、まだ数値がありません。" in page.text
    assert not [svg for svg in page.attributes("svg") if svg.get("role") == "img"]


@given(charts)
def test_the_document_is_xml_without_style(chart: LineChart) -> None:
    root = etree.fromstring(render_line_svg(chart))

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not root.xpath("//@style | //@class | //*[local-name()='style']")


def test_a_document_without_values_says_so() -> None:
    assert "まだ数値がありません" in render_line_svg(NOTHING)


def test_a_title_cannot_break_the_drawing() -> None:
    chart = LineChart("<script>&", "%", 0, end_of(2024, "1"), (), ())

    assert Markup(render_line_svg(chart)).attributes("script") == []
