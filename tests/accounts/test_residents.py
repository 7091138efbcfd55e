"""A resident's own account: data, address, devices, leaving; and whose browser it is."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from shirube.accounts.models import Resident, Session
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.factories.residents import ResidentFactory
from tests.people import PASSWORD, SATO, YAMADA

MY_PAGE = "my/"
NEW_ADDRESS = "hanako@resident.example"


@pytest.fixture
def yamada(in_city: Municipality) -> Resident:
    resident: Resident = ResidentFactory(municipality=in_city, email=YAMADA.email, told_name=YAMADA.name)
    return resident


@pytest.fixture
def browser(city: Municipality, yamada: Resident) -> CityClient:
    return CityClient(city).enter_resident(yamada)


def last_code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found
    return found[0]


def test_the_signed_out_are_sent_to_sign_in_and_back(city_client: CityClient) -> None:
    answer = city_client.get("my/devices/")

    assert answer.headers["Location"] == "/minato/my/sign-in/?next=%2Fminato%2Fmy%2Fdevices%2F"


def test_one_page_of_ones_own(browser: CityClient) -> None:
    shown = browser.get(MY_PAGE).content.decode()

    assert YAMADA.name in shown
    assert "サインアウト" in shown


def test_visitors_without_a_session_cost_no_query(city_client: CityClient) -> None:
    city_client.get("my/sign-in/code/")
    with CaptureQueriesContext(connection) as seen:
        city_client.get("my/sign-in/code/")

    assert not [query for query in seen.captured_queries if "accounts_" in query["sql"]]


def test_name_and_kana_are_sealed(browser: CityClient, yamada: Resident, in_city: Municipality) -> None:
    browser.post("my/account/", {"name": "山田 𠮷子", "kana": "ﾔﾏﾀﾞ", "language": "en"})

    yamada.refresh_from_db()
    person = accounts.get_resident(municipality_id=in_city.pk, resident_id=yamada.pk)
    assert "山田" not in yamada.name
    assert (person.name, person.kana, person.language) == ("山田 𠮷子", "ヤマダ", "en")


def test_the_address_changes_with_a_code_read_at_the_new_one(browser: CityClient, yamada: Resident) -> None:
    browser.post("my/account/address/", {"email": NEW_ADDRESS})

    browser.post("my/account/address/code/", {"email": NEW_ADDRESS, "code": last_code()})

    yamada.refresh_from_db()
    assert yamada.email == NEW_ADDRESS
    assert [letter.to for letter in mail.outbox] == [[NEW_ADDRESS], [YAMADA.email]]


def test_a_code_for_one_address_does_not_prove_another(browser: CityClient, yamada: Resident) -> None:
    browser.post("my/account/address/", {"email": NEW_ADDRESS})

    answer = browser.post(
        "my/account/address/code/", {"email": "mayor@resident.example", "code": last_code()}
    )

    yamada.refresh_from_db()
    assert answer.status_code == 422
    assert yamada.email == YAMADA.email


def test_an_address_that_another_holds_is_refused_after_the_code(
    browser: CityClient, yamada: Resident, in_city: Municipality
) -> None:
    ResidentFactory(municipality=in_city, email=NEW_ADDRESS.upper())
    browser.post("my/account/address/", {"email": NEW_ADDRESS})

    answer = browser.post("my/account/address/code/", {"email": NEW_ADDRESS, "code": last_code()})

    assert "ほかのアカウントで使われています" in answer.content.decode()


def test_closing_forgets_the_person_and_ends_every_session(
    browser: CityClient, city: Municipality, yamada: Resident
) -> None:
    telephone = CityClient(city).enter_resident(yamada)

    browser.post("my/account/close/")

    yamada.refresh_from_db()
    assert (yamada.email, yamada.name) == ("", "")
    assert telephone.get(MY_PAGE).status_code == 302
    assert accounts.find_resident(municipality_id=city.pk, resident_id=yamada.pk) is None


def test_after_closing_the_address_may_join_anew(
    browser: CityClient, yamada: Resident, in_city: Municipality
) -> None:
    browser.post("my/account/close/")

    assert ResidentFactory(municipality=in_city, email=YAMADA.email).pk != yamada.pk


def test_other_devices_are_listed_and_ended(
    browser: CityClient, city: Municipality, yamada: Resident
) -> None:
    telephone = CityClient(city).enter_resident(yamada)
    shown = browser.get("my/devices/").content.decode()

    browser.post("my/devices/end-others/")

    assert "この機器" in shown
    assert "ほかの機器" in shown
    assert telephone.get(MY_PAGE).status_code == 302
    assert browser.get(MY_PAGE).status_code == 200


def test_another_residents_session_cannot_be_ended(
    browser: CityClient, city: Municipality, in_city: Municipality
) -> None:
    neighbour = CityClient(city).enter_resident(ResidentFactory(municipality=in_city))
    theirs = Session.objects.exclude(resident__email=YAMADA.email).get()

    answer = browser.post(f"my/devices/{theirs.pk}/end/")

    assert answer.status_code == 404
    assert neighbour.get(MY_PAGE).status_code == 200


def test_a_member_of_staff_is_no_resident(signed_in) -> None:
    assert signed_in(Role.SECTION_CHIEF).get(MY_PAGE).status_code == 302


def test_a_resident_is_no_member_of_staff(browser: CityClient) -> None:
    assert browser.get("staff/").status_code == 302


def test_staff_signing_in_ends_the_resident(browser: CityClient, in_city: Municipality) -> None:
    UserFactory(municipality=in_city, section_staff=True, **SATO.account)

    browser.post("accounts/login/", {"login": SATO.email, "password": PASSWORD})

    assert browser.get(MY_PAGE).status_code == 302


def test_a_resident_signing_in_ends_the_member_of_staff(signed_in) -> None:
    client = signed_in(Role.SECTION_CHIEF)
    client.post("my/sign-in/", {"email": YAMADA.email})

    client.post("my/sign-in/code/", {"email": YAMADA.email, "code": last_code()})

    assert client.get(MY_PAGE).status_code == 200
    assert client.get("staff/").status_code == 302


def test_a_resident_of_one_city_is_a_stranger_in_another(
    browser: CityClient, other_city: Municipality
) -> None:
    abroad = CityClient(other_city)
    abroad.cookies = browser.cookies

    assert abroad.get(MY_PAGE).status_code == 302


def test_every_page_of_the_account_opens(browser: CityClient) -> None:
    paths = ["my/account/", "my/account/address/", "my/account/close/", "my/devices/"]

    assert {browser.get(path).status_code for path in paths} == {200}
