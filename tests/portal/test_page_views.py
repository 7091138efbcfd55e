"""How often pages are read, without a word of who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from shirube.accounts.interface import Role
from shirube.kernel.scope import municipality_scope
from shirube.measures import interface as measures
from shirube.measures.models import Fact
from shirube.portal.web import page_views
from tests.conftest import CityClient

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)
PERSON = {"user-agent": "Mozilla/5.0 (iPhone)"}


@pytest.fixture
def clock(settings, monkeypatch) -> Iterator[time_machine.Traveller]:
    settings.COUNT_PAGE_VIEWS = True
    monkeypatch.setattr(page_views, "_tally", page_views.Tally())
    with time_machine.travel(NOON, tick=False) as coordinates:
        yield coordinates


def later(clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=6))


def test_pages_are_counted_together_and_written_down_once(city, city_client, clock):
    for _ in range(3):
        city_client.get("", headers=PERSON)
    city_client.get("plans/", headers=PERSON)
    later(clock)
    city_client.get("", headers=PERSON)
    with municipality_scope(city.pk):
        written = {fact.content for fact in Fact.objects.all()}
        assert written == {'{"page":"plans:plan-list","views":1}', '{"page":"portal:home","views":4}'}
        on = date(2026, 11, 20)
        measures.take_snapshots(municipality_id=city.pk, on=on, now=NOON + timedelta(days=1), actor="system")
        shown = measures.find_latest(municipality_id=city.pk, measure="portal.page_views")
        assert shown is not None
        assert shown.value == 5


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"},
        {"user-agent": "curl/8"},
        {},
        {**PERSON, "hx-request": "true"},
        {**PERSON, "sec-purpose": "prefetch"},
    ],
)
def test_robots_and_parts_of_pages_are_not_counted(city, city_client, clock, headers):
    city_client.get("", headers=headers)
    assert not page_views._tally._counts


def test_staff_at_work_and_pages_that_are_not_there_are_not_counted(city, signed_in, clock):
    clerk: CityClient = signed_in(Role.SECTION_STAFF)
    clerk.get("staff/", headers=PERSON)
    clerk.get("no-such-page/", headers=PERSON)
    clerk.post("plans/", headers=PERSON)
    assert not page_views._tally._counts


def test_two_cities_are_counted_apart(city, other_city, clock):
    for one in (city, other_city):
        CityClient(one).get("", headers=PERSON)
    later(clock)
    CityClient(city).get("", headers=PERSON)
    with municipality_scope(city.pk):
        own = Fact.objects.get()
    with municipality_scope(other_city.pk):
        other = Fact.objects.get()
    assert (own.content, other.content) == (
        '{"page":"portal:home","views":2}',
        '{"page":"portal:home","views":1}',
    )
