"""When scheduled work was last due."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.jobs import interface as jobs
from shirube.kernel.clock import JAPAN

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(JAPAN))  # noqa: DTZ001 — hypothesis adds the zone.
EVERY_KIND = st.sampled_from(
    [jobs.Hourly(15), jobs.Daily(2, 30), jobs.Weekly(0, 9), jobs.Monthly(1, 0), jobs.Monthly(28, 23, 59)]
)


@pytest.mark.parametrize(
    ("when", "moment", "due"),
    [
        (jobs.Hourly(15), "2026-04-01T09:15", "2026-04-01T09:15"),
        (jobs.Hourly(15), "2026-04-01T00:14", "2026-03-31T23:15"),
        (jobs.Daily(2, 30), "2026-04-01T02:29", "2026-03-31T02:30"),
        (jobs.Weekly(0, 9), "2026-04-01T12:00", "2026-03-30T09:00"),
        (jobs.Weekly(2, 9), "2026-04-01T08:59", "2026-03-25T09:00"),
        (jobs.Monthly(1, 0), "2026-04-01T00:00", "2026-04-01T00:00"),
        (jobs.Monthly(28, 6), "2026-03-01T12:00", "2026-02-28T06:00"),
        (jobs.Monthly(5, 6), "2026-01-03T12:00", "2025-12-05T06:00"),
    ],
)
def test_work_was_last_due(when, moment, due):
    written = datetime.fromisoformat(moment).replace(tzinfo=JAPAN)
    assert when.latest(written) == datetime.fromisoformat(due).replace(tzinfo=JAPAN)


@given(EVERY_KIND, MOMENTS)
def test_the_last_time_is_never_in_the_future_and_stays_the_last_until_the_next(when, moment):
    due = when.latest(moment)
    assert due <= moment
    assert when.latest(due) == due
    assert when.latest(due - timedelta(microseconds=1)) < due


def test_a_day_that_not_every_month_has_cannot_be_chosen():
    with pytest.raises(ValueError, match="1 to 28"):
        jobs.Monthly(31, 9)
