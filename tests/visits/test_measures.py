"""The counter's measures, worked out by hand from a morning of three visits."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from shirube.measures import interface as measures
from shirube.visits.models import Visit
from tests.visits.counters import MORNING, Counter

# Waited 4, 9 and 19 minutes; took 5, 10 and 3 minutes.
EXPECTED = {
    "visits.waiting_median": 9,
    "visits.waiting_p90": 19,
    "visits.service_median": 5,
    "visits.service_p90": 10,
}


@pytest.fixture
def morning(counter: Counter) -> Counter:
    """Three take numbers at the opening; one desk opens four minutes later."""
    for _ in range(3):
        counter.take()
    counter.later(4).open(0)
    for minutes in (5, 10, 3):
        counter.serve(minutes=minutes)
    return counter


def value_of(counter: Counter, code: str) -> Decimal | None:
    day = MORNING.date()
    return measures.compute_measure(municipality_id=counter.city.pk, measure=code, on=day).value


@pytest.mark.parametrize("code", EXPECTED)
def test_times_are_those_of_the_clock(morning: Counter, code: str) -> None:
    assert value_of(morning, code) == EXPECTED[code]


@pytest.mark.parametrize("code", [*EXPECTED, "visits.reserved_share", "visits.one_stop_share"])
def test_where_nobody_came_nothing_is_measured(counter: Counter, code: str) -> None:
    assert value_of(counter, code) is None


def test_one_of_four_came_with_a_reservation(morning: Counter) -> None:
    morning.arrive(morning.expect(uuid4(), minutes=0, name="山田 花子"))

    assert value_of(morning, "visits.reserved_share") == 25


def test_who_does_two_things_at_one_visit_is_counted_as_one_stop(morning: Counter) -> None:
    morning.take(morning.certificates, morning.moving)
    morning.open(1).serve(1)
    morning.serve(1)

    assert Visit.objects.filter(state="done").count() == 4
    assert value_of(morning, "visits.one_stop_share") == 25


def test_a_visit_of_another_month_is_not_counted(morning: Counter) -> None:
    later = MORNING.date().replace(month=MORNING.month % 12 + 1, year=MORNING.year + MORNING.month // 12)

    found = measures.compute_measure(
        municipality_id=morning.city.pk, measure="visits.waiting_median", on=later
    )

    assert found.value is None
