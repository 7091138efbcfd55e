"""The service that proves who somebody is does not answer: pages say what still works, and ask no oftener than needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, ForWhom, ProviderEntry
from shirube.kernel.identity import IdentityLevel
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW
from tests.conftest import CityClient

STILL = "受付番号と確認の合言葉で、出した手続の様子を見る"
PAGES = ["/procedures/allowance/", "/apply/allowance/"]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def offer_card(city: Municipality, slug: str = "card") -> None:
    entry = ProviderEntry(
        slug=slug,
        name="カード認証",
        issuer="https://cards.example",
        client_id="shirube",
        secret="secret",
        for_whom=ForWhom.RESIDENTS,
    )
    accounts.set_identity_provider(municipality_id=city.pk, entry=entry, actor=SYSTEM, now=NOW)


def fail(city: Municipality, what: str = "provider:card") -> None:
    accounts.note_outage(municipality_id=city.pk, what=what, name="カード認証", now=NOW)


def find(
    city: Municipality, level: IdentityLevel = IdentityLevel.CARD, now: datetime = NOW
) -> accounts.OutageLine | None:
    return accounts.find_identity_outage(municipality_id=city.pk, level=level, now=now)


@pytest.mark.parametrize("address", PAGES)
def test_where_a_card_is_needed_the_page_says_what_still_works(
    address: str, offer: Callable[..., None], in_city: Municipality, city_client: CityClient
) -> None:
    offer(level="card")
    offer_card(in_city)
    before = city_client.get(address).content.decode()
    fail(in_city)

    text = city_client.get(address).content.decode()

    assert STILL not in before
    assert STILL in text
    assert "カード認証が応答しません" in text


@pytest.mark.parametrize("address", PAGES)
def test_where_mail_is_enough_nothing_is_said(
    address: str, offered: None, in_city: Municipality, city_client: CityClient
) -> None:
    offer_card(in_city)
    fail(in_city)

    assert STILL not in city_client.get(address).content.decode()


def test_one_provider_of_two_keeps_nobody(in_city: Municipality) -> None:
    offer_card(in_city)
    offer_card(in_city, "other")
    fail(in_city)

    assert find(in_city) is None


def test_lists_of_revoked_certificates_matter_to_signatures_only(in_city: Municipality) -> None:
    fail(in_city, "revocation:crl:1")

    assert find(in_city) is None
    assert find(in_city, IdentityLevel.SIGNATURE) is not None


def test_while_nothing_is_down_a_page_costs_no_query(
    in_city: Municipality, django_assert_num_queries: Callable[[int], object]
) -> None:
    find(in_city)

    with django_assert_num_queries(0):
        assert find(in_city, now=NOW + timedelta(seconds=14)) is None
        assert find(in_city, IdentityLevel.MAIL, NOW + timedelta(hours=1)) is None


def test_an_outage_is_forgotten_when_the_service_answers(in_city: Municipality) -> None:
    offer_card(in_city)
    fail(in_city)
    assert find(in_city) is not None

    accounts.note_recovery(municipality_id=in_city.pk, what="provider:card", now=NOW)

    assert find(in_city) is None
