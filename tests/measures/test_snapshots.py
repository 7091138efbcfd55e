"""Measures of a city, kept day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.measures.models import Snapshot
from tests.measures.measures import of

NOW = datetime(2026, 4, 1, 17, 30, tzinfo=UTC)
DAY = date(2026, 4, 1)


def take(city, on=DAY):
    return measures.take_snapshots(municipality_id=city.pk, on=on, now=NOW, actor=audit.SYSTEM)


def latest(city, code="plans.share", until=None):
    return measures.find_latest(municipality_id=city.pk, measure=code, until=until)


def test_a_snapshot_keeps_the_value_with_all_it_was_made_from(in_city, declare):
    declare("plans.share")
    assert take(in_city).taken == ("plans.share",)
    kept = latest(in_city)
    assert (kept.value, kept.numerator, kept.denominator) == (75, 3, 4)
    assert (kept.unit, kept.source, kept.computed_at) == ("%", "試験の台帳", NOW)
    assert kept.formula == "オンラインでできる手続 ÷ すべての手続"


def test_what_was_not_measured_is_kept_as_nothing_and_never_as_zero(in_city, declare):
    declare("plans.share", measures.not_measured(source="まだ台帳がありません"))
    take(in_city)
    (point,) = measures.get_series(municipality_id=in_city.pk, measure="plans.share")
    assert point.value is None
    assert latest(in_city) is None


def test_a_share_of_nothing_is_not_measured():
    assert measures.share(part=0, whole=0, source="台帳").value is None


def test_a_day_is_measured_once(in_city, declare):
    measure = declare("plans.share")
    take(in_city)
    measure.answer = of("80")
    assert take(in_city).present == ("plans.share",)
    assert latest(in_city).value == 75
    assert measure.asked == 1


def test_one_failing_measure_leaves_the_others_their_snapshot(in_city, declare, caplog):
    declare("plans.broken", ZeroDivisionError())
    declare("plans.share")
    outcome = take(in_city)
    assert (outcome.taken, outcome.failed) == (("plans.share",), ("plans.broken",))
    assert [record.measure for record in caplog.records] == ["plans.broken"]


def test_a_measure_that_failed_is_taken_when_the_day_is_run_again(in_city, declare):
    broken = declare("plans.broken", ZeroDivisionError())
    take(in_city)
    broken.answer = of("12.5")
    assert take(in_city).taken == ("plans.broken",)
    assert latest(in_city, "plans.broken").value == Decimal("12.5")


def test_the_series_begins_where_it_is_asked_to(in_city, declare):
    declare("plans.share")
    for_days = [date(2026, 4, day) for day in (1, 2, 3)]
    assert [take(in_city, day).taken for day in for_days] == [("plans.share",)] * 3
    series = measures.get_series(municipality_id=in_city.pk, measure="plans.share", since=for_days[1])
    assert [point.on for point in series] == for_days[1:]
    assert latest(in_city, until=for_days[1]).on == for_days[1]


def test_another_city_has_its_own_figures(in_city, other_city, declare):
    declare("plans.share")
    take(other_city)
    assert latest(in_city) is None
    with municipality_scope(other_city.pk):
        assert latest(other_city).value == 75


def test_only_the_first_rows_behind_a_number_are_kept_with_their_count(in_city, declare):
    rows = [f"plans.action:{number}" for number in range(600)]
    declare("plans.share", measures.share(part=1, whole=600, source="台帳", rows=rows))
    take(in_city)
    kept = latest(in_city)
    assert (kept.rows_total, len(kept.rows), kept.rows[0]) == (600, 500, "plans.action:0")


def test_taking_snapshots_is_in_the_audit_chain_once(in_city, declare):
    declare("plans.share")
    take(in_city)
    take(in_city)
    entries = audit.list_entries(municipality_id=in_city.pk)
    assert [(e.action, e.subject) for e in entries] == [
        ("measures.snapshots_taken", "measures.day:2026-04-01")
    ]


def test_whoever_listens_hears_of_each_snapshot(
    in_city, declare, monkeypatch, django_capture_on_commit_callbacks
):
    declare("plans.share")
    heard: list[object] = []
    monkeypatch.setitem(events._receivers, measures.SnapshotTaken, [heard.append])
    with django_capture_on_commit_callbacks(execute=True):
        take(in_city)
    assert [(event.measure, event.on, event.value) for event in heard] == [("plans.share", DAY, 75)]


def test_the_database_refuses_a_second_snapshot_of_a_day(in_city, declare):
    declare("plans.share")
    take(in_city)
    twin = Snapshot.objects.get()
    twin.pk, twin._state.adding = None, True
    with pytest.raises(Exception, match=r"(?i)unique"):
        twin.save(force_insert=True)


def test_a_measure_that_nobody_declared_is_said_to_be_unknown(in_city, declare):
    declare("plans.share")
    with pytest.raises(measures.MeasureNotFoundError):
        measures.compute_measure(municipality_id=in_city.pk, measure="plans.shaer", on=DAY)
    assert measures.find_measure("plans.shaer") is None


def test_measures_are_listed_by_code_with_unit_and_formula(declare):
    declare("plans.share")
    declare("accounts.share")
    assert [measure.code for measure in measures.list_measures()] == ["accounts.share", "plans.share"]
    assert measures.find_measure("plans.share").unit == "%"
