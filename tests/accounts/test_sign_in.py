"""Signing in by password, in one city and not in another."""

from __future__ import annotations

from pathlib import Path

import pytest

from shirube.audit.queries import list_entries
from shirube.config.messages import list_untranslated
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SATO

LOGIN = "/accounts/login/"
ROOM = Path(__file__).parents[2] / "src" / "shirube" / "accounts"
# Said to people who have signed in already: in Japanese, like all pages of staff.
SAID_TO_STAFF = {
    "パスワードが違います。もう一度入力してください。",
    "今のパスワードが違います。もう一度入力してください。",
    "パスキー%(number)s",
}


@pytest.fixture
def sato(city):
    return UserFactory(section_staff=True, municipality=city, **SATO.account)


def sign_in(client, email=SATO.email, password=PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def test_the_sign_in_page_is_japanese_and_has_no_inline_script(city_client):
    page = city_client.get(LOGIN).content.decode()
    assert "職員のサインイン" in page
    assert "Sign In" not in page
    assert "<script>" not in page


def test_the_right_password_signs_in(city_client, sato):
    answer = sign_in(city_client)
    assert answer.status_code == 302
    assert city_client.get("/accounts/sessions/").status_code == 200
    with municipality_scope(sato.municipality_id):
        assert "accounts.signed_in" in [
            entry.action for entry in list_entries(municipality_id=sato.municipality_id)
        ]


@pytest.mark.parametrize("typed", ["SATO@City.Example", "ｓａｔｏ@city.example", " sato@city.example "])
@pytest.mark.usefixtures("sato")
def test_the_address_may_be_typed_in_any_width_and_case(city_client, typed):
    assert sign_in(city_client, email=typed).status_code == 302


@pytest.mark.usefixtures("sato")
def test_a_wrong_password_says_what_to_check(city_client):
    page = sign_in(city_client, password="ちがう言葉です").content.decode()
    assert "メールアドレスかパスワードが違います" in page


@pytest.mark.usefixtures("sato")
def test_an_unknown_address_is_answered_like_a_wrong_password(city_client):
    page = sign_in(city_client, email="nobody@city.example").content.decode()
    assert "メールアドレスかパスワードが違います" in page


@pytest.mark.usefixtures("sato")
def test_an_account_of_one_city_cannot_sign_in_to_another(other_city):
    page = sign_in(CityClient(other_city)).content.decode()
    assert "メールアドレスかパスワードが違います" in page


def test_two_cities_may_each_have_an_account_with_one_address(city_client, sato, other_city):
    namesake = UserFactory(section_staff=True, municipality=other_city, **SATO.account)
    assert sign_in(city_client).status_code == 302
    assert sign_in(CityClient(other_city)).status_code == 302
    assert namesake.pk != sato.pk


def test_a_retired_account_is_told_so(city_client, city):
    UserFactory(retired=True, municipality=city, **SATO.account)
    answer = sign_in(city_client)
    assert answer.headers["Location"] == f"/{city.slug}/accounts/inactive/"
    assert "停止しています" in city_client.get("/accounts/inactive/").content.decode()


@pytest.mark.usefixtures("db")
def test_there_is_no_page_for_signing_up(city_client):
    assert city_client.get("/accounts/signup/").status_code == 404


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/inactive/"])
def test_open_pages_of_the_room_can_be_read(city_client, path):
    assert city_client.get(path).status_code == 200


@pytest.mark.usefixtures("sato")
def test_after_signing_in_the_page_that_was_wanted_opens(city_client):
    answer = city_client.post(
        LOGIN + "?next=/minato/accounts/sessions/", {"login": SATO.email, "password": PASSWORD}
    )
    assert answer.headers["Location"] == "/minato/accounts/sessions/"


@pytest.mark.usefixtures("sato")
def test_another_host_is_never_the_next_page(city_client):
    answer = city_client.post(
        LOGIN + "?next=https://evil.example/", {"login": SATO.email, "password": PASSWORD}
    )
    assert "evil" not in answer.headers["Location"]


SIGN_IN_TEXTS = [
    *(ROOM / "templates" / "account").glob("*.html"),
    *(ROOM / "templates" / "accounts").glob("passkey_*.html"),
    ROOM / "templates" / "accounts" / "sign_on_refused.html",
    ROOM / "templates" / "mfa" / "authenticate.html",
    ROOM / "web" / "adapters.py",
]
# Shown to people who are signed in already: in Japanese, like all pages of staff.
FOR_STAFF = ("reauthenticate", "password_change", "password_set")


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_the_way_in_speaks_every_language_of_the_house(locale):
    texts = [path for path in SIGN_IN_TEXTS if path.stem not in FOR_STAFF]
    missing = set(list_untranslated(locale, texts)) - SAID_TO_STAFF
    assert missing == set()
