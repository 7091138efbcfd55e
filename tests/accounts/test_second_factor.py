"""The second step: an app with codes, recovery codes, and who must have one."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail

from shirube.accounts.interface import Role
from shirube.kernel.scope import municipality_scope
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, WATANABE

STAFF_PAGE = "/staff/people/"
ACTIVATE = "/accounts/2fa/totp/activate/"
AUTHENTICATE = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def watanabe(city):
    return UserFactory(administrator=True, municipality=city, **WATANABE.account)


@pytest.fixture
def secret(watanabe):
    """The secret of Watanabe's app."""
    made = generate_totp_secret()
    with municipality_scope(watanabe.municipality_id):
        TOTP.activate(watanabe, made)
        RecoveryCodes.activate(watanabe)
    return made


def code_of(secret):
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def sign_in(client):
    return client.post("/accounts/login/", {"login": WATANABE.email, "password": PASSWORD})


def set_up_app(client):
    page = client.get(ACTIVATE).content.decode()
    found = re.search(r"<code>(\w+)</code>", page)
    assert found is not None
    return client.post(ACTIVATE, {"code": code_of(found[1])})


@pytest.mark.usefixtures("watanabe")
def test_staff_without_a_second_factor_are_led_to_set_one_up(city_client):
    assert sign_in(city_client).headers["Location"] == "/minato/accounts/2fa/"
    answer = city_client.get(STAFF_PAGE)
    assert answer.headers["Location"] == "/minato/accounts/2fa/?next=%2Fminato%2Fstaff%2Fpeople%2F"
    assert "まだ設定されていません" in city_client.get("/accounts/2fa/").content.decode()


@pytest.mark.usefixtures("watanabe")
def test_a_demonstration_may_do_without(city_client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    sign_in(city_client)
    assert city_client.get(STAFF_PAGE).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("watanabe")
def test_setting_up_the_app_opens_the_staff_pages(city_client):
    sign_in(city_client)
    answer = set_up_app(city_client)
    assert answer.headers["Location"] == "/minato/accounts/2fa/recovery-codes/"
    assert city_client.get(STAFF_PAGE).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("watanabe")
def test_the_owner_is_told_by_mail_that_an_app_was_set_up(city_client):
    sign_in(city_client)
    set_up_app(city_client)
    assert mail.outbox[0].to == [WATANABE.email]
    assert mail.outbox[0].subject == "認証アプリが設定されました"


def test_the_secret_of_the_app_is_sealed(secret, city):
    with municipality_scope(city.pk):
        kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept


def test_the_code_is_asked_after_the_password(city_client, secret):
    assert sign_in(city_client).headers["Location"] == "/minato" + AUTHENTICATE
    assert city_client.get(STAFF_PAGE).status_code == 302
    assert "もう一段階の確認" in city_client.get(AUTHENTICATE).content.decode()
    city_client.post(AUTHENTICATE, {"code": code_of(secret)})
    assert city_client.get(STAFF_PAGE).status_code == 200


def test_full_width_digits_are_accepted(city_client, secret):
    sign_in(city_client)
    wide = code_of(secret).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert city_client.post(AUTHENTICATE, {"code": wide}).status_code == 302


def test_a_code_works_once(city_client, city, secret):
    code = code_of(secret)
    sign_in(city_client)
    city_client.post(AUTHENTICATE, {"code": code})
    again = type(city_client)(city)
    sign_in(again)
    assert "すでに使われています" in again.post(AUTHENTICATE, {"code": code}).content.decode()


@pytest.mark.usefixtures("secret")
def test_ten_wrong_codes_close_the_door_even_with_the_password_in_between(city_client):
    for _ in range(9):
        sign_in(city_client)
        city_client.post(AUTHENTICATE, {"code": "000000"})
    page = city_client.post(AUTHENTICATE, {"code": "000000"}).content.decode()
    assert "受付を止めています" in page


def test_a_recovery_code_stands_in_for_the_app(city_client, watanabe, secret, city):
    with municipality_scope(city.pk):
        kept = Authenticator.objects.get(user=watanabe, type=Authenticator.Type.RECOVERY_CODES)
        code = kept.wrap().get_unused_codes()[0]
        sign_in(city_client)
    city_client.post(AUTHENTICATE, {"code": code})
    assert city_client.get(STAFF_PAGE).status_code == 200


def test_without_any_factor_left_the_staff_pages_close_again(city_client, secret):
    sign_in(city_client)
    city_client.post(AUTHENTICATE, {"code": code_of(secret)})
    city_client.post("/accounts/2fa/totp/deactivate/")
    assert city_client.get(STAFF_PAGE).status_code == 302


def test_an_old_sign_in_is_confirmed_before_the_factors_change(signed_in):
    client = signed_in(Role.SECTION_STAFF)
    answer = client.get(ACTIVATE)
    assert answer.headers["Location"] == (
        "/minato/accounts/reauthenticate/?next=%2Fminato%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    )
    back = client.post("/accounts/reauthenticate/?next=/minato" + ACTIVATE, {"password": PASSWORD})
    assert back.headers["Location"] == "/minato" + ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/passkeys/",
        "/accounts/2fa/passkeys/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/accounts/reauthenticate/",
    ],
)
@pytest.mark.usefixtures("watanabe")
def test_the_pages_about_ones_own_account_are_ours_and_japanese(city_client, path):
    sign_in(city_client)
    page = city_client.get(path).content.decode()
    assert 'class="site-header"' in page
    assert not re.search(r"Sign|Password|Authenticator|Recovery|Code<", page)


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/"]
)
def test_the_pages_of_a_set_up_factor_are_ours(city_client, secret, path):
    sign_in(city_client)
    city_client.post(AUTHENTICATE, {"code": code_of(secret)})
    assert 'class="site-header"' in city_client.get(path).content.decode()


def test_recovery_codes_can_be_kept_as_a_file(city_client, secret):
    sign_in(city_client)
    city_client.post(AUTHENTICATE, {"code": code_of(secret)})
    answer = city_client.get("/accounts/2fa/recovery-codes/download/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(answer.content.split()) == 10


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/2fa/passkeys/add/"])
@pytest.mark.usefixtures("watanabe")
def test_scripts_come_from_files_only(city_client, path):
    sign_in(city_client)
    page = city_client.get(path).content.decode()
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>", page)
    assert inline == []
    assert not re.search(r' (?:style|on\w+)="', page)


def test_a_passkey_of_nobody_here_is_refused_with_words(city_client):
    begin = city_client.get("/accounts/2fa/passkeys/login/", headers={"Accept": "application/json"})
    assert "challenge" in begin.json()["request_options"]["publicKey"]
    answer = city_client.post("/accounts/2fa/passkeys/login/", {"credential": "{}"})
    assert answer.headers["Location"] == "/minato/accounts/login/"
