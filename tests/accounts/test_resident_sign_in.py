"""Residents sign in with a code that a letter brings."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from shirube.accounts.models import AttemptCount, MailCode, Resident, Session
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory
from tests.people import YAMADA

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
SIGN_IN, CODE, MY_PAGE = "my/sign-in/", "my/sign-in/code/", "my/"


def ask(client: CityClient, email: str = YAMADA.email, **more: str) -> Any:
    return client.post(SIGN_IN, {"email": email, **more})


def last_code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found
    return found[0]


def shown_token(client: CityClient) -> str:
    return client.get(CODE).content.decode().split('name="token" value="')[1].split('"')[0]


def type_code(client: CityClient, code: str, email: str = YAMADA.email, **more: str) -> Any:
    return client.post(CODE, {"email": email, "code": code, **more})


def test_the_first_code_makes_an_account(city_client: CityClient, in_city: Municipality) -> None:
    ask(city_client)

    answer = type_code(city_client, last_code())

    assert answer.headers["Location"].endswith("/minato/my/")
    assert Resident.objects.get().email == YAMADA.email
    assert YAMADA.email in city_client.get(MY_PAGE).content.decode()


def test_the_next_code_opens_the_same_account_in_any_case(
    city_client: CityClient, in_city: Municipality
) -> None:
    known = ResidentFactory(municipality=in_city, email=YAMADA.email)
    ask(city_client, "Yamada@RESIDENT.example")

    type_code(city_client, last_code(), "Yamada@RESIDENT.example")

    assert Session.objects.get(resident__isnull=False).resident_id == known.pk


def test_full_width_digits_with_a_gap_are_the_code(city_client: CityClient, in_city: Municipality) -> None:
    ask(city_client)
    wide = last_code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))

    answer = type_code(city_client, f"{wide[:3]}　{wide[3:]}")

    assert answer.status_code == 302


def test_the_code_may_be_typed_on_another_device(city_client: CityClient, city: Municipality) -> None:
    ask(city_client)
    telephone = CityClient(city)

    type_code(telephone, last_code())

    assert telephone.get(MY_PAGE).status_code == 200


def test_pressing_twice_opens_twice(city_client: CityClient, city: Municipality) -> None:
    ask(city_client)
    token = shown_token(city_client)
    type_code(city_client, last_code(), token=token)
    second = CityClient(city)

    answer = type_code(second, last_code(), token=token)

    assert answer.status_code == 302


def test_a_used_code_opens_no_other_browser(city_client: CityClient, city: Municipality) -> None:
    ask(city_client)
    type_code(city_client, last_code())

    answer = type_code(CityClient(city), last_code())

    assert answer.status_code == 422


def test_a_code_is_worth_nothing_after_ten_minutes(city_client: CityClient) -> None:
    with time_machine.travel(NOW, tick=False):
        ask(city_client)
    with time_machine.travel(NOW + timedelta(minutes=10), tick=False):
        answer = type_code(city_client, last_code())

    assert answer.status_code == 422
    assert "このコードは使えません" in answer.content.decode()


def test_five_wrong_tries_use_the_code_up(city_client: CityClient) -> None:
    ask(city_client)
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    answers = [type_code(city_client, wrong) for _ in range(5)]

    answer = type_code(city_client, right)

    assert {each.status_code for each in answers} == {422}
    assert "このコードは使えません" in answer.content.decode()


def test_an_earlier_letter_that_came_late_still_opens(city_client: CityClient) -> None:
    with time_machine.travel(NOW, tick=False):
        ask(city_client)
    first = last_code()
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        ask(city_client)
        answer = type_code(city_client, first)

    assert len(mail.outbox) == 2
    assert answer.status_code == 302


def test_a_second_letter_waits_a_minute(city_client: CityClient) -> None:
    ask(city_client)

    answer = ask(city_client)

    assert len(mail.outbox) == 1
    assert "1分ほど待ってください" in city_client.get(answer.headers["Location"]).content.decode()


def test_who_has_used_a_code_gets_the_next_at_once_for_another_device(
    city_client: CityClient, city: Municipality
) -> None:
    ask(city_client)
    type_code(city_client, last_code())
    telephone = CityClient(city)
    ask(telephone)

    answer = type_code(telephone, last_code())

    assert len(mail.outbox) == 2
    assert answer.status_code == 302


def test_too_many_letters_close_the_address_for_a_while(city_client: CityClient) -> None:
    for minute in range(5):
        with time_machine.travel(NOW + timedelta(minutes=2 * minute), tick=False):
            ask(city_client)
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        answer = ask(city_client)

    assert len(mail.outbox) == 5
    assert "受け付けを止めています" in answer.content.decode()


def test_the_right_code_forgives_what_was_counted(city_client: CityClient, in_city: Municipality) -> None:
    ask(city_client)

    type_code(city_client, last_code())

    assert not AttemptCount.objects.filter(failures__gt=0).exists()


def test_an_unknown_address_gets_the_same_answer_as_a_known_one(
    city: Municipality, in_city: Municipality
) -> None:
    ResidentFactory(municipality=in_city, email=YAMADA.email)
    known, unknown = CityClient(city), CityClient(city)

    answers = [ask(known).headers["Location"], ask(unknown, "nobody@resident.example").headers["Location"]]

    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2


def test_neither_code_nor_address_can_be_read_from_the_database(
    city_client: CityClient, in_city: Municipality
) -> None:
    ask(city_client)

    row = str(MailCode.objects.values().get())

    assert last_code() not in row
    assert YAMADA.email not in row


def test_one_comes_back_to_the_page_that_was_asked_for(city_client: CityClient) -> None:
    sent = city_client.get("my/account/").headers["Location"]
    wanted = "/minato/my/account/"
    ask(city_client, next=wanted)
    shown = city_client.get(CODE).content.decode()

    answer = type_code(city_client, last_code(), next=wanted)

    assert sent.endswith("next=%2Fminato%2Fmy%2Faccount%2F")
    assert f'name="next" value="{wanted}"' in shown
    assert answer.headers["Location"] == wanted


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/yamabe/my/"])
def test_nobody_is_sent_elsewhere(city_client: CityClient, elsewhere: str) -> None:
    ask(city_client)

    answer = type_code(city_client, last_code(), next=elsewhere)

    assert answer.headers["Location"] == "/minato/my/"


def test_a_session_gets_a_new_key_at_sign_in(city_client: CityClient, in_city: Municipality) -> None:
    ask(city_client)
    before = city_client.cookies["sessionid"].value

    type_code(city_client, last_code())

    assert city_client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_leaves_nothing(city_client: CityClient, in_city: Municipality) -> None:
    city_client.enter_resident(ResidentFactory(municipality=in_city))

    city_client.post("my/sign-out/")

    assert not Session.objects.filter(resident__isnull=False).exists()
    assert city_client.get(MY_PAGE).status_code == 302


def test_a_mail_server_that_refuses_is_told_of(city_client: CityClient, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"

    answer = ask(city_client)

    assert answer.status_code == 422
    assert "メールを送れませんでした" in answer.content.decode()
