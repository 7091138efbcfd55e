"""A time is reserved, changed, cancelled and come to, all by one code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import override_settings

from shirube.accounts.domain.lockout import ALLOWED_FAILURES, Tried
from shirube.accounts.interface import SYSTEM, Role
from shirube.bookings import interface as bookings
from shirube.bookings.models import Reservation
from shirube.bookings.queries.addresses import address_of
from shirube.kernel.clock import JAPAN, read_clock
from shirube.organizations.models import Municipality
from shirube.visits import interface as visits
from shirube.visits.commands import reserving
from shirube.visits.models import Service, Visit
from shirube.visits.tasks import expect_reservations
from tests.conftest import CityClient
from tests.visits.counters import MORNING, Counter

# Monday, in an hour; and on Tuesday.
TODAY, TOMORROW = datetime(2026, 11, 16, 11, 0, tzinfo=JAPAN), datetime(2026, 11, 17, 11, 0, tzinfo=JAPAN)
YAMADA = {"name": "山田 花子", "mail": "yamada@resident.example"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def times(counter: Counter) -> Counter:
    """引っ越し can be reserved for 11:00, 11:30 and 12:00, today and tomorrow, one at a time."""
    reserving.offer_times(
        municipality_id=counter.city.pk,
        service_id=counter.moving,
        hours=[bookings.WeeklyHours(weekday, bookings.Span("11:00", "12:30")) for weekday in range(2)],
        capacity=1,
        policy=bookings.Policy(minutes=30, horizon_days=1, lead_minutes=0, per_person_max=2),
        actor=SYSTEM,
        now=MORNING,
    )
    return counter


def slot(counter: Counter, at: datetime = TODAY) -> bookings.SlotView:
    resource_id = Service.objects.get(pk=counter.moving).resource_id
    assert resource_id is not None
    found = bookings.list_slots(
        municipality_id=counter.city.pk,
        resource_ids=[resource_id],
        since=at,
        until=at + timedelta(minutes=1),
        now=read_clock(),
    )
    return found[0]


def reserve(client: CityClient, counter: Counter, at: datetime = TODAY, **facts: Any) -> Any:
    path = f"counter/services/{counter.moving}/reserve/"
    return client.post(path, {"key": "k", "slot": str(slot(counter, at).id), **YAMADA, **facts})


def code_in(answer: Any) -> str:
    return str(answer["Location"]).rstrip("/").rpartition("/")[2]


@pytest.fixture
def code(times: Counter, city_client: CityClient) -> str:
    """山田's, for eleven o'clock."""
    return code_in(reserve(city_client, times))


@pytest.fixture
def kiosk(times: Counter, signed_in: Callable[..., CityClient]) -> CityClient:
    client = signed_in(Role.SECTION_CHIEF)
    client.post("staff/counter/setup/honcho/kiosk/")
    return client


def test_reserving_ends_on_the_page_of_its_one_code(times: Counter, city_client: CityClient) -> None:
    form = city_client.get(f"counter/services/{times.moving}/reserve/").content.decode()
    made = reserve(city_client, times, further=[times.certificates])
    shown = city_client.get(made["Location"]).content.decode()

    assert "11:00–11:30" in form
    assert code_in(made) in shown
    assert "来庁の予約" in shown
    assert "引っ越しの届出" in shown
    assert "証明書の交付" in shown
    visit = Visit.objects.get()
    assert (visit.state, visit.reserved_for, visit.wants_mail) == ("expected", TODAY, True)


def test_pressing_twice_reserves_once(times: Counter, city_client: CityClient, code: str) -> None:
    assert code_in(reserve(city_client, times)) == code
    assert (Reservation.objects.count(), Visit.objects.count()) == (1, 1)


def test_a_time_that_is_taken_or_past_is_not_reserved(
    times: Counter, city_client: CityClient, code: str, clock: Any
) -> None:
    taken = reserve(city_client, times, key="other", name="高橋 実", mail="takahashi@resident.example")
    late = slot(times, TODAY + timedelta(minutes=30))
    clock.move_to(TODAY + timedelta(hours=1))
    past = city_client.post(
        f"counter/services/{times.moving}/reserve/", {"key": "late", "slot": str(late.id), **YAMADA}
    )

    assert "この枠は満席になりました" in taken.content.decode()
    assert "もう空いていません" in past.content.decode()
    assert Reservation.objects.count() == 1


def test_the_same_resident_does_not_take_every_time(times: Counter, city_client: CityClient) -> None:
    moments = (TODAY, TODAY + timedelta(minutes=30), TODAY + timedelta(hours=1))

    answers = [reserve(city_client, times, at, key=f"k{at}") for at in moments]

    assert [one.status_code for one in answers] == [302, 302, 422]


def test_somebody_without_address_is_asked_for_one(times: Counter, city_client: CityClient) -> None:
    answer = reserve(city_client, times, mail="")

    assert answer.status_code == 422
    assert "メールアドレスか電話番号" in answer.content.decode()


def test_a_reservation_is_cancelled_by_its_code_and_the_time_is_free(
    times: Counter, city_client: CityClient, kiosk: CityClient, code: str
) -> None:
    city_client.post(f"tickets/{code}/cancel/")

    assert "取り消された予約です" in city_client.get(f"tickets/{code}/").content.decode()
    assert slot(times).free == 1
    arriving = kiosk.post("kiosk/honcho/check-in/", {"scanned": code, "by": "code"})
    assert "この予約は取り消されています" in arriving.content.decode()


def test_a_reservation_is_moved_by_its_code_which_stays(
    times: Counter, city_client: CityClient, code: str
) -> None:
    assert "11:30–12:00" in city_client.get(f"tickets/{code}/change/").content.decode()
    city_client.post(f"tickets/{code}/change/", {"slot": str(slot(times, TOMORROW).id)})

    assert Visit.objects.get().reserved_for == TOMORROW
    assert slot(times).free == 1
    assert city_client.get(f"tickets/{code}/").status_code == 200


def test_the_code_is_typed_as_people_type(times: Counter, city_client: CityClient, code: str) -> None:
    typed = code.replace("-", " ").lower()

    assert code_in(city_client.post("tickets/", {"scanned": typed})) == code
    wrong = city_client.post("tickets/", {"scanned": "7KMX-4QRA-9TWC"})
    assert wrong.status_code == 422
    assert "見つかりませんでした" in wrong.content.decode()


@pytest.mark.parametrize("carried", ["code", "ticket", "letter"])
def test_arriving_by_whatever_was_carried(times: Counter, kiosk: CityClient, code: str, carried: str) -> None:
    reservation = bookings.get_reservation(
        municipality_id=times.city.pk, reservation_id=Reservation.objects.get().pk, actor=SYSTEM
    )
    front = f"http://testserver/{times.city.slug}"
    scanned = {
        "code": code,
        "ticket": f"{front}/en/tickets/{code}/",
        "letter": f"{front}/reservations/{reservation.number}/?secret={reservation.booker.secret}",
    }[carried]

    arrived = kiosk.post("kiosk/honcho/check-in/", {"scanned": scanned, "by": "code"})

    assert "B-001" in kiosk.get(arrived["Location"]).content.decode()


@pytest.mark.usefixtures("code")
def test_a_number_alone_lets_nobody_arrive_for_somebody_else(times: Counter, kiosk: CityClient) -> None:
    number = Reservation.objects.get().number
    front = "kiosk/honcho/check-in/"

    asked = kiosk.post(front, {"scanned": number.lower(), "by": "code"}).content.decode()
    wrong = kiosk.post(front, {"number": number, "name": "高橋 実", "by": "number"})
    nameless = kiosk.post(front, {"number": number, "name": "", "by": "number"})

    assert "お名前を確かめます" in asked
    assert "山田" not in asked
    assert (wrong.status_code, nameless.status_code) == (422, 422)
    assert "番号とお名前が合いませんでした" in wrong.content.decode()
    assert Visit.objects.get().state == "expected"


@pytest.mark.usefixtures("code")
def test_a_number_and_the_name_it_was_reserved_under_are_enough(times: Counter, kiosk: CityClient) -> None:
    number = Reservation.objects.get().number
    typed = {"number": number, "name": YAMADA["name"].replace(" ", "　"), "by": "number"}

    arrived = kiosk.post("kiosk/honcho/check-in/", typed)

    assert "B-001" in kiosk.get(arrived["Location"]).content.decode()


def test_a_number_of_nobody_is_told_like_a_wrong_name(times: Counter, kiosk: CityClient) -> None:
    typed = {"number": "7KMX-4QRA-9TWC", "name": "山田 花子", "by": "number"}

    answer = kiosk.post("kiosk/honcho/check-in/", typed)

    assert "番号とお名前が合いませんでした" in answer.content.decode()


@pytest.mark.usefixtures("code")
def test_a_clerk_takes_the_number_alone(times: Counter, signed_in: Callable[..., CityClient]) -> None:
    clerk = signed_in(Role.SECTION_STAFF)

    clerk.post("staff/counter/honcho/reception/arrive/", {"scanned": Reservation.objects.get().number})

    assert Visit.objects.get().ticket == "B-001"


@pytest.mark.parametrize(
    ("scanned", "told"),
    [
        ("http://testserver/minato/reservations/7KMX-4QRA-9TWC/?secret=7KMX-4QRA-9TWC", "予約が見つかり"),
        ("7KMX-4QRA-9TWC", "この番号の受付は見つかりませんでした"),
        ("990019-7KMX-4QRA-9TWD", "ほかの市区町村で作られたものです"),
        ("https://www.city.example/yamabe/tickets/7KMX-4QRA-9TWC/", "のQRコードです。ここでは使えません"),
        ("おはよう", "読み取れませんでした"),
    ],
)
def test_a_code_that_is_none_here_says_what_to_do(kiosk: CityClient, scanned: str, told: str) -> None:
    answer = kiosk.post("kiosk/honcho/check-in/", {"scanned": scanned, "by": "code"})

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_reception_refuses_a_code_of_another_city_too(
    times: Counter, signed_in: Callable[..., CityClient], other_city: Municipality
) -> None:
    clerk = signed_in(Role.SECTION_STAFF)
    foreign = f"http://testserver/{other_city.slug}/tickets/{times.take().code}/"

    shown = clerk.post("staff/counter/honcho/reception/arrive/", {"scanned": foreign}, follow=True)
    garbage = clerk.post("staff/counter/honcho/reception/arrive/", {"visit": "x"}, follow=True)

    assert "これは山辺市のQRコードです" in shown.content.decode()
    assert "見つかりませんでした" in garbage.content.decode()


def test_the_hourly_job_expects_whom_a_lost_event_forgot(times: Counter, code: str) -> None:
    Visit.objects.all().delete()
    for _ in range(2):
        expect_reservations.func(municipality_id=times.city.pk, due_at=MORNING.isoformat())

    assert Visit.objects.get().reserved_for == TODAY


def test_letters_lead_to_the_page_of_the_one_code(times: Counter, code: str) -> None:
    with override_settings(CSRF_TRUSTED_ORIGINS=["https://shirube.example"]):
        address = address_of(Reservation.objects.select_related("resource").get(), "en")

    assert address.startswith("https://shirube.example/minato/en/tickets/")
    assert address.endswith(f"/{visits.code_of(municipality_id=times.city.pk, visit_id=_visit_id())}/")


def _visit_id() -> UUID:
    return Visit.objects.get().pk


def test_times_are_set_and_stopped_on_their_page(
    counter: Counter, signed_in: Callable[..., CityClient]
) -> None:
    chief = signed_in(Role.DX_PROMOTION)
    path = "staff/counter/setup/honcho/services/moving/times/"
    rules = {"minutes": 30, "capacity": 2, "days_ahead": 2, "lead_minutes": 0}
    wrong = chief.post(path, {"is_bookable": "on", "morning": "9時から", **rules})
    chief.post(path, {"is_bookable": "on", "morning": "11:00-12:00", **rules})

    assert wrong.status_code == 422
    assert slot(counter).capacity == 2
    assert chief.get(path).context["form"].initial["morning"] == "11:00-12:00"
    chief.post(path, {"morning": "11:00-12:00", **rules})
    assert Service.objects.get(pk=counter.moving).resource_id is None


def test_hours_that_end_before_they_begin_are_told(
    counter: Counter, signed_in: Callable[..., CityClient]
) -> None:
    answer = signed_in(Role.DX_PROMOTION).post(
        "staff/counter/setup/honcho/services/moving/times/",
        {"is_bookable": "on", "morning": "12:00-9:00", "minutes": 30, "capacity": 1, "days_ahead": 2,
         "lead_minutes": 0},
    )  # fmt: skip

    assert answer.status_code == 422
    assert Service.objects.get(pk=counter.moving).resource_id is None


def test_one_address_does_not_reserve_without_end(
    times: Counter, city_client: CityClient, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ALLOWED_FAILURES, Tried.VISITOR, 2)

    refused = reserve(city_client, times, TOMORROW, key="another")

    assert refused.status_code == 422
    assert "たくさん始められました" in refused.content.decode()
