"""Single sign-on through the city's own provider (OpenID Connect), against a mock on this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from oidc_provider_mock import User as Subject
from oidc_provider_mock import run_server_in_thread

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, ProviderEntry
from shirube.accounts.models import IdentityProvider, User
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SATO, SUZUKI, YAMADA

# The mock uses what its own library has put on the way out.
pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
LOGIN_PAGE = "/accounts/login/"
SESSIONS = "/accounts/sessions/"
SUBJECTS = (
    Subject(sub="sato", claims={"email": "Sato@city.example", "email_verified": True}),
    Subject(sub="suzuki", claims={"email": SUZUKI.email, "email_verified": False}),
    Subject(sub="yamada", claims={"email": YAMADA.email, "email_verified": True}),
)


@pytest.fixture(scope="module")
def issuer():
    with run_server_in_thread(user_claims=SUBJECTS) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(autouse=True)
def _trusted(settings):
    settings.SIGN_ON_TRUSTED_ISSUERS = ["http://127.0.0.1:"]


def offer(city, issuer, **changes):
    entry = {"slug": "kyoyu", "name": "共同認証", "issuer": issuer, "client_id": "shirube", "secret": "hush"}
    with municipality_scope(city.pk):
        return accounts.set_identity_provider(
            municipality_id=city.pk, entry=ProviderEntry(**{**entry, **changes}), actor=SYSTEM, now=NOW
        )


@pytest.fixture
def provider(city, issuer):
    """The provider of `city`, as set up by an administrator."""
    return offer(city, issuer)


@pytest.fixture
def sato(city):
    return UserFactory(section_staff=True, municipality=city, **SATO.account)


def path_of(client, slug="kyoyu"):
    return f"/accounts/oidc/{client.city.code}-{slug}/login/"


def sign_on(client, subject, query=""):
    """Through the provider and back; what our own callback answers."""
    start = client.get(path_of(client) + "?process=login" + query)
    granted = requests.post(
        start.headers["Location"], data={"sub": subject}, allow_redirects=False, timeout=5
    )
    back = urlsplit(granted.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


@pytest.mark.usefixtures("provider")
def test_the_sign_in_page_offers_the_provider_of_its_own_city(city_client, other_city):
    assert "共同認証でサインイン" in city_client.get(LOGIN_PAGE).content.decode()
    assert "共同認証" not in CityClient(other_city).get(LOGIN_PAGE).content.decode()


@pytest.mark.usefixtures("provider", "sato")
def test_a_person_with_an_account_signs_in_by_the_verified_address(city_client):
    assert sign_on(city_client, "sato").status_code == 302
    assert city_client.get(SESSIONS).status_code == 200


@pytest.mark.usefixtures("provider", "sato")
def test_the_second_time_the_person_is_known_by_the_providers_own_number(city_client, city):
    sign_on(city_client, "sato")
    with municipality_scope(city.pk):
        User.objects.update(email="new-address@city.example")
    again = CityClient(city)
    sign_on(again, "sato")
    assert again.get(SESSIONS).status_code == 200


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(("subject", "person"), [("yamada", None), ("suzuki", SUZUKI)])
def test_no_account_or_no_verified_address_means_no_entry(city_client, city, subject, person):
    UserFactory(section_staff=True, municipality=city, **(person or SATO).account)
    answer = sign_on(city_client, subject)
    assert answer.status_code == 403
    assert "管理者に招待を頼んでください" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("provider")
def test_a_closed_account_stays_closed(city_client, city):
    UserFactory(section_staff=True, retired=True, municipality=city, **SATO.account)
    assert sign_on(city_client, "sato").status_code == 403


@pytest.mark.usefixtures("provider", "sato")
def test_an_account_closed_later_is_closed_for_the_provider_too(city_client, city):
    sign_on(city_client, "sato")
    with municipality_scope(city.pk):
        User.objects.update(is_active=False)
    assert sign_on(CityClient(city), "sato").status_code == 403


@pytest.mark.usefixtures("provider")
def test_nobody_is_made_by_signing_on(city_client, city):
    sign_on(city_client, "yamada")
    with municipality_scope(city.pk):
        assert not User.objects.exists()


@pytest.mark.usefixtures("sato")
def test_an_address_outside_the_providers_domain_is_not_admitted(city_client, city, issuer):
    offer(city, issuer, email_domain="elsewhere.example")
    assert sign_on(city_client, "sato").status_code == 403


def test_a_citys_own_provider_may_vouch_for_its_domain(city_client, city, issuer):
    UserFactory(section_chief=True, municipality=city, **SUZUKI.account)
    offer(city, issuer, email_domain="@City.example", vouches_for_email=True)
    assert sign_on(city_client, "suzuki").status_code == 302


@pytest.mark.usefixtures("sato")
@pytest.mark.parametrize(("asks", "status"), [(True, 403), (False, 302)])
def test_the_providers_second_factor_counts_where_the_city_says_so(
    city_client, city, issuer, settings, asks, status
):
    settings.REQUIRE_SECOND_FACTOR = True
    offer(city, issuer, asks_second_factor=asks)
    sign_on(city_client, "sato")
    assert city_client.get("/staff/people/").status_code == status


def test_one_person_with_accounts_in_two_cities_enters_each(city, other_city, issuer):
    for place in (city, other_city):
        offer(place, issuer)
        UserFactory(section_staff=True, municipality=place, **SATO.account)
        client = CityClient(place)
        sign_on(client, "sato")
        assert client.get(SESSIONS).status_code == 200
        with municipality_scope(place.pk):
            assert SocialAccount.objects.filter(provider=f"{place.code}-kyoyu").exists()


@pytest.mark.usefixtures("provider", "sato")
def test_the_providers_of_another_city_do_not_exist_here(city_client, other_city):
    stranger = CityClient(other_city)
    assert stranger.get(path_of(city_client) + "?process=login").status_code == 404


@pytest.mark.usefixtures("provider", "sato")
def test_an_answer_that_was_not_asked_for_is_refused(city_client):
    answer = city_client.get(path_of(city_client) + "callback/?code=x&state=y")
    assert answer.status_code == 403
    assert "サインインのページから始めてください" in answer.content.decode()


@pytest.mark.usefixtures("provider")
def test_a_signed_in_person_cannot_attach_a_foreign_identity(city_client, sato):
    answer = city_client.enter(sato).get(path_of(city_client) + "?process=connect")
    granted = requests.post(
        answer.headers["Location"], data={"sub": "yamada"}, allow_redirects=False, timeout=5
    )
    back = urlsplit(granted.headers["Location"])
    assert city_client.get(f"{back.path}?{back.query}").status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("sato")
def test_a_provider_that_does_not_answer_leaves_the_password(city_client, city):
    offer(city, "http://127.0.0.1:9")
    answer = city_client.get(path_of(city_client) + "?process=login")
    assert answer.status_code == 503
    assert "パスワードでサインインできます" in answer.content.decode()
    answer = city_client.post(LOGIN_PAGE, {"login": SATO.email, "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.usefixtures("provider", "sato")
def test_allauths_own_table_of_addresses_stays_empty(city_client):
    sign_on(city_client, "sato")
    assert not EmailAddress.objects.exists()


def test_the_clients_secret_is_sealed_or_stays_in_the_environment(city, issuer, monkeypatch):
    monkeypatch.setenv("SIGN_ON_SECRET", "from outside")
    offer(city, issuer)
    offer(city, issuer, slug="second", secret="env:SIGN_ON_SECRET")
    with municipality_scope(city.pk):
        kept = set(IdentityProvider.objects.values_list("secret", flat=True))
        opened = {one.secret for one in accounts.list_providers(municipality_id=city.pk)}
    assert "hush" not in kept
    assert opened == {"hush", "from outside"}


def test_a_provider_is_reached_by_https(city):
    with pytest.raises(accounts.InsecureIssuerError):
        offer(city, "http://login.example")


def test_vouching_for_every_domain_is_refused(city, issuer):
    with pytest.raises(accounts.VouchingWithoutDomainError):
        offer(city, issuer, vouches_for_email=True)
