"""A bucket of tries that fills again by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shirube.kernel.pace import Pace

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_so_many_at_once_and_then_one_by_one() -> None:
    pace = Pace(burst=2)

    assert [pace.allows("a", per_minute=1, now=NOW) for _ in range(3)] == [True, True, False]
    assert pace.allows("a", per_minute=1, now=NOW + timedelta(minutes=1))
    assert not pace.allows("a", per_minute=1, now=NOW + timedelta(minutes=1))


def test_a_bucket_is_never_more_than_full() -> None:
    pace = Pace(burst=1)
    pace.allows("a", per_minute=1, now=NOW)
    later = NOW + timedelta(days=1)

    assert [pace.allows("a", per_minute=1, now=later) for _ in range(2)] == [True, False]


def test_each_place_has_its_own() -> None:
    pace = Pace(burst=1)

    assert [pace.allows(place, per_minute=1, now=NOW) for place in ("a", "b", "a")] == [True, True, False]


def test_without_a_limit_everybody_passes() -> None:
    pace = Pace(burst=1)

    assert all(pace.allows("a", per_minute=0, now=NOW) for _ in range(3))
