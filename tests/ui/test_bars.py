from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.ui.charts import Bar, BarChart, Share, SharePart, Track, draw_bars, draw_share, draw_track
from tests.ui.markup import render

CARDS = BarChart(
    "保有率",
    "%",
    1,
    (Bar("石巻市", Decimal("38.2")), Bar("標市", None), Bar("白石市", Decimal(0))),
    Decimal(100),
)
STATES = Share(
    "13の指標のいま",
    (SharePart("順調", 5), SharePart("遅れている", 0, "warning"), SharePart("未測定", 8, "unknown")),
    "件",
)


def test_a_bar_is_its_share_of_the_whole() -> None:
    assert [row.length for row in draw_bars(CARDS, identifier="b").rows] == [38.2, None, 0.0]


def test_without_a_whole_the_largest_value_fills_the_field() -> None:
    chart = BarChart("件数", "件", 0, (Bar("a", Decimal(4)), Bar("b", Decimal(1))))

    assert [row.length for row in draw_bars(chart, identifier="b").rows] == [100.0, 25.0]


def test_unknown_is_not_a_bar_of_zero() -> None:
    page = render(
        '{% include "ui/charts/bar.html" with chart=chart only %}', chart=draw_bars(CARDS, identifier="b")
    )

    assert "不明" in page.text
    assert "0.0%" in page.text
    assert page.values("stroke-dasharray") == ["4 4"]


def test_a_bar_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        draw_bars(BarChart("収支", "円", 0, (Bar("a", Decimal(-1)),)), identifier="b")


@given(st.lists(st.integers(min_value=0, max_value=2000), min_size=1, max_size=8))
def test_the_parts_fill_the_whole_without_gap(counts: list[int]) -> None:
    view = draw_share(Share("全体", tuple(SharePart("部分", count) for count in counts)), identifier="s")
    ends = [segment.start + segment.length for segment in view.segments]

    assert view.total == sum(counts)
    assert ends[-1] == pytest.approx(100 if sum(counts) else 0)
    assert [segment.start for segment in view.segments[1:]] == pytest.approx(ends[:-1])


def test_each_part_has_words_and_count() -> None:
    page = render(
        '{% include "ui/charts/share.html" with chart=chart only %}', chart=draw_share(STATES, identifier="s")
    )

    assert "遅れている0件" in page.text
    assert "url(#s-unknown)" in page.values("fill")


def test_a_whole_of_nothing_is_only_a_list() -> None:
    empty = draw_share(Share("なし", (SharePart("順調", 0),)), identifier="s")

    assert (
        render('{% include "ui/charts/share.html" with chart=chart only %}', chart=empty).attributes(
            "pattern"
        )
        == []
    )


def test_a_tone_must_be_known() -> None:
    with pytest.raises(ValueError, match="pink"):
        draw_share(Share("色", (SharePart("a", 1, "pink"),)), identifier="s")


values = st.none() | st.decimals(min_value=-1000, max_value=1000, places=1)


@given(st.builds(Track, st.just("指標"), st.just("%"), st.just(1), values, values, values, values))
def test_a_track_stays_between_its_ends(track: Track) -> None:
    view = draw_track(track, identifier="t")
    places = [place for place in (view.latest_x, view.expected_x) if place is not None]

    assert all(14 <= place <= 306 for place in places)


def test_a_target_below_the_baseline_lies_to_the_right_as_well() -> None:
    view = draw_track(Track("待ち時間", "分", 0, Decimal(30), Decimal(20), Decimal(10)), identifier="t")

    assert view.latest_x == 160


def test_a_track_says_what_is_missing() -> None:
    view = draw_track(Track("指標", "件", 0, None, None, None), identifier="t")
    page = render('{% include "ui/charts/track.html" with chart=chart only %}', chart=view)

    assert page.text.count("未測定") == 2
    assert "目標なし" in page.text


def test_a_track_tells_where_the_plan_expects_it() -> None:
    view = draw_track(
        Track("指標", "%", 0, Decimal(10), Decimal(20), Decimal(50), Decimal(24)), identifier="t"
    )

    assert (
        "▼ 予定では、いま 24%"
        in render('{% include "ui/charts/track.html" with chart=chart only %}', chart=view).text
    )
