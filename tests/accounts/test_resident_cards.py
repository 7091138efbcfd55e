"""Residents who sign in with their card (OpenID Connect), against a provider on this machine; and its outages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from django.core import mail
from django.core.cache import cache
from oidc_provider_mock import User as Subject
from oidc_provider_mock import run_server_in_thread

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, ForWhom, ProviderEntry
from shirube.accounts.models import Resident, ResidentIdentity, Session
from shirube.accounts.web.residents import RESIDENT
from shirube.accounts.web.sessions import SessionStore
from shirube.kernel.identity import IdentityLevel
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory
from tests.people import YAMADA

# The mock uses what its own library has put on the way out.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DOOR, SIGN_IN, MY_PAGE = "accounts/oidc/residents/card/", "my/sign-in/", "my/"
NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread(user_claims=(Subject(sub="pairwise-yamada"), Subject(sub="other"))) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(autouse=True)
def _clean(settings: Any, db: None) -> None:
    settings.SIGN_ON_TRUSTED_ISSUERS = ["http://127.0.0.1:"]
    cache.clear()


def offer(city: Municipality, issuer: str, secret: str = "hush") -> None:  # noqa: S107 — a trial secret.
    entry = ProviderEntry(
        slug="card",
        name="カード認証",
        issuer=issuer,
        client_id="shirube",
        secret=secret,
        for_whom=ForWhom.RESIDENTS,
    )
    accounts.set_identity_provider(municipality_id=city.pk, entry=entry, actor=SYSTEM, now=NOW)


@pytest.fixture
def provider(in_city: Municipality, issuer: str) -> None:
    offer(in_city, issuer)


@pytest.fixture
def yamada(in_city: Municipality) -> Resident:
    resident: Resident = ResidentFactory(municipality=in_city, email=YAMADA.email)
    return resident


def go_there(client: CityClient, query: str = "") -> str:
    address: str = client.get(DOOR + query).headers["Location"]
    return address


def show_card(client: CityClient, subject: str = "pairwise-yamada", query: str = "") -> Any:
    """To the provider and back; what our own page answers."""
    granted = requests.post(go_there(client, query), data={"sub": subject}, allow_redirects=False, timeout=5)
    back = urlsplit(granted.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def sign_in_by_mail(client: CityClient) -> Any:
    client.post(SIGN_IN, {"email": YAMADA.email})
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found
    return client.post("my/sign-in/code/", {"email": YAMADA.email, "code": found[0]})


def level_of(client: CityClient) -> str:
    return str(SessionStore(client.cookies["sessionid"].value)[RESIDENT]["level"])


@pytest.mark.usefixtures("provider")
def test_we_ask_for_no_more_than_openid_with_pkce_state_and_nonce(city_client: CityClient) -> None:
    asked = parse_qs(urlsplit(go_there(city_client)).query)

    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert asked["redirect_uri"] == ["http://testserver/minato/accounts/oidc/residents/card/return/"]


@pytest.mark.usefixtures("provider")
def test_the_return_address_is_the_same_in_every_language(city_client: CityClient) -> None:
    asked = parse_qs(urlsplit(city_client.get("en/" + DOOR).headers["Location"]).query)

    assert asked["redirect_uri"] == ["http://testserver/minato/accounts/oidc/residents/card/return/"]


@pytest.mark.usefixtures("provider")
def test_a_new_card_asks_for_a_code_by_mail_and_is_linked(
    city_client: CityClient, in_city: Municipality
) -> None:
    answer = show_card(city_client)
    sign_in_by_mail(city_client)

    assert urlsplit(answer.headers["Location"]).path == "/minato/my/sign-in/"
    assert ResidentIdentity.objects.get().resident.email == YAMADA.email
    assert level_of(city_client) == IdentityLevel.CARD


def test_the_secret_may_be_in_any_letters(
    city_client: CityClient, in_city: Municipality, issuer: str
) -> None:
    offer(in_city, issuer, secret="見本の秘密")
    show_card(city_client)
    sign_in_by_mail(city_client)

    assert level_of(city_client) == IdentityLevel.CARD


@pytest.mark.usefixtures("provider")
def test_the_second_time_the_card_is_enough(city_client: CityClient, in_city: Municipality) -> None:
    show_card(city_client)
    sign_in_by_mail(city_client)
    again = CityClient(in_city)

    show_card(again)

    assert YAMADA.email in again.get(MY_PAGE).content.decode()
    assert Resident.objects.count() == 1


@pytest.mark.usefixtures("provider")
def test_who_is_signed_in_by_mail_steps_up_and_comes_back(city_client: CityClient, yamada: Resident) -> None:
    city_client.enter_resident(yamada)

    answer = show_card(city_client, query="?next=/minato/my/devices/")

    assert answer.headers["Location"] == "/minato/my/devices/"
    assert level_of(city_client) == IdentityLevel.CARD
    assert ResidentIdentity.objects.get().resident_id == yamada.pk


@pytest.mark.usefixtures("provider")
def test_a_second_card_on_one_account_is_refused(
    city_client: CityClient, yamada: Resident, in_city: Municipality
) -> None:
    show_card(city_client.enter_resident(yamada))
    thief = CityClient(in_city).enter_resident(yamada)

    answer = show_card(thief, "other")

    assert "何も変えていません" in thief.get(answer.headers["Location"]).content.decode()
    assert level_of(thief) == IdentityLevel.MAIL


@pytest.mark.usefixtures("provider")
def test_only_the_card_itself_takes_the_card_off(
    city_client: CityClient, yamada: Resident, in_city: Municipality, issuer: str
) -> None:
    show_card(city_client.enter_resident(yamada))
    by_mail = CityClient(in_city).enter_resident(yamada)

    refused = by_mail.post("my/account/card/unlink/", {"issuer": issuer})
    city_client.post("my/account/card/unlink/", {"issuer": issuer})

    assert refused.status_code == 404
    assert not ResidentIdentity.objects.exists()
    assert level_of(city_client) == IdentityLevel.MAIL


@pytest.mark.usefixtures("provider")
def test_another_browsers_return_is_not_accepted(city_client: CityClient, in_city: Municipality) -> None:
    granted = requests.post(
        go_there(city_client), data={"sub": "pairwise-yamada"}, allow_redirects=False, timeout=5
    )
    back = urlsplit(granted.headers["Location"])
    other = CityClient(in_city)
    go_there(other)

    assert other.get(f"{back.path}?{back.query}").status_code == 403


@pytest.mark.usefixtures("provider")
def test_a_return_is_good_for_one_time(city_client: CityClient) -> None:
    granted = requests.post(
        go_there(city_client), data={"sub": "pairwise-yamada"}, allow_redirects=False, timeout=5
    )
    back = urlsplit(granted.headers["Location"])
    city_client.get(f"{back.path}?{back.query}")

    assert city_client.get(f"{back.path}?{back.query}").status_code == 403


@pytest.mark.usefixtures("provider")
def test_changing_ones_mind_is_no_outage(city_client: CityClient, in_city: Municipality) -> None:
    state = parse_qs(urlsplit(go_there(city_client)).query)["state"][0]

    answer = city_client.get(f"{DOOR}return/?error=access_denied&state={state}")

    assert "途中で取り消されました" in answer.content.decode()
    assert not accounts.list_outages(municipality_id=in_city.pk, now=datetime.now(UTC))


@pytest.mark.usefixtures("provider")
def test_a_provider_for_residents_is_no_door_for_staff(city_client: CityClient) -> None:
    assert "カード認証" not in city_client.get("accounts/login/").content.decode()
    assert "カード認証でサインイン" in city_client.get(SIGN_IN).content.decode()


def test_an_outage_says_since_when_and_what_still_works(
    city_client: CityClient, in_city: Municipality
) -> None:
    offer(in_city, NOWHERE)
    with time_machine.travel(NOW, tick=False):
        answer = city_client.get(DOOR)
        door = city_client.get(SIGN_IN).content.decode()

    assert answer.status_code == 503
    assert "2026年11月21日（土）10時00分から" in answer.content.decode()
    assert "受付番号と確認の合言葉で" in answer.content.decode()
    assert "カード認証が応答しません" in door


def test_an_outage_is_told_to_whoever_asks_and_forgotten_after_minutes(
    city_client: CityClient, in_city: Municipality
) -> None:
    offer(in_city, NOWHERE)
    with time_machine.travel(NOW, tick=False):
        city_client.get(DOOR)

    (outage,) = accounts.list_outages(municipality_id=in_city.pk, now=NOW + timedelta(minutes=4))
    assert (outage.what, outage.name, outage.since) == ("provider:card", "カード認証", NOW)
    later = NOW + timedelta(minutes=6)
    assert not accounts.is_down(municipality_id=in_city.pk, what="provider:card", now=later)


def test_nobody_waits_again_for_what_failed_seconds_ago(
    city_client: CityClient, in_city: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(in_city, NOWHERE)
    city_client.get(DOOR)
    monkeypatch.setattr(requests, "request", lambda *_, **__: pytest.fail("asked again"))

    assert city_client.get(DOOR).status_code == 503


def test_an_outage_that_goes_on_keeps_its_beginning(in_city: Municipality) -> None:
    facts = {"municipality_id": in_city.pk, "what": "provider:card", "name": "カード認証"}
    accounts.note_outage(**facts, now=NOW)
    accounts.note_outage(**facts, now=NOW + timedelta(minutes=30))

    (outage,) = accounts.list_outages(municipality_id=in_city.pk, now=NOW + timedelta(minutes=31))

    assert outage.since == NOW


@pytest.mark.usefixtures("provider")
def test_an_answer_ends_the_outage(city_client: CityClient, in_city: Municipality, yamada: Resident) -> None:
    past = datetime.now(UTC) - timedelta(minutes=2)
    accounts.note_outage(municipality_id=in_city.pk, what="provider:card", name="カード認証", now=past)

    show_card(city_client.enter_resident(yamada))

    assert not accounts.list_outages(municipality_id=in_city.pk, now=datetime.now(UTC))


def test_the_step_up_page_without_any_provider_names_other_ways(
    city_client: CityClient, yamada: Resident
) -> None:
    shown = city_client.enter_resident(yamada).get("my/sign-in/more/").content.decode()

    assert "窓口か電話" in shown


def test_closing_the_account_forgets_the_card(
    city_client: CityClient, in_city: Municipality, provider: None, yamada: Resident
) -> None:
    show_card(city_client.enter_resident(yamada))

    city_client.post("my/account/close/")

    assert not ResidentIdentity.objects.exists()
    assert not Session.objects.filter(resident=yamada).exists()
