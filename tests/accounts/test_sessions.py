"""Sessions: of one city, known to their owner, ended from elsewhere."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from django.conf import settings

from shirube.accounts.interface import Role
from shirube.accounts.models import Session
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SATO

SESSIONS = "/accounts/sessions/"
COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def sato(city):
    return UserFactory(section_staff=True, municipality=city, **SATO.account)


def sign_in(client, **headers):
    client.post("/accounts/login/", {"login": SATO.email, "password": PASSWORD}, headers=headers)
    return client


def with_cookie_of(client, city):
    """Another city's browser that sends the first one's session all the same."""
    thief = CityClient(city)
    thief.cookies = SimpleCookie({COOKIE: client.cookies[COOKIE].value})
    return thief


@pytest.mark.usefixtures("sato")
def test_the_cookie_is_sent_to_its_own_city_only(city_client):
    assert sign_in(city_client).cookies[COOKIE]["path"] == "/minato/"


@pytest.mark.usefixtures("sato")
def test_the_cookie_is_the_same_for_all_languages_of_the_city(city_client):
    city_client.post("/en/accounts/login/", {"login": SATO.email, "password": PASSWORD})
    assert city_client.cookies[COOKIE]["path"] == "/minato/"


def test_a_session_of_one_city_is_nobody_in_another(signed_in, other_city):
    thief = with_cookie_of(signed_in(Role.ADMINISTRATOR), other_city)
    answer = thief.get("/staff/people/")
    assert answer.status_code == 302
    assert "/yamabe/accounts/login/" in answer.headers["Location"]


def test_a_foreign_session_is_nobody_even_where_the_same_person_has_an_account(sato, other_city, city_client):
    UserFactory(administrator=True, municipality=other_city, **SATO.account)
    thief = with_cookie_of(city_client.enter(sato), other_city)
    assert thief.get(SESSIONS).status_code == 302


def test_a_half_finished_sign_in_cannot_be_carried_to_another_city(sato, city_client, other_city):
    with municipality_scope(sato.municipality_id):
        session = city_client.session
        session["account_login"] = {"user_pk": sato.pk.hex}
        session.save()
    answer = with_cookie_of(city_client, other_city).get("/accounts/2fa/authenticate/")
    assert answer.headers["Location"] == "/yamabe/accounts/login/"


def test_a_session_cookie_on_the_page_of_all_cities_is_ignored(signed_in, client):
    signed_in(Role.ADMINISTRATOR)
    client.cookies = SimpleCookie({COOKIE: "a" * 32})
    assert client.get("/no-such-city/").status_code == 404


@pytest.mark.usefixtures("sato")
def test_one_sees_where_one_is_signed_in(city_client, city):
    sign_in(CityClient(city), **{"User-Agent": "庁内の端末"})
    page = sign_in(city_client, **{"User-Agent": "携帯"}).get(SESSIONS).content.decode()
    assert "この機器" in page
    assert "庁内の端末" in page


def test_nobody_sees_the_sessions_of_others(city_client, city, sato):
    colleague = UserFactory(section_staff=True, municipality=city)
    CityClient(city).enter(colleague)
    page = city_client.enter(sato).get(SESSIONS).content.decode()
    assert "ほかの機器" not in page


def test_one_signs_out_elsewhere(city_client, city, sato):
    elsewhere = CityClient(city).enter(sato)
    city_client.enter(sato)
    with municipality_scope(city.pk):
        other = Session.objects.get(session_key=elsewhere.cookies[COOKIE].value)
    city_client.post(f"/accounts/sessions/{other.pk}/end/")
    assert elsewhere.get(SESSIONS).status_code == 302
    assert city_client.get(SESSIONS).status_code == 200


def test_nobody_ends_the_session_of_another(city_client, city, sato):
    colleague = CityClient(city).enter(UserFactory(section_staff=True, municipality=city))
    with municipality_scope(city.pk):
        session = Session.objects.get(session_key=colleague.cookies[COOKIE].value)
    assert city_client.enter(sato).post(f"/accounts/sessions/{session.pk}/end/").status_code == 404
    assert colleague.get(SESSIONS).status_code == 200


def test_all_others_end_at_once(city_client, city, sato):
    elsewhere = CityClient(city).enter(sato)
    city_client.enter(sato).post("/accounts/sessions/end-others/")
    assert elsewhere.get(SESSIONS).status_code == 302
    assert city_client.get(SESSIONS).status_code == 200


def test_the_list_takes_no_more_queries_for_ten_sessions(city_client, city, sato):
    one = city_client.enter(sato).count_queries(SESSIONS)
    for _ in range(9):
        CityClient(city).enter(sato)
    assert city_client.count_queries(SESSIONS) == one
