"""Readings that appear by themselves, and the people who look at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.kernel.clock import JAPAN
from shirube.measures import interface as measures
from shirube.organizations.models import Municipality, Section
from shirube.plans import interface as plans
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.commands.measuring import AlreadyConfirmedError, confirm_reading, read_all_kpis
from shirube.plans.models import Kpi, Plan, Reading
from tests.conftest import CityClient
from tests.measures.measures import Answer, standing
from tests.plans.conftest import NOW

CODE = "test.share"
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 19)


class Measured:
    """A measure that says what the test wants, and the KPI bound to it."""

    def __init__(self, city: Municipality, kpi: Kpi, answer: Answer) -> None:
        self.city, self.kpi, self.answer = city, kpi, answer
        Kpi.objects.filter(pk=kpi.pk).update(measure=CODE)

    def take(self, value: str | None, on: date) -> None:
        number = None if value is None else Decimal(value)
        self.answer.answer = measures.Computed(value=number, source="台帳", reason="台帳がまだ空です。")
        now = datetime.combine(on + timedelta(days=1), datetime.min.time(), JAPAN) + timedelta(hours=2)
        measures.take_snapshots(municipality_id=self.city.pk, on=on, now=now, actor="system")

    def read(self) -> list[tuple[date, Decimal]]:
        read_all_kpis(municipality_id=self.city.pk, until=NOW.date(), now=NOW)
        rows = Reading.objects.filter(kpi=self.kpi, replaced_at__isnull=True)
        return [(row.measured_on, row.value) for row in rows]

    def reading(self, on: date) -> Reading:
        return Reading.objects.get(kpi=self.kpi, measured_on=on, replaced_at__isnull=True)


@pytest.fixture
def measured(in_city: Municipality, kpi: Kpi, monkeypatch: pytest.MonkeyPatch) -> Measured:
    answer = Answer()
    monkeypatch.setattr(measures.measures, "_entries", {CODE: standing(CODE, answer)})
    return Measured(in_city, kpi, answer)


def test_each_month_has_one_reading_and_the_month_that_runs_is_renewed(measured: Measured) -> None:
    for value, on in (("40", date(2026, 9, 12)), ("41", SEPTEMBER), ("42", date(2026, 11, 5))):
        measured.take(value, on)
    assert measured.read() == [(SEPTEMBER, 41), (date(2026, 11, 5), 42)]

    measured.take("43", NOVEMBER)
    assert measured.read() == [(SEPTEMBER, 41), (NOVEMBER, 43)]


def test_reading_again_writes_nothing(measured: Measured) -> None:
    measured.take("40", SEPTEMBER)
    measured.read()
    assert read_all_kpis(municipality_id=measured.city.pk, until=NOW.date(), now=NOW) == 0


def test_what_was_confirmed_stays_and_the_next_day_is_another_reading(
    measured: Measured, clerk: Actor, deed: Callable[..., Any]
) -> None:
    measured.take("40", date(2026, 11, 5))
    measured.read()
    reading = measured.reading(date(2026, 11, 5))
    deed(confirm_reading, reading_id=reading.pk, comment="申請が増えた", actor=clerk)
    measured.take("43", NOVEMBER)
    assert measured.read() == [(date(2026, 11, 5), 40), (NOVEMBER, 43)]
    with pytest.raises(AlreadyConfirmedError):
        deed(confirm_reading, reading_id=reading.pk, comment="", actor=clerk)


def test_only_those_who_carry_it_confirm(
    measured: Measured, other_section: Section, deed: Callable[..., Any]
) -> None:
    measured.take("40", NOVEMBER)
    measured.read()
    stranger = Actor(
        staff_id=other_section.pk,
        roles=frozenset({Role.SECTION_STAFF}),
        sections=frozenset({(Role.SECTION_STAFF, other_section.pk)}),
    )
    with pytest.raises(NotYourSectionError):
        deed(confirm_reading, reading_id=measured.reading(NOVEMBER).pk, comment="", actor=stranger)


def test_a_value_corrected_after_publication_is_shown_as_corrected(
    measured: Measured, plan: Plan, city_client: CityClient, today: datetime
) -> None:
    measured.take("40", SEPTEMBER)
    measured.read()
    measures_point = {"municipality_id": measured.city.pk, "measure": CODE, "on": SEPTEMBER}
    _correct(**measures_point, value="38", now=NOW)
    assert measured.read() == [(SEPTEMBER, 38)]
    assert (measured.reading(SEPTEMBER).was, Reading.objects.count()) == (40, 2)
    page = city_client.get(f"plans/{plan.slug}/kpis/{measured.kpi.code}/").content.decode()
    assert "あとから訂正した値です。前の値: 40" in page
    assert "届け出の漏れ" in page


def _correct(*, municipality_id: Any, measure: str, on: date, value: str, now: datetime) -> None:
    """As rolling up does it: the snapshot says the new value, and it is written down what it was."""
    from shirube.measures.models import Correction, Snapshot  # noqa: PLC0415

    snapshot = Snapshot.objects.get(measure=measure, on=on)
    Correction.objects.create(
        municipality_id=municipality_id,
        measure=measure,
        begins_on=on,
        was=snapshot.value,
        became=Decimal(value),
        reason="届け出の漏れ",
        corrected_at=now,
    )
    Snapshot.objects.filter(pk=snapshot.pk).update(value=Decimal(value), corrected_at=now)


def test_what_a_person_entered_for_a_day_stays(
    measured: Measured, clerk: Actor, deed: Callable[..., Any]
) -> None:
    deed(
        plans.enter_reading,
        kpi_id=measured.kpi.pk,
        measured_on=SEPTEMBER,
        value=Decimal(50),
        source="x",
        actor=clerk,
    )
    measured.take("40", SEPTEMBER)
    assert measured.read() == [(SEPTEMBER, 50)]


def test_a_kpi_that_cannot_be_measured_says_why(
    measured: Measured, plan: Plan, city_client: CityClient, today: datetime
) -> None:
    measured.take(None, NOW.date() - timedelta(days=1))
    assert measured.read() == []
    page = city_client.get(f"plans/{plan.slug}/kpis/{measured.kpi.code}/").content.decode()
    assert "台帳がまだ空です。" in page


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("registers.to_come", "まだこのしるべにありません（registers.to_come）"),
        ("series.unknown", "登録がありません（series.unknown）"),
        (f"{CODE} / 0", "割る数が0"),
    ],
)
def test_a_formula_that_comes_to_nothing_says_why(measured: Measured, formula: str, reason: str) -> None:
    measured.take("40", NOVEMBER)
    valuation = measures.value_formula(
        municipality_id=measured.city.pk, formula=formula, since=SEPTEMBER, until=NOVEMBER
    )
    assert valuation.on(NOVEMBER).value is None
    assert reason in valuation.on(NOVEMBER).reason


def test_a_step_by_few_people_waits(measured: Measured, monkeypatch: pytest.MonkeyPatch) -> None:
    of_people = replace(measures.measures[CODE], people=True)
    monkeypatch.setattr(measures.measures, "_entries", {CODE: of_people})
    for value, on in (("20", SEPTEMBER), ("23", OCTOBER), ("26", NOVEMBER)):
        measured.take(value, on)
    assert measured.read() == [(SEPTEMBER, 20), (NOVEMBER, 26)]


def test_an_imported_figure_is_read_of_each_day_it_speaks_of(in_city: Municipality, kpi: Kpi) -> None:
    Kpi.objects.filter(pk=kpi.pk).update(measure="series.cards / series.people * 100")
    for code, values in (("cards", (70, 75)), ("people", (100, 100))):
        _import(in_city, code, dict(zip((SEPTEMBER, OCTOBER), values, strict=True)))
    read_all_kpis(municipality_id=in_city.pk, until=NOW.date(), now=NOW)
    assert [(row.measured_on, row.value) for row in Reading.objects.all()] == [(SEPTEMBER, 70), (OCTOBER, 75)]

    _import(in_city, "cards", {SEPTEMBER: 71})
    read_all_kpis(municipality_id=in_city.pk, until=NOW.date(), now=NOW)
    corrected = Reading.objects.get(measured_on=SEPTEMBER, replaced_at__isnull=True)
    assert (corrected.value, corrected.was) == (71, 70)
    assert "取込みのやり直し" in corrected.note


def _import(city: Municipality, code: str, values: dict[date, int]) -> None:
    act: dict[str, Any] = {"municipality_id": city.pk, "actor": SYSTEM, "now": NOW}
    series = measures.PackSeries(code=code, names=code, unit="件", source="総務省")
    if code not in {one.code for one in measures.list_series(municipality_id=city.pk)}:
        measures.define_series(series=series, **act)
    points = [measures.NewPoint(on, Decimal(value)) for on, value in values.items()]
    measures.import_points(code=code, points=points, source="総務省", mapping={}, **act)


def test_a_clerk_confirms_with_a_word_to_the_public(
    measured: Measured, section: Section, signed_in: Callable[..., CityClient], today: datetime
) -> None:
    measured.take("40", NOVEMBER)
    measured.read()
    browser = signed_in(Role.SECTION_STAFF, section=section)
    address = f"staff/readings/{measured.reading(NOVEMBER).pk}/confirm/"
    assert "40" in browser.get(address).content.decode()
    assert browser.post(address, {"comment": "9月の電子化で増えました"}).status_code == 302
    assert measured.reading(NOVEMBER).comment == "9月の電子化で増えました"
    assert browser.post(address, {"comment": ""}).status_code == 409
