from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.ui.charts import Roadmap, RoadmapPhase, RoadmapRow, draw_roadmap
from shirube.ui.tables import Status
from tests.ui.markup import render

YEARS = tuple(range(2026, 2031))
SYSTEMS = (
    RoadmapPhase("準備", 2026, 2026),
    RoadmapPhase("移行", 2027, 2028),
    RoadmapPhase("稼働", 2029, 2030),
)

phases = st.tuples(st.integers(2020, 2036), st.integers(0, 8)).map(
    lambda years: RoadmapPhase("段階", years[0], sum(years))
)


def lanes_of(*found: RoadmapPhase) -> list[list[tuple[int, str | None]]]:
    row = RoadmapRow("移行・稼働", "標準化", found)
    view = draw_roadmap(Roadmap("ロードマップ", YEARS, (row,), 2026), identifier="r")
    return [[(cell.span, cell.name) for cell in lane] for lane in view.groups[0].actions[0].lanes]


def test_phases_that_follow_each_other_share_a_lane() -> None:
    assert lanes_of(*SYSTEMS) == [[(1, "準備"), (2, "移行"), (2, "稼働")]]


def test_overlapping_phases_lie_in_lanes_of_their_own() -> None:
    first, second = lanes_of(RoadmapPhase("設計", 2026, 2027), RoadmapPhase("試行", 2027, 2028))

    assert first == [(2, "設計"), (1, None), (1, None), (1, None)]
    assert second == [(1, None), (2, "試行"), (1, None), (1, None)]


def test_a_phase_is_cut_at_the_edges_and_keeps_its_years_in_words() -> None:
    row = RoadmapRow("長い取組", "", (RoadmapPhase("運用", 2020, 2040),))
    (cell,) = draw_roadmap(Roadmap("表", YEARS, (row,)), identifier="r").groups[0].actions[0].lanes[0]

    assert cell.span == 5
    assert cell.years == "令和2年度〜令和22年度"


@given(st.lists(phases, max_size=8))
def test_every_lane_is_as_wide_as_the_years(found: list[RoadmapPhase]) -> None:
    assert all(sum(span for span, _ in lane) == len(YEARS) for lane in lanes_of(*found))


@given(st.lists(phases, max_size=8))
def test_no_phase_within_the_years_is_lost(found: list[RoadmapPhase]) -> None:
    seen = [name for lane in lanes_of(*found) for _, name in lane if name]

    assert len(seen) == sum(phase.first_year <= 2030 and phase.last_year >= 2026 for phase in found)


def test_a_phase_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="準備"):
        RoadmapPhase("準備", 2027, 2026)


def test_the_table_names_groups_states_and_the_current_year() -> None:
    rows = (
        RoadmapRow("移行・稼働", "標準化", SYSTEMS, Status("遅れている", "warning"), "/a/", "/g/"),
        RoadmapRow("時期のない取組", "その他", ()),
    )
    view = draw_roadmap(Roadmap("ロードマップ", YEARS, rows, 2026), identifier="r")

    page = render('{% include "ui/charts/roadmap.html" with chart=chart only %}', chart=view)

    assert "今年度" in page.text
    assert "遅れている" in page.text
    assert "時期は示されていません" in page.text
    assert (
        page.attributes("th")[1:6]
        == [{"scope": "col", "role": "columnheader", "class": "roadmap-this-year"}]
        + [{"scope": "col", "role": "columnheader"}] * 4
    )


def test_neighbouring_rows_of_a_group_stand_together() -> None:
    rows = tuple(RoadmapRow(label, group, SYSTEMS) for label, group in [("a", "1"), ("b", "1"), ("c", "2")])

    view = draw_roadmap(Roadmap("表", YEARS, rows), identifier="r", language="en")

    assert [[action.label for action in group.actions] for group in view.groups] == [["a", "b"], ["c"]]
    assert view.columns[0].label == "FY2026"
