"""Facts are rolled up from new ones only, and what is counted anew comes to the same."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.measures.commands import rolling
from shirube.measures.models import Bucket, Correction, Fact, Progress, Stream, YearFigure
from tests.measures.facts import NOW, SOURCE, YESTERDAY, Book, case
from tests.measures.measures import rolled

MARCH, APRIL, MAY = date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 10)
MEDIAN = measures.Rolled(facts=SOURCE, number="days", dimensions=("channel",))
SHARE = measures.Rolled(facts=SOURCE, part=lambda one: one["channel"] == "online", dimensions=("channel",))


@pytest.fixture
def book(in_city, registry) -> Book:
    """A share of cases that came online."""
    measure = rolled("test.share", measures.Kind.RATIO, SHARE, unit="%")
    return Book(in_city.pk, registry.register(measure))


@pytest.fixture
def median(in_city, registry) -> Book:
    measure = rolled("test.median", measures.Kind.MEDIAN, MEDIAN, unit="日")
    return Book(in_city.pk, registry.register(measure))


def bucket(period: str, begins_on: date, label: str = "") -> tuple[int, int]:
    row = Bucket.objects.get(period=period, begins_on=begins_on, label=label)
    return row.n, row.part


def test_facts_are_counted_by_day_month_and_fiscal_year(book):
    book.record(case("1", MARCH), case("2", APRIL), case("3", MAY, "paper"))
    book.roll_up()
    assert bucket("day", APRIL) == bucket("month", APRIL) == (1, 1)
    assert bucket("year", APRIL) == (2, 1)
    assert bucket("year", date(2025, 4, 1)) == (1, 1)
    assert bucket("year", APRIL, "paper") == (1, 0)
    assert (book.value(MARCH), book.value()) == (100, 50)


def test_what_was_rolled_up_is_not_read_again(book):
    book.record(*(case(str(number), MAY) for number in range(40)))
    book.roll_up()
    book.record(case("new", MAY, "paper"))
    added = rolling.Stretch(book.municipality_id, SOURCE.identifier, after=1, upto=2).added
    book.roll_up()
    assert list(added.values_list("key", flat=True)) == ["new"]
    assert bucket("day", MAY) == (41, 40)


def test_rolling_up_twice_changes_nothing(book):
    book.record(case("1", MAY))
    assert (book.roll_up() > 0, book.roll_up()) == (True, 0)
    assert bucket("day", MAY) == (1, 1)


def test_killed_in_the_middle_nothing_has_happened_and_the_next_run_makes_it_whole(book, monkeypatch):
    book.record(case("1", MAY))
    with monkeypatch.context() as killed:
        killed.setattr(rolling, "_insert", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            book.roll_up()
    assert not Bucket.objects.exists()
    book.roll_up()
    assert bucket("day", MAY) == (1, 1)


def test_a_fact_that_was_written_early_and_committed_late_is_not_lost(book):
    late = Fact(
        municipality_id=book.municipality_id, source=SOURCE.identifier, key="late", on=MAY,
        content='{"channel":"online","days":3}', recorded_at=NOW,
    )  # fmt: skip
    book.record(case("1", MAY))
    book.roll_up()
    # What a mark of "the highest id so far" would have seen of it: nothing, ever.
    assert late.pk < Fact.objects.get().pk
    late.save(force_insert=True)
    book.roll_up()
    assert bucket("day", MAY) == (2, 2)


def test_a_later_fact_of_the_same_key_replaces_the_earlier_one(book):
    book.record(case("1", MAY), case("2", MAY))
    book.roll_up()
    book.record(case("1", APRIL, "paper"))
    book.roll_up()
    assert (bucket("day", MAY), bucket("day", APRIL), bucket("year", APRIL)) == ((1, 1), (1, 0), (2, 1))


def test_of_two_facts_of_a_key_the_later_one_stands_in_whatever_order_they_are_met(book):
    early = book.clock
    book.record(case("1", MAY, "paper"))
    book.roll_up()
    book.clock = early - timedelta(days=1)
    book.record(case("1", APRIL, "online"))
    book.roll_up()
    assert (book.value(), bucket("day", MAY)) == (0, (1, 0))
    assert not Bucket.objects.filter(period="day", begins_on=APRIL).exists()


def test_what_never_happened_is_taken_out_again(book):
    book.record(case("1", MAY), case("2", MAY))
    book.roll_up()
    book.record(case("1", MAY, is_withdrawn=True))
    book.roll_up()
    assert bucket("day", MAY) == (1, 1)


def test_a_late_fact_reopens_the_buckets_concerned_and_no_others(book):
    book.record(case("1", MARCH), case("2", APRIL), case("3", MAY))
    book.roll_up()
    book.record(case("4", MARCH, "paper", reason="台帳との突合せ"))
    book.roll_up()
    year = date(2025, 4, 1)
    assert book.corrections == [
        ("day", MARCH, 100, 50, "台帳との突合せ"),
        ("month", date(2026, 3, 1), 100, 50, "台帳との突合せ"),
        ("year", year, 100, 50, "台帳との突合せ"),
    ]


def test_what_moves_from_one_day_to_another_is_traced_on_both(book):
    book.record(case("1", APRIL), case("2", APRIL, "paper"), case("3", MAY, "paper"))
    book.roll_up()
    book.record(case("1", MAY))
    book.roll_up()
    days = [(on, was, became, why) for period, on, was, became, why in book.corrections if period == "day"]
    assert days == [(APRIL, 50, 0, "記録の訂正"), (MAY, 0, 50, "あとから届いた記録")]


def test_today_may_change_without_a_word(book):
    today = YESTERDAY + timedelta(days=1)
    book.record(case("1", today))
    book.roll_up()
    book.record(case("2", today, "paper"))
    book.roll_up()
    assert not Correction.objects.filter(begins_on=today).exists()


def test_a_kept_value_is_shown_anew_when_a_day_in_its_window_changes(book):
    book.record(case("1", APRIL), case("2", MAY))
    for day in (APRIL, MAY, YESTERDAY):
        measures.take_snapshots(municipality_id=book.municipality_id, on=day, now=NOW, actor="system")
    book.record(case("3", MAY, "paper"))
    measures.take_snapshots(municipality_id=book.municipality_id, on=YESTERDAY, now=NOW, actor="system")
    shown = measures.get_series(municipality_id=book.municipality_id, measure="test.share")
    assert [(one.value.quantize(Decimal(1)), bool(one.corrected_at)) for one in shown] == [
        (100, False), (67, True), (67, True),
    ]  # fmt: skip
    assert [was for period, _on, was, _became, _why in book.corrections if not period] == [100, 100]
    # What the other municipalities are shown is the corrected value too.
    assert round(YearFigure.objects.get().value) == 67


def test_a_median_is_exact_and_can_be_corrected(median):
    median.record(*(case(str(days), MAY, days=days) for days in (1, 2, 3, 8, 20)))
    median.roll_up()
    assert median.value() == 3
    median.record(case("3", MAY, days=9))
    median.roll_up()
    assert median.value() == 8


def test_before_the_first_fact_nothing_is_measured_and_afterwards_nothing_is_zero(in_city, registry):
    count = rolled("test.count", measures.Kind.COUNT, measures.Rolled(facts=SOURCE))
    book = Book(in_city.pk, registry.register(count))
    assert book.value() is None
    book.record(case("1", MARCH))
    book.roll_up()
    assert (book.value(MARCH - timedelta(days=1)), book.value()) == (None, 0)


def test_history_is_told_once_and_gives_way_to_what_is_recorded(in_city, registry):
    remembered = [case("1", MAY, "paper"), case("2", MAY, "paper")]
    source = measures.FactSource(identifier=SOURCE.identifier, history=lambda _city: iter(remembered))
    how = measures.Rolled(facts=source, part=SHARE.part)
    book = Book(in_city.pk, registry.register(rolled("test.share", measures.Kind.RATIO, how)))
    book.record(case("1", MAY, "online"))
    for day in (YESTERDAY, YESTERDAY + timedelta(days=1)):
        measures.take_snapshots(municipality_id=in_city.pk, on=day, now=NOW, actor="system")
    assert (book.value(), Fact.objects.count()) == (50, 3)


def test_another_way_of_counting_is_built_anew_and_traced(book, registry, monkeypatch):
    book.record(case("1", MAY), case("2", MAY, "paper"))
    book.roll_up()
    how = measures.Rolled(facts=SOURCE, part=lambda _one: True, edition=2)
    book.measure = rolled("test.share", measures.Kind.RATIO, how)
    book.roll_up()
    assert bucket("day", MAY) == (2, 2)
    assert ("day", MAY, 50, 100, "数え直し") in book.corrections


def test_another_city_is_not_counted(book, other_city):
    book.record(case("1", MAY))
    with municipality_scope(other_city.pk):
        other = Book(other_city.pk, book.measure)
        other.record(case("1", MAY, "paper"))
        other.roll_up()
        assert other.value() == 0
    book.roll_up()
    assert book.value() == 100


def test_facts_without_a_key_replace_nothing(book):
    book.record(case("", MAY), case("", MAY))
    book.roll_up()
    assert bucket("day", MAY) == (2, 2)


def test_a_label_can_be_asked_for(book):
    book.record(case("1", MAY), case("2", MAY, "paper"))
    book.roll_up()
    valued = measures.value_formula(
        municipality_id=book.municipality_id,
        formula="test.share[channel=paper] + 1",
        since=MAY,
        until=YESTERDAY,
    )
    assert valued.on(YESTERDAY).value == 1
    asked_in_vain = measures.value_formula(
        municipality_id=book.municipality_id, formula="test.share[moon=full]", since=MAY, until=YESTERDAY
    )
    assert "分けて数えていません" in asked_in_vain.on(YESTERDAY).reason


def test_the_cost_follows_the_new_facts_and_not_the_history(book):
    book.record(*(case(str(number), MAY) for number in range(20)))
    book.roll_up()
    costs = [_queries(book, case("new", MAY)), _queries(book, *(case(f"n{one}", MAY) for one in range(30)))]
    assert costs[0] == costs[1]


def _queries(book: Book, *facts: measures.NewFact) -> int:
    book.record(*facts)
    with CaptureQueriesContext(connection) as seen:
        book.roll_up()
    return len(seen)


def test_counting_anew_leaves_alone_what_stands_as_it_should(median):
    median.record(*(case(str(number), MAY, days=number) for number in range(9)))
    median.roll_up()
    with CaptureQueriesContext(connection) as seen:
        median.rebuild()
    assert not [query for query in seen.captured_queries if _writes_buckets(query["sql"])]


def _writes_buckets(sql: str) -> bool:
    return Bucket._meta.db_table in sql and not sql.startswith(("SELECT", "DECLARE"))


def test_counting_anew_puts_right_what_stands_wrong(median):
    median.record(case("1", MAY), case("2", APRIL, "paper"))
    median.roll_up()
    rolled_up = median.buckets
    rows = Bucket.objects.filter(period="day", label="")
    rows.filter(begins_on=MAY).update(n=7, counted={"99": 7})
    rows.filter(begins_on=APRIL).update(begins_on=MARCH)
    median.rebuild()
    assert median.buckets == rolled_up
    assert not rows.filter(begins_on=MARCH).exists()
    assert {(on, why) for period, on, *_, why in median.corrections if period == "day"} == {
        (day, "数え直し") for day in (MARCH, APRIL, MAY)
    }


_WRITTEN = st.tuples(
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from([MARCH, APRIL, MAY, YESTERDAY]),
    st.sampled_from(["online", "paper"]),
    st.integers(0, 4),
    st.booleans(),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(st.one_of(st.none(), _WRITTEN), max_size=14))
def test_counting_anew_gives_the_same_whatever_happened(median, story):
    """A story is facts, corrections, withdrawals, and roll-ups in between."""
    for table in (Fact, Bucket, Correction, Progress, Stream):
        table.objects.all().delete()
    for event in story:
        median.roll_up() if event is None else _write(median, *event)
    median.roll_up()
    rolled_up = median.buckets
    before = Correction.objects.count()
    median.rebuild()
    assert median.buckets == rolled_up
    assert Correction.objects.count() == before


def _write(book: Book, key: str, on: date, channel: str, days: int, gone: bool) -> None:
    book.record(case(key, on, channel, days, is_withdrawn=gone and bool(key)))
