"""A session that ends in mid-typing loses nothing, and shows nobody else what was typed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.commands.kept_input import (
    InputTooLongError,
    NobodyToKeepForError,
    forget_expired_inputs,
    keep_input,
)
from shirube.accounts.domain.kept_input import TypedInput
from shirube.accounts.models import KeptInput, Session
from shirube.accounts.queries import find_kept_input, list_staff
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SUZUKI, WATANABE

LOGIN = "/accounts/login/"
KEPT = "/accounts/kept-input/"
INVITE = "/staff/people/invite/"
TYPED = {"name": "新人 歩", "kana": "しんじん", "email": "new@city.example", "role": "auditor", "section": ""}
HIDDEN = re.compile(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', re.DOTALL)


@pytest.fixture(autouse=True)
def _no_second_factor_asked(settings):
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def watanabe(city):
    return UserFactory(administrator=True, municipality=city, **WATANABE.account)


@pytest.fixture
def browser(city, watanabe):
    """The administrator's browser, signed in at the sign-in page."""
    client = CityClient(city)
    client.post(LOGIN, {"login": WATANABE.email, "password": PASSWORD})
    return client


def expire(city):
    with municipality_scope(city.pk):
        Session.objects.update(expire_date=read_clock() - timedelta(minutes=1))


def people(city):
    with municipality_scope(city.pk):
        return [person.name for person in list_staff(municipality_id=city.pk)]


def send_again(client, path, page):
    return client.post(path, {"kept_input_sent_again": "1", **dict(HIDDEN.findall(page))})


def test_what_was_typed_is_sent_after_signing_in_again(browser, city):
    expire(city)
    answer = browser.post(INVITE, TYPED)
    assert KEPT.replace("/", "%2F") in answer.headers["Location"] or KEPT in answer.headers["Location"]
    assert "60分間とってあります" in browser.get(answer.headers["Location"]).content.decode()

    entered = browser.post(answer.headers["Location"], {"login": WATANABE.email, "password": PASSWORD})
    page = browser.get(entered.headers["Location"]).content.decode()
    assert TYPED["name"] in page
    assert f'action="/{city.slug}{INVITE}"' in page
    assert people(city) == [WATANABE.name]

    assert send_again(browser, INVITE, page).status_code == 302
    assert TYPED["name"] in people(city)
    assert "とっておいた入力はありません" in browser.get(KEPT).content.decode()


def test_a_fragment_is_led_to_the_sign_in_page_too(browser, city):
    expire(city)
    answer = browser.post(INVITE, TYPED, headers={"HX-Request": "true"})
    assert LOGIN in answer.headers["HX-Redirect"]
    browser.post(LOGIN, {"login": WATANABE.email, "password": PASSWORD})
    assert TYPED["name"] in browser.get(KEPT).content.decode()


def test_the_next_person_at_the_same_browser_sees_nothing(browser, city):
    UserFactory(administrator=True, municipality=city, **SUZUKI.account)
    expire(city)
    browser.post(INVITE, TYPED)

    browser.post(LOGIN, {"login": SUZUKI.email, "password": PASSWORD})

    page = browser.get(KEPT).content.decode()
    assert "とっておいた入力はありません" in page
    assert TYPED["name"] not in page


def test_the_same_person_at_another_browser_sees_nothing(browser, city):
    expire(city)
    browser.post(INVITE, TYPED)
    elsewhere = CityClient(city)
    elsewhere.post(LOGIN, {"login": WATANABE.email, "password": PASSWORD})
    assert TYPED["name"] not in elsewhere.get(KEPT).content.decode()


def test_it_may_be_thrown_away(browser, city):
    expire(city)
    browser.post(INVITE, TYPED)
    browser.post(LOGIN, {"login": WATANABE.email, "password": PASSWORD})
    assert browser.post(KEPT + "discard/").status_code == 302
    assert "とっておいた入力はありません" in browser.get(KEPT).content.decode()


def test_files_are_named_and_not_kept(browser, city):
    expire(city)
    browser.post(INVITE, {**TYPED, "evidence": SimpleUploadedFile("根拠.pdf", b"%PDF-")})
    browser.post(LOGIN, {"login": WATANABE.email, "password": PASSWORD})
    page = browser.get(KEPT).content.decode()
    assert "根拠.pdf" in page
    assert "ファイルはとっておけませんでした" in page


def test_a_stranger_leaves_nothing_behind(city_client, city):
    assert LOGIN in city_client.post(INVITE, TYPED).headers["Location"]
    with municipality_scope(city.pk):
        assert not KeptInput.objects.exists()


def test_secrets_are_not_kept_and_the_database_holds_no_word(city, watanabe, in_city):
    typed = TypedInput("/x/", (("reason", "延期した"), ("password", PASSWORD), ("csrfmiddlewaretoken", "x")))
    now = read_clock()
    token = keep_input(municipality_id=city.pk, user_id=watanabe.pk, typed=typed, now=now)
    found = find_kept_input(municipality_id=city.pk, user_id=watanabe.pk, token=token, now=now)
    assert found is not None
    assert found.fields == (("reason", "延期した"),)
    assert "延期した" not in KeptInput.objects.get().sealed


def test_after_an_hour_it_is_gone(city, watanabe, in_city):
    now = read_clock()
    facts = {"municipality_id": city.pk, "user_id": watanabe.pk}
    token = keep_input(typed=TypedInput("/x/", ()), now=now, **facts)
    later = now + timedelta(minutes=60)
    assert find_kept_input(token=token, now=later, **facts) is None
    assert forget_expired_inputs(municipality_id=city.pk, now=later) == 1


def test_a_person_has_five_at_most(city, watanabe, in_city):
    for minute in range(7):
        now = read_clock() + timedelta(minutes=minute)
        keep_input(municipality_id=city.pk, user_id=watanabe.pk, typed=TypedInput("/x/", ()), now=now)
    assert KeptInput.objects.count() == 5


def test_what_is_longer_than_any_form_is_refused(city, watanabe, in_city):
    typed = TypedInput("/x/", (("reason", "長" * 500_001),))
    with pytest.raises(InputTooLongError):
        keep_input(municipality_id=city.pk, user_id=watanabe.pk, typed=typed, now=read_clock())


def test_nothing_is_kept_for_a_closed_account(city, in_city):
    gone = UserFactory(retired=True, municipality=city)
    with pytest.raises(NobodyToKeepForError):
        keep_input(municipality_id=city.pk, user_id=gone.pk, typed=TypedInput("/x/", ()), now=read_clock())
