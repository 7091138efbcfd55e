"""A measure that takes too long or raises costs only itself its value."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import monotonic

import pytest
from django.db import connection

from shirube.measures import interface as measures
from shirube.measures.commands import snapshots
from shirube.measures.commands.deadline import TooSlowError, deadline
from shirube.measures.queries.snapshots import list_failures
from tests.measures.measures import standing

DAY, NOW = date(2026, 4, 1), datetime(2026, 4, 1, 17, 30, tzinfo=UTC)
_COUNT = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT max(i) FROM n"
)


def _count_for_ever(*_):
    with connection.cursor() as cursor:
        cursor.execute(_COUNT if connection.vendor == "sqlite" else "SELECT pg_sleep(30)")


@pytest.mark.django_db
def test_a_query_is_interrupted_and_the_connection_goes_on():
    started = monotonic()
    with pytest.raises(TooSlowError), deadline(0.05):
        _count_for_ever()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert monotonic() - started < 2


def test_one_that_takes_too_long_is_told_on_its_page_and_the_others_are_taken(
    in_city, registry, declare, monkeypatch
):
    monkeypatch.setattr(snapshots, "SECONDS_TO_COMPUTE", 0.05)
    registry.register(standing("test.slow", _count_for_ever))
    declare("test.broken", ZeroDivisionError())
    declare("test.share")
    taken = measures.take_snapshots(municipality_id=in_city.pk, on=DAY, now=NOW, actor="system")
    assert (taken.taken, set(taken.failed)) == (("test.share",), {"test.slow", "test.broken"})
    failures = list_failures(municipality_id=in_city.pk)
    assert {code: failure.kind for code, failure in failures.items()} == {
        "test.slow": "too_slow",
        "test.broken": "raised",
    }


def test_who_can_be_taken_again_is_no_failure_any_more(in_city, declare):
    broken = declare("test.broken", ZeroDivisionError())
    measures.take_snapshots(municipality_id=in_city.pk, on=DAY, now=NOW, actor="system")
    broken.answer = measures.share(part=1, whole=2, source="台帳")
    measures.take_snapshots(municipality_id=in_city.pk, on=DAY, now=NOW, actor="system")
    assert list_failures(municipality_id=in_city.pk) == {}


def test_a_formula_says_why_a_failed_measure_has_no_value(in_city, declare):
    declare("test.broken", ZeroDivisionError())
    measures.take_snapshots(municipality_id=in_city.pk, on=DAY, now=NOW, actor="system")
    valued = measures.value_formula(
        municipality_id=in_city.pk, formula="test.broken * 2", since=DAY, until=DAY
    )
    assert "計算が終わらなかった" in valued.on(DAY).reason
