"""From the invitation in the mail to the first page."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from shirube.accounts.interface import Role
from shirube.accounts.models import User
from shirube.kernel.scope import municipality_scope
from tests.people import PASSWORD, SATO

NEW = {**SATO.account, "role": "dx_promotion", "section": ""}
PASSWORDS = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def link(signed_in):
    """The link in the mail that an administrator has sent to Sato, as a path."""
    signed_in(Role.ADMINISTRATOR).post("/staff/people/invite/", NEW)
    found = re.search(r"http://testserver(/minato/accounts/invitations/\S+/)", mail.outbox[0].body)
    assert found is not None
    return found[1]


def test_the_mail_names_the_city_and_the_term(link):
    assert mail.outbox[0].to == [SATO.email]
    assert "港市" in mail.outbox[0].subject
    assert "72時間" in mail.outbox[0].body


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client, link):
    client.get(link)
    assert "利用を始めましょう" in client.get(link).content.decode()


def test_the_person_sets_a_password_and_is_led_to_the_second_factor(city_client, link):
    answer = city_client.post(link, PASSWORDS)
    assert answer.headers["Location"] == "/minato/accounts/2fa/"
    assert city_client.get("/accounts/2fa/totp/activate/").status_code == 200


def test_a_used_link_says_what_to_do(city_client, link):
    city_client.post(link, PASSWORDS)
    answer = city_client.get(link)
    assert answer.status_code == 404
    assert "招待を送り直すよう頼んでください" in answer.content.decode()


@pytest.mark.parametrize("password", ["みじかい", "qwerty123456", "sato@city.example"])
def test_a_weak_password_is_refused_and_the_link_stays(city_client, link, password):
    answer = city_client.post(link, {"password1": password, "password2": password})
    assert answer.status_code == 422
    assert city_client.get(link).status_code == 200


def test_two_different_passwords_are_refused(city_client, link):
    answer = city_client.post(link, {"password1": PASSWORD, "password2": PASSWORD + "?"})
    assert answer.status_code == 422


def test_the_link_does_not_work_in_another_city(city_client, link, other_city):
    elsewhere = type(city_client)(other_city)
    assert elsewhere.get(link.removeprefix("/minato")).status_code == 404


def test_a_mail_that_cannot_be_sent_keeps_the_account(signed_in, settings, city):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    client = signed_in(Role.ADMINISTRATOR)
    page = client.post("/staff/people/invite/", NEW, follow=True).content.decode()
    assert "メールを送れませんでした" in page
    assert "招待を送り直す" in page
    with municipality_scope(city.pk):
        assert User.objects.filter(email=SATO.email).exists()


def test_forgetting_a_password_brings_a_link_to_a_new_one(city_client, link, settings):
    city_client.post(link, PASSWORDS)
    city_client.post("/accounts/logout/")
    city_client.post("/accounts/password/reset/", {"email": SATO.email})
    found = re.search(r"http://testserver(/minato/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    assert found is not None
    form = city_client.get(found[1], follow=True)
    new = {"password1": PASSWORD + "2", "password2": PASSWORD + "2"}
    answer = city_client.post(form.redirect_chain[-1][0], new, follow=True)
    assert "パスワードを設定しました" in answer.content.decode()
    answer = city_client.post("/accounts/login/", {"login": SATO.email, "password": PASSWORD + "2"})
    assert answer.status_code == 302


def test_an_unknown_address_is_answered_like_a_known_one(city_client):
    answer = city_client.post("/accounts/password/reset/", {"email": "nobody@city.example"}, follow=True)
    assert "メールを確かめてください" in answer.content.decode()
    assert mail.outbox == []


def test_a_spent_reset_link_says_what_to_do(city_client):
    page = city_client.get("/accounts/password/reset/key/0a1b-xyz/").content.decode()
    assert "このリンクは使えません" in page


def test_changing_the_password_ends_the_sessions_elsewhere(city_client, city, signed_in):
    here = signed_in(Role.SECTION_STAFF)
    elsewhere = type(city_client)(city).enter(here.user)
    change = {"oldpassword": PASSWORD, "password1": PASSWORD + "2", "password2": PASSWORD + "2"}
    assert here.post("/accounts/password/change/", change).status_code == 302
    assert here.get("/accounts/sessions/").status_code == 200
    assert elsewhere.get("/accounts/sessions/").status_code == 302
