"""Two at the same moment: who counts while somebody writes, and who counts while another counts."""

from __future__ import annotations

from functools import partial
from threading import Event
from uuid import UUID

import pytest
from django.db import connection, transaction

from shirube.measures import interface as measures
from shirube.measures.commands import rolling
from shirube.measures.models import Bucket, Fact
from tests.measures.facts import NOW, SOURCE, YESTERDAY, Book, case
from tests.measures.measures import rolled
from tests.plans.race import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def book(in_city, registry) -> Book:
    count = rolled("test.count", measures.Kind.COUNT, measures.Rolled(facts=SOURCE))
    return Book(in_city.pk, registry.register(count))


def _write_slowly(book: Book, written: Event, counted: Event) -> None:
    with transaction.atomic():
        measures.record_facts(
            municipality_id=book.municipality_id, source=SOURCE, facts=[case("slow", YESTERDAY)], now=NOW
        )
        written.set()
        counted.wait(5)


def _count_meanwhile(book: Book, written: Event, counted: Event) -> UUID:
    written.wait(5)
    book.record(case("quick", YESTERDAY))
    book.roll_up()
    highest = max(Fact.objects.values_list("pk", flat=True))
    counted.set()
    return highest


def test_a_row_that_is_committed_behind_the_count_is_met_by_the_next_one(book):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    written, counted = Event(), Event()
    results = together(
        book.municipality_id,
        partial(_write_slowly, book, written, counted),
        partial(_count_meanwhile, book, written, counted),
    )
    # Without the batches: a mark at the highest id that was seen leaves the slow row behind it for ever.
    assert not Fact.objects.filter(pk__gt=results[1]).exists()
    assert Fact.objects.filter(batch__isnull=True).count() == 1
    book.roll_up()
    assert book.value() == 2


def test_of_two_who_count_at_once_one_counts(book, monkeypatch):
    book.record(case("1", YESTERDAY))
    measures.gather_facts(municipality_id=book.municipality_id, source=SOURCE)
    meeting, really = Meeting(2), rolling._move
    monkeypatch.setattr(rolling, "_move", lambda *facts, **more: (meeting.wait(), really(*facts, **more))[1])

    together(book.municipality_id, *[book.roll_up] * 2)

    assert Bucket.objects.get(period="day").n == 1


def test_two_who_gather_at_once_put_each_fact_into_one_batch(book):
    book.record(*(case(str(number), YESTERDAY) for number in range(30)))

    together(book.municipality_id, *[book.roll_up] * 2)
    book.roll_up()

    assert not Fact.objects.filter(batch__isnull=True).exists()
    assert book.value() == 30
