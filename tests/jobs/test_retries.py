"""How long a failed job waits, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.jobs.domain.retries import RetryRule

RULE = RetryRule(attempts=3, first_wait=timedelta(seconds=30), longest_wait=timedelta(minutes=5))


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 300), (500, 300)])
def test_waits_double_up_to_the_longest(attempt, seconds):
    assert RULE.wait_after(attempt) == timedelta(seconds=seconds)


@given(st.integers(1, 1000), st.floats(0, 1))
def test_jobs_that_failed_together_come_back_at_most_a_tenth_apart(attempt, spread):
    wait = RULE.wait_after(attempt)
    assert wait <= RULE.wait_after(attempt, spread=spread) <= wait * 1.1 + timedelta(microseconds=1)


@pytest.mark.parametrize(("attempt", "is_over"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_job_is_given_up_after_its_attempts(attempt, is_over):
    assert RULE.is_over(attempt=attempt, error=RuntimeError()) is is_over


def test_an_error_that_trying_again_cannot_cure_is_final_at_once():
    rule = RetryRule(give_up_on=(LookupError,))
    assert rule.is_over(attempt=1, error=KeyError())
    assert not rule.is_over(attempt=1, error=OSError())
    assert not rule.is_over(attempt=1, error=None)
