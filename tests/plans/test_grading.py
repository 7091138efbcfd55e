"""The rule of grades: what must hold for every KPI, whatever its figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shirube.kernel.calendar import fiscal_year_end
from shirube.kernel.ids import new_id
from shirube.plans.domain.document import KpiItem, ReadingItem, Value
from shirube.plans.domain.grading import (
    STALE_AFTER_DAYS,
    expected_value,
    grade_initiative,
    grade_kpi,
    path_points,
    readings_due,
)
from shirube.plans.domain.terms import ActionState, Direction, Grade

RANK = {Grade.BEHIND: 0, Grade.ON_COURSE: 1, Grade.AHEAD: 2}
figures = st.decimals(min_value=-10_000, max_value=10_000, places=1, allow_nan=False)
days = st.dates(date(2024, 4, 1), date(2029, 3, 31))
ways = st.sampled_from([Direction.INCREASE, Direction.DECREASE])


def reading(value: Decimal, on: date) -> ReadingItem:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return ReadingItem(id=new_id(), measured_on=on, value=value, source="", note="", entered_at=moment)


def kpi(direction: Direction, start: Decimal | None, end: Decimal, *readings: ReadingItem) -> KpiItem:
    return KpiItem(
        id=new_id(),
        code="k",
        name="k",
        unit="件",
        decimals=0,
        direction=direction,
        baseline=Value(fiscal_year=2023, value=start),
        target=Value(fiscal_year=2028, value=end),
        readings=readings,
    )


@given(ways, figures, figures, figures, figures, days)
def test_a_better_value_is_never_graded_worse(
    direction: Direction, start: Decimal, end: Decimal, value: Decimal, gain: Decimal, on: date
) -> None:
    better = value + abs(gain) * (1 if direction is Direction.INCREASE else -1)

    worse_grade = grade_kpi(kpi(direction, start, end, reading(value, on)), on)
    better_grade = grade_kpi(kpi(direction, start, end, reading(better, on)), on)

    assert RANK[better_grade] >= RANK[worse_grade]


@given(ways, figures, figures, days)
def test_a_value_on_the_way_is_on_course(
    direction: Direction, start: Decimal, end: Decimal, on: date
) -> None:
    way = kpi(direction, start, end)

    on_the_way = replace(way, readings=(reading(expected_value(way, on) or Decimal(0), on),))

    assert grade_kpi(on_the_way, on) is Grade.ON_COURSE


@given(figures, figures, days)
def test_the_way_stays_between_its_ends(start: Decimal, end: Decimal, on: date) -> None:
    expected = expected_value(kpi(Direction.INCREASE, start, end), on)

    assert expected is not None
    assert min(start, end) <= expected <= max(start, end)


@given(figures, figures, st.sampled_from([2025, 2026, 2027]), figures)
def test_the_way_goes_through_every_target(start: Decimal, end: Decimal, year: int, stop: Decimal) -> None:
    way = replace(kpi(Direction.INCREASE, start, end), intermediate=(Value(fiscal_year=year, value=stop),))

    assert [expected_value(way, day) for day, _ in path_points(way)] == [start, stop, end]


@given(ways, figures, figures, days)
def test_raising_and_lowering_mirror_each_other(
    direction: Direction, value: Decimal, end: Decimal, on: date
) -> None:
    other = Direction.DECREASE if direction is Direction.INCREASE else Direction.INCREASE

    here = grade_kpi(kpi(direction, Decimal(10), end, reading(value, on)), on)
    mirrored = grade_kpi(kpi(other, Decimal(-10), -end, reading(-value, on)), on)

    assert here is mirrored


@given(ways, figures, figures, figures, st.integers(STALE_AFTER_DAYS + 1, 4000))
def test_a_stale_reading_says_nothing(
    direction: Direction, start: Decimal, end: Decimal, value: Decimal, age: int
) -> None:
    on = date(2028, 4, 1)

    old = reading(value, on - timedelta(days=age))

    assert grade_kpi(kpi(direction, start, end, old), on) is Grade.CANNOT_JUDGE


@given(ways, figures, days)
def test_without_a_reading_nothing_can_be_judged(direction: Direction, end: Decimal, on: date) -> None:
    assert grade_kpi(kpi(direction, Decimal(0), end), on) is Grade.CANNOT_JUDGE


@given(figures, days)
def test_an_unknown_baseline_is_not_taken_for_zero(end: Decimal, on: date) -> None:
    running = kpi(Direction.INCREASE, None, end, reading(end, min(on, date(2029, 3, 30))))

    assert grade_kpi(running, min(on, date(2029, 3, 30))) is Grade.CANNOT_JUDGE


@given(figures, figures, days)
def test_a_level_to_be_kept_is_kept_or_not(level: Decimal, value: Decimal, on: date) -> None:
    grade = grade_kpi(kpi(Direction.KEEP, level, level, reading(value, on)), on)

    assert grade is (Grade.ON_COURSE if value == level else Grade.BEHIND)


@given(ways, figures, figures, figures, days)
def test_a_reading_of_tomorrow_does_not_count_today(
    direction: Direction, start: Decimal, end: Decimal, value: Decimal, on: date
) -> None:
    tomorrow = kpi(direction, start, end, reading(value, on + timedelta(days=1)))

    assert grade_kpi(tomorrow, on) is Grade.CANNOT_JUDGE


@given(st.lists(st.sampled_from(Grade)), st.lists(st.sampled_from(ActionState)))
def test_one_thing_behind_puts_the_initiative_behind(grades: list[Grade], states: list[ActionState]) -> None:
    assert grade_initiative([*grades, Grade.BEHIND], states) is Grade.BEHIND
    assert grade_initiative(grades, [*states, ActionState.LATE]) is Grade.BEHIND


@given(st.lists(st.just(Grade.CANNOT_JUDGE)))
def test_nothing_known_is_not_good_news(grades: list[Grade]) -> None:
    assert grade_initiative(grades, []) is Grade.CANNOT_JUDGE


@given(st.lists(st.sampled_from(Grade), min_size=1), st.lists(st.sampled_from(ActionState)))
def test_ahead_only_when_every_figure_is(grades: list[Grade], states: list[ActionState]) -> None:
    judged = {grade for grade in grades if grade is not Grade.CANNOT_JUDGE}

    is_ahead = grade_initiative(grades, states) is Grade.AHEAD

    assert not is_ahead or judged == {Grade.AHEAD}


@given(st.integers(2024, 2035), st.sets(st.integers(2023, 2030)))
def test_what_is_due_is_a_year_that_has_ended_without_a_reading(year: int, read: set[int]) -> None:
    readings = tuple(reading(Decimal(1), fiscal_year_end(one)) for one in sorted(read))

    due = readings_due(kpi(Direction.INCREASE, Decimal(0), Decimal(9), *readings), date(year, 6, 1))

    expected = min(year - 1, 2028)
    assert due == (None if expected in read or expected < 2024 else expected)
