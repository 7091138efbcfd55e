from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shirube.ui.charts.scale import Years, nice_scale, years_of

values = st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2060, 12, 31))


@given(st.lists(values, min_size=1, max_size=30), st.integers(min_value=0, max_value=2))
def test_a_scale_holds_every_value_with_few_round_marks(figures: list[Decimal], decimals: int) -> None:
    scale = nice_scale(figures, decimals)

    assert scale.low <= min(figures)
    assert max(figures) <= scale.high
    assert 2 <= len(scale.ticks) <= 8
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high


def marks(*figures: int) -> list[int]:
    return [int(mark) for mark in nice_scale([Decimal(figure) for figure in figures], 0).ticks]


def test_shares_start_at_zero() -> None:
    assert marks(12, 50) == [0, 10, 20, 30, 40, 50]


def test_figures_close_together_do_not_start_at_zero() -> None:
    scale = nice_scale([Decimal(780464), Decimal(798000)], 0)

    assert not scale.starts_at_zero
    assert scale.low == 780000


def test_counts_have_no_mark_between_whole_numbers() -> None:
    assert marks(0, 0) == [0, 1]
    assert marks(0, 3) == [0, 1, 2, 3]


def test_a_lonely_value_is_seen_from_zero() -> None:
    assert nice_scale([Decimal(20)], 0).low == 0


@given(st.lists(days, min_size=1, max_size=10))
def test_every_day_lies_on_the_time_axis(moments: list[date]) -> None:
    years = years_of(moments)

    assert years.count >= 2
    assert all(0 <= years.position(day) <= 1 for day in moments)


def test_the_fiscal_year_begins_in_april() -> None:
    years = Years(2026, 2027)

    assert years.position(date(2026, 4, 1)) == 0
    assert years.position(date(2027, 4, 1)) == 365 / 731  # 2028 is a leap year
    assert years.position(date(2028, 3, 31)) < 1
