"""How new facts get their position: what the databases do for it, which no small test would notice by its time."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.measures import interface as measures
from shirube.measures.commands import batches
from shirube.measures.models import Fact, Stream
from tests.measures.facts import SOURCE, YESTERDAY, Book, case
from tests.measures.measures import rolled


@pytest.fixture
def book(in_city, registry) -> Book:
    return Book(
        in_city.pk,
        registry.register(rolled("test.cases", measures.Kind.COUNT, measures.Rolled(facts=SOURCE))),
    )


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a small table is read whole by PostgreSQL")
def test_earlier_facts_of_a_key_are_found_by_the_index_of_keys(book):
    book.record(*(case(str(number), YESTERDAY) for number in range(120)))
    with CaptureQueriesContext(connection) as seen:
        book.roll_up()
    (asked,) = [one["sql"] for one in seen.captured_queries if '"key" IN (' in one["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.replace('%', '%%')}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "USING INDEX measures_fact_key" in plan


def test_a_flood_is_met_in_several_batches_and_counted_once(book, monkeypatch):
    monkeypatch.setattr(batches, "_AT_ONCE", 3)
    book.record(*(case(str(number), YESTERDAY) for number in range(8)))
    book.roll_up()
    assert Stream.objects.get().last_batch == 3
    assert not Fact.objects.filter(batch__isnull=True).exists()
    assert book.value() == 8
