"""A city proves itself to providers by a key of its own, which is published, changed, and never leaves the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import time_machine
from django.core.cache import cache

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, ClientProof, ForWhom, ProviderEntry, Role
from shirube.accounts.models import ClientKey
from shirube.audit.models import Entry
from shirube.organizations.models import Municipality
from tests.accounts import strict_provider
from tests.accounts.strict_provider import StrictProvider
from tests.conftest import CityClient

# The mock uses what its own library has put on the way out.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")
NOW = datetime.now(UTC)
DOOR, KEYS, PAGE = "/accounts/oidc/residents/card/", "/accounts/oidc/keys.json", "/staff/people/sign-on/"
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def strict() -> Iterator[StrictProvider]:
    with strict_provider.running("pairwise-yamada") as provider:
        yield provider


@pytest.fixture(autouse=True)
def _clean(settings: Any, db: None) -> None:
    settings.SIGN_ON_TRUSTED_ISSUERS = ["http://127.0.0.1:"]
    cache.clear()


def entry(issuer: str = "https://cards.example", **changes: Any) -> ProviderEntry:
    facts = {
        "slug": "card",
        "name": "カード認証",
        "issuer": issuer,
        "client_id": "shirube",
        "secret": None,
        "for_whom": ForWhom.RESIDENTS,
        "client_proof": ClientProof.PRIVATE_KEY,
    }
    return ProviderEntry(**{**facts, **changes})


def offer(city: Municipality, issuer: str = "https://cards.example", **changes: Any) -> None:
    accounts.set_identity_provider(
        municipality_id=city.pk, entry=entry(issuer, **changes), actor=SYSTEM, now=NOW
    )


def change(city: Municipality, now: datetime = NOW, **facts: Any) -> None:
    accounts.change_client_key(municipality_id=city.pk, actor=SYSTEM, now=now, **facts)


def names(city: Municipality, now: datetime = NOW) -> list[str]:
    """Of the keys that are published, the used one marked."""
    lines = accounts.list_client_keys(municipality_id=city.pk, now=now)
    return [f"{line.name}*" if line.is_used else line.name for line in lines]


def used(city: Municipality, now: datetime = NOW) -> str:
    (found,) = [name for name in names(city, now) if name.endswith("*")]
    return found


def show_card(client: CityClient) -> Any:
    address = client.get(DOOR).headers["Location"]
    granted = requests.post(address, data={"sub": "pairwise-yamada"}, allow_redirects=False, timeout=5)
    back = urlsplit(granted.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_a_resident_comes_in_through_a_provider_that_checks_the_signature(
    strict: StrictProvider, in_city: Municipality, city_client: CityClient
) -> None:
    offer(in_city, strict.issuer)
    strict.keys = city_client.get(KEYS).json()

    assert show_card(city_client).headers["Location"].endswith("/my/sign-in/?next=")
    assert strict.refused == []


def test_a_key_that_is_not_registered_there_is_refused(
    strict: StrictProvider, in_city: Municipality, city_client: CityClient
) -> None:
    offer(in_city, strict.issuer)
    strict.keys = city_client.get(KEYS).json()
    change(in_city, is_leaked=True)

    assert show_card(city_client).status_code == 403
    assert strict.refused.pop() == "StopIteration"


def test_a_secret_is_refused_by_such_a_provider(
    strict: StrictProvider, in_city: Municipality, city_client: CityClient
) -> None:
    offer(in_city, strict.issuer, client_proof=ClientProof.SECRET, secret="hush")

    assert show_card(city_client).status_code == 403
    assert strict.refused.pop() == "InvalidTokenError"


def test_the_public_keys_hold_nothing_private(in_city: Municipality, city_client: CityClient) -> None:
    offer(in_city)

    (key,) = city_client.get(KEYS).json()["keys"]

    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    assert "PRIVATE" not in ClientKey.objects.get().private


def test_each_city_has_keys_of_its_own(
    in_city: Municipality, city_client: CityClient, other_city: Municipality
) -> None:
    offer(in_city)

    assert CityClient(other_city).get(KEYS).json() == {"keys": []}


def test_a_new_key_is_published_a_day_before_it_is_used_and_the_old_one_a_day_after(
    in_city: Municipality,
) -> None:
    offer(in_city)
    old = used(in_city)
    change(in_city)

    assert (len(names(in_city)), used(in_city)) == (2, old)
    assert (len(names(in_city, NOW + DAY)), used(in_city, NOW + DAY) == old) == (2, False)
    assert len(names(in_city, NOW + 2 * DAY)) == 1


def test_a_leaked_key_is_gone_at_once(in_city: Municipality) -> None:
    offer(in_city)
    old = used(in_city)
    change(in_city, is_leaked=True)

    assert names(in_city) == [used(in_city)] != [old]


def test_a_key_of_a_year_is_followed_by_a_new_one_and_forgotten_later(in_city: Municipality) -> None:
    offer(in_city)
    later = NOW + 365 * DAY
    accounts.tend_client_keys(municipality_id=in_city.pk, now=later)
    assert len(names(in_city, later)) == 2

    accounts.tend_client_keys(municipality_id=in_city.pk, now=later + 3 * DAY)
    assert ClientKey.objects.count() == 1


def test_a_young_key_is_left_alone_and_a_city_without_providers_gets_none(in_city: Municipality) -> None:
    accounts.tend_client_keys(municipality_id=in_city.pk, now=NOW)
    assert not ClientKey.objects.exists()

    offer(in_city)
    accounts.tend_client_keys(municipality_id=in_city.pk, now=NOW + DAY)
    assert ClientKey.objects.count() == 1


def test_staff_providers_take_secrets_only(in_city: Municipality) -> None:
    with pytest.raises(accounts.KeyForStaffError):
        offer(in_city, for_whom=ForWhom.STAFF)


def test_back_to_a_secret_one_must_be_told(in_city: Municipality) -> None:
    offer(in_city)

    with pytest.raises(accounts.ProviderNotFoundError):
        offer(in_city, client_proof=ClientProof.SECRET)


def test_the_administrator_sees_the_address_to_register_and_changes_the_key(
    signed_in: Callable[..., CityClient], in_city: Municipality
) -> None:
    offer(in_city)
    administrator = signed_in(Role.ADMINISTRATOR)
    page = administrator.get(PAGE).content.decode()
    administrator.post(f"{PAGE}keys/")

    assert "http://testserver/minato/accounts/oidc/keys.json" in page
    assert ClientKey.objects.count() == 2
    assert Entry.objects.filter(action="accounts.client_key_changed").count() == 2


def test_an_assertion_holds_a_minute_for_one_address(in_city: Municipality) -> None:
    offer(in_city)
    with time_machine.travel(NOW, tick=False):
        assertion = accounts.sign_client_assertion(
            municipality_id=in_city.pk,
            client_id="shirube",
            audience="https://cards.example/oauth2/token",
            now=NOW,
        )
    provider = StrictProvider(issuer="https://other.example")
    provider.keys = {
        "keys": [one.public for one in accounts.list_client_keys(municipality_id=in_city.pk, now=NOW)]
    }

    sent = {"client_assertion_type": accounts.ASSERTION_TYPE, "client_assertion": assertion}
    with time_machine.travel(NOW, tick=False), pytest.raises(strict_provider.jwt.InvalidAudienceError):
        provider.check(sent)
    late = NOW + timedelta(minutes=2)
    with time_machine.travel(late, tick=False), pytest.raises(strict_provider.jwt.ExpiredSignatureError):
        StrictProvider(issuer="https://cards.example", keys=provider.keys).check(sent)
