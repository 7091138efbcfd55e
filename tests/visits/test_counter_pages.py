"""The counter's pages: what a resident, a screen and a clerk see, and what they are told when it does not work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality
from shirube.visits import interface as visits
from shirube.visits.models import DeskShift, Visit
from shirube.visits.web.boards.memory import forget_revisions
from tests.conftest import CityClient
from tests.visits.counters import MORNING, Counter


@pytest.fixture(autouse=True)
def _at_ten() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def chief(counter: Counter, signed_in: Callable[..., CityClient]) -> CityClient:
    return signed_in(Role.SECTION_CHIEF)


@pytest.fixture
def kiosk(counter: Counter, chief: CityClient) -> CityClient:
    """A browser that was made a kiosk; nobody is signed in to it any more."""
    chief.post("staff/counter/setup/honcho/kiosk/")
    return chief


def test_a_browser_at_home_is_no_kiosk(counter: Counter, city_client: CityClient) -> None:
    answer = city_client.post("kiosk/honcho/", {"services": [counter.certificates], "key": "k"})

    assert (answer.status_code, Visit.objects.count()) == (403, 0)


def test_the_kiosk_gives_one_number_and_signs_the_clerk_out(counter: Counter, kiosk: CityClient) -> None:
    form = {"services": [counter.certificates, counter.moving], "key": "k"}
    address = kiosk.post("kiosk/honcho/", form)["Location"]

    assert kiosk.post("kiosk/honcho/", form)["Location"] == address
    assert "A-001" in kiosk.get(address).content.decode()
    assert kiosk.get("staff/counter/").status_code == 302


def test_the_kiosk_says_what_is_missing(counter: Counter, kiosk: CityClient) -> None:
    answer = kiosk.post("kiosk/honcho/", {"key": "k"})

    assert answer.status_code == 422
    assert "ご用件を一つ以上選んでください" in answer.content.decode()


def test_a_code_of_another_city_is_named(
    counter: Counter, kiosk: CityClient, other_city: Municipality
) -> None:
    scanned = "http://testserver/yamabe/tickets/7KMX-4QRA-9TWC/"
    ticket = counter.take()
    foreign = scanned.replace("7KMX-4QRA-9TWC", ticket.code)

    answer = kiosk.post("kiosk/honcho/check-in/", {"scanned": foreign, "by": "code"})

    assert answer.status_code == 422
    assert "これは山辺市のQRコードです" in answer.content.decode()


def test_arriving_by_name_needs_name_and_time_and_tells_nothing_else(
    counter: Counter, kiosk: CityClient
) -> None:
    counter.expect(counter.branch_id, minutes=10, name="山田 花子")
    wrong = kiosk.post("kiosk/honcho/check-in/", {"name": "山田花子", "at": "10:20", "by": "name"})
    right = kiosk.post("kiosk/honcho/check-in/", {"name": "山田花子", "at": "10:10", "by": "name"})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "A-001" in kiosk.get(right["Location"]).content.decode()


def test_the_board_shows_who_is_called_and_no_names(counter: Counter, city_client: CityClient) -> None:
    counter.open().take(name="山田 花子")
    counter.call(0)

    shown = city_client.get("boards/honcho/").content.decode()

    assert "A-001" in shown
    assert "山田" not in shown


def test_the_board_is_answered_with_304_until_something_changes(
    counter: Counter, city_client: CityClient
) -> None:
    counter.open().take()
    tag = city_client.get("boards/honcho/now/")["ETag"]
    same = city_client.get("boards/honcho/now/", headers={"If-None-Match": tag})
    counter.call(0)
    forget_revisions()

    changed = city_client.get("boards/honcho/now/", headers={"If-None-Match": tag})
    assert (same.status_code, changed.status_code) == (304, 200)
    assert "A-001" in changed.content.decode()


def test_asking_for_the_unchanged_board_costs_little(counter: Counter, city_client: CityClient) -> None:
    counter.take()
    city_client.get("boards/honcho/now/")

    assert city_client.count_queries("boards/honcho/now/") <= 2


def test_a_screen_is_answered_before_anybody_is_asked_who_they_are(
    counter: Counter, city_client: CityClient
) -> None:
    counter.take()
    answer = city_client.get("boards/honcho/now/")
    missing = city_client.get("boards/nowhere/now/")

    assert not hasattr(answer.wsgi_request, "session")
    assert "Content-Security-Policy" in answer
    assert missing.status_code == 404


def test_congestion_says_how_long_and_that_the_error_is_not_known_yet(
    counter: Counter, city_client: CityClient
) -> None:
    counter.open(0).take()
    counter.take()

    shown = city_client.get("counter/congestion/").content.decode()

    assert "約20分" in shown
    assert "まだ測った数が少なく、誤差を示せません" in shown
    assert "いまは窓口が開いていません" in shown


@pytest.mark.parametrize("language", ["", "en/", "easy/"])
def test_public_pages_speak_three_languages(
    counter: Counter, city: Municipality, city_client: CityClient, language: str
) -> None:
    ticket = counter.open().take()
    pages = (
        "counter/",
        f"counter/services/{counter.certificates}/",
        "counter/congestion/",
        "counter/honcho/accuracy/",
        "boards/honcho/",
        f"tickets/{ticket.code}/",
    )

    assert {city_client.get(f"/{city.slug}/{language}{one}").status_code for one in pages} == {200}


def test_a_ticket_is_followed_and_given_up(counter: Counter, city_client: CityClient) -> None:
    counter.open().take()
    ticket = counter.take()
    address = f"tickets/{ticket.code}/"

    assert "前に 1人" in city_client.get(address).content.decode()
    city_client.post(address, {"mail": "yamada@resident.example"})
    city_client.post(address + "leave/")

    assert "この番号札の受付は終わっています" in city_client.get(address).content.decode()
    assert Visit.objects.get(pk=ticket.visit_id).wants_mail


def test_the_pages_of_a_code_let_the_browser_say_where_a_form_comes_from(
    counter: Counter, city_client: CityClient
) -> None:
    """With "no-referrer" a browser sends `Origin: null`, and every button of the page is refused."""
    shown = city_client.get(f"tickets/{counter.take().code}/")

    assert shown["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in shown.content.decode()


def test_a_wrong_code_finds_nothing(counter: Counter, city_client: CityClient) -> None:
    assert city_client.get("tickets/7KMX-4QRA-9TWC/").status_code == 404


def test_a_clerk_opens_calls_serves_and_closes(counter: Counter, chief: CityClient) -> None:
    counter.take()
    page = "staff/counter/honcho/desks/1/"
    for act in ("open", "next"):
        chief.post(page + "act/", {"act": act})
    shown = chief.get(page)
    step = shown.context["here"]["id"]
    for act in ("again", "start", "finish"):
        chief.post(page + "act/", {"act": act, "step": step})
    chief.post(page + "act/", {"act": "close"})

    assert Visit.objects.get().state == visits.VisitState.DONE
    assert not DeskShift.objects.filter(until__isnull=True).exists()


def test_a_clerk_is_told_when_nobody_waits(counter: Counter, chief: CityClient) -> None:
    page = "staff/counter/honcho/desks/1/"
    chief.post(page + "act/", {"act": "open"})

    shown = chief.post(page + "act/", {"act": "next"}, follow=True).content.decode()

    assert "待っている方はいません" in shown


def test_reception_gives_tickets_and_receives_who_is_expected(counter: Counter, chief: CityClient) -> None:
    visit_id = counter.expect(counter.branch_id, minutes=10, name="山田 花子")
    assert "山田 花子" in chief.get("staff/counter/honcho/reception/").content.decode()
    form = {"services": [counter.certificates], "key": "k", "language": "ja", "priority": "child"}

    given = chief.post("staff/counter/honcho/reception/", form, follow=True)
    arrived = chief.post("staff/counter/honcho/reception/arrive/", {"visit": visit_id}, follow=True)

    assert "A-001" in given.content.decode()
    assert "A-002" in arrived.content.decode()


def test_the_day_is_closed_on_a_page(counter: Counter, chief: CityClient) -> None:
    counter.take()

    shown = chief.post("staff/counter/honcho/closing/", {"csrf": "x"}, follow=True).content.decode()

    assert "用件が済まずに帰られた方 1人" in shown


def test_setting_up_a_branch_a_service_and_a_desk(counter: Counter, chief: CityClient) -> None:
    setup = "staff/counter/setup/"
    section = chief.user.assignments.get().section_id
    chief.post(setup, {"code": "shisho", "title": "北支所", "is_open": "on"})
    service = {
        "code": "tax",
        "letter": "T",
        "title": "税の相談",
        "section": section,
        "minutes": 15,
        "bring": "印鑑",
    }
    chief.post(setup + "shisho/services/new/", {**service, "is_offered": "on"})
    branch = visits.get_branch(municipality_id=counter.city.pk, code="shisho", on=MORNING.date())
    chief.post(
        setup + "shisho/desks/0/", {"number": 1, "services": [branch.services[0].id], "is_in_use": "on"}
    )

    shown = chief.get(setup + "shisho/").content.decode()
    assert "税の相談" in shown
    again = chief.post(setup + "honcho/services/new/", {**service, "letter": "A"})
    assert again.status_code == 422


@pytest.mark.parametrize("path", ["staff/counter/", "staff/counter/honcho/desks/1/"])
def test_waiting_lists_cost_the_same_for_one_and_ten(counter: Counter, chief: CityClient, path: str) -> None:
    counter.open().take()
    one = chief.count_queries(path)
    for _ in range(9):
        counter.take()

    assert chief.count_queries(path) == one
