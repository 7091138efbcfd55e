"""What is remembered for a moment: forgotten at once where it changes, asked anew by who is signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from shirube.kernel import moments
from shirube.kernel.moments import moment_allowed
from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.organizations import MunicipalityFactory
from tests.factories.residents import ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(city: Municipality) -> Iterator[CaptureQueriesContext]:
    """The city has just been asked for, and is remembered."""
    with moment_allowed():
        _name(city)
        with CaptureQueriesContext(connection) as seen:
            yield seen


def _name(city: Municipality) -> str:
    found = organizations.find_municipality_at(host="", slug=city.slug)
    assert found is not None
    return found.name


def test_it_is_asked_once(city: Municipality, asked: CaptureQueriesContext) -> None:
    assert _name(city) == city.name
    assert len(asked) == 0


def test_a_change_is_seen_at_once(city: Municipality, asked: CaptureQueriesContext) -> None:
    Municipality.objects.filter(pk=city.pk).update(name="新しい市")

    assert _name(city) == "新しい市"


def test_what_a_transaction_has_changed_is_not_kept_when_it_is_taken_back(
    city: Municipality,
    asked: CaptureQueriesContext,
) -> None:
    with transaction.atomic():
        Municipality.objects.filter(pk=city.pk).update(name="新しい市")
        inside = _name(city)
        transaction.set_rollback(True)

    assert (inside, _name(city)) == ("新しい市", city.name)


def test_a_change_elsewhere_is_seen_after_the_moment(
    city: Municipality, asked: CaptureQueriesContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments.time, "monotonic", lambda: float("inf"))

    _name(city)

    assert len(asked) == 1


def test_what_was_read_before_a_change_is_not_kept_after_it() -> None:
    memory = moments._Memory()
    changes = memory.changes
    memory.forget()

    memory.keep("key", "old", changes=changes)

    assert memory.find("key") is None


def test_nothing_found_is_not_remembered(asked: CaptureQueriesContext) -> None:
    assert organizations.find_municipality_at(host="", slug="new") is None
    MunicipalityFactory(slug="new")

    assert organizations.find_municipality_at(host="", slug="new") is not None


def test_outside_of_such_a_page_the_database_is_asked(city: Municipality) -> None:
    with CaptureQueriesContext(connection) as seen:
        _name(city)
        _name(city)

    assert len(seen) == 2


def test_who_is_signed_in_is_told_what_holds_now(city: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    # Drawing a page for the first time takes longer than a moment.
    monkeypatch.setattr(moments, "SECONDS", 60.0)
    stranger, resident = CityClient(city), CityClient(city).enter_resident(ResidentFactory(municipality=city))
    stranger.get("/")

    assert _asks_for_the_city(resident)
    assert not _asks_for_the_city(stranger)


def _asks_for_the_city(phone: CityClient) -> bool:
    with CaptureQueriesContext(connection) as seen:
        phone.get("/")
    return any('"organizations_municipality"."host" = ' in query["sql"] for query in seen.captured_queries)
