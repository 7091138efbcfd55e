"""Classes are looked at before the draw; what staff correct is told, published, and can be undone by whoever checks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.bookings import interface as bookings
from shirube.bookings.models import Lottery, LotteryCorrection, LotteryEntry, LotteryProtocol, Reservation
from shirube.organizations.models import Section
from tests.bookings.hall import NOW, Desk, person
from tests.bookings.lots import CLOSES, DRAWS, Lots, verifier
from tests.conftest import CityClient

SCRIPT = verifier()
CLASSES = (
    bookings.PriorityClass(code="resident", title={"ja": "市内の団体", "en": "Residents"}, priority=1),
    bookings.PriorityClass(code="outside", title={"ja": "市外の団体", "en": "Others"}, priority=2),
)
BETWEEN = CLOSES + timedelta(hours=1)


@pytest.fixture
def entered(lots: Lots) -> Lots:
    """Six who all say that they live here; the first does not."""
    lots.announce(slots=2, classes=CLASSES)
    for number in range(6):
        lots.enter(number, wishes=tuple(lots.codes), wish={"priority_class": "resident"})
    return lots


def entry(number: int = 1) -> LotteryEntry:
    return LotteryEntry.objects.get(number=number)


def correct(lots: Lots, number: int = 1, **facts: Any) -> None:
    usual = {"entry_id": entry(number).pk, "priority_class": "outside", "reason": "市外の団体のため"}
    lots.desk.deed(bookings.correct_class, **{**usual, "now": BETWEEN, **facts})


def test_what_staff_correct_before_the_closing_stands_in_the_list(entered: Lots) -> None:
    correct(entered, now=NOW)
    entered.move_on()

    protocol = entered.protocol()
    assert (entry().priority_class, entry().priority) == ("outside", 2)
    assert protocol["corrections"] == []
    assert protocol["result"][-1]["number"] == 1


def test_what_is_corrected_after_the_closing_is_published_and_verifies(entered: Lots) -> None:
    entered.move_on(CLOSES)
    closing = entered.row.entries_digest
    correct(entered)
    entered.move_on()

    protocol = entered.protocol()
    assert protocol["closing_digest"] == closing != protocol["entries_digest"]
    assert [(one["number"], one["priority_was"], one["priority_is"]) for one in protocol["corrections"]] == [
        (1, 1, 2)
    ]
    assert all(agrees for _, agrees in SCRIPT.check(protocol, ""))
    assert protocol["result"][-1]["number"] == 1


@pytest.mark.parametrize(
    "tampered",
    [
        {"corrections": []},
        {"corrections": [{"number": 2, "priority_was": 1, "priority_is": 2}]},
        {"closing_digest": "00" * 32},
    ],
)
def test_a_correction_that_is_hidden_or_another_does_not_verify(
    entered: Lots, tampered: dict[str, Any]
) -> None:
    entered.move_on(CLOSES)
    correct(entered)
    entered.move_on()

    protocol = entered.protocol() | tampered

    assert [agrees for _, agrees in SCRIPT.check(protocol, "")] == [True, False, True]


def test_nothing_is_corrected_once_the_public_number_is_known(lots: Lots) -> None:
    lots.announce(classes=CLASSES, source="12月1日の日経平均株価の終値")
    lots.enter(1, wish={"priority_class": "resident"})
    lots.move_on(CLOSES)
    lots.desk.deed(bookings.state_public_value, lottery_id=lots.lottery_id, value="50123.45", now=BETWEEN)

    with pytest.raises(bookings.LotterySettledError):
        correct(lots)
    assert not LotteryCorrection.objects.exists()


def test_nothing_is_corrected_after_the_draw(entered: Lots) -> None:
    entered.move_on()

    with pytest.raises(bookings.LotterySettledError):
        correct(entered, now=DRAWS)


def test_a_correction_needs_another_class_and_a_reason(entered: Lots) -> None:
    with pytest.raises(bookings.PriorityClassError):
        correct(entered, priority_class="resident")
    with pytest.raises(bookings.CorrectionReasonError):
        correct(entered, reason=" ")


def test_who_names_another_class_is_looked_at_again(entered: Lots) -> None:
    entered.desk.deed(bookings.confirm_classes, lottery_id=entered.lottery_id, entry_ids=[entry().pk])
    assert entry().class_checked_at == entered.desk.now

    wish = bookings.LotteryWish(wishes=tuple(entered.codes), priority_class="outside")
    bookings.change_entry(
        municipality_id=entered.desk.municipality_id,
        entry_id=entry().pk,
        wish=wish,
        actor=person(0, secret=entered.enter(0, wish={"priority_class": "resident"}).secret),
        now=NOW,
    )

    assert entry().class_checked_at is None


def test_staff_of_another_section_correct_nothing(entered: Lots, desk: Desk) -> None:
    stranger = type(desk.clerk)(staff_id=desk.clerk.staff_id)

    with pytest.raises(bookings.NotYourResourceError):
        bookings.correct_class(
            municipality_id=desk.municipality_id, entry_id=entry().pk, priority_class="outside",
            reason="x", actor=stranger, now=NOW,
        )  # fmt: skip


def test_the_protocol_is_kept_as_it_was_at_the_draw(entered: Lots) -> None:
    entered.move_on()
    before = entered.protocol()

    LotteryEntry.objects.update(wishes=[], priority=9)
    Lottery.objects.update(seed="00" * 32)

    assert entered.protocol() == before
    assert before["protocol_digest"] == LotteryProtocol.objects.get().digest
    assert all(agrees for _, agrees in SCRIPT.check(entered.protocol(), ""))


def test_who_wants_nothing_more_is_passed_over_by_what_others_let_go(lots: Lots) -> None:
    lots.announce(slots=1)
    for number in range(3):
        lots.enter(number, wish={"waits": number == 2})
    lots.move_on()
    won = Reservation.objects.get()

    bookings.cancel_reservation(
        municipality_id=lots.desk.municipality_id, reservation_id=won.pk, actor=lots.desk.clerk, now=DRAWS
    )
    bookings.pass_on_slot(municipality_id=lots.desk.municipality_id, slot_id=lots.slot().pk, now=DRAWS)

    later = list(LotteryEntry.objects.filter(awards__is_later=True).values_list("waits", flat=True))
    assert later in ([True], [])
    assert later == [True] or LotteryEntry.objects.get(waits=True).place == 1


@pytest.fixture
def clerk_page(signed_in: Any, section: Section, time_machine: Any, desk: Desk) -> CityClient:
    time_machine.move_to(desk.now, tick=False)
    return signed_in(Role.SECTION_STAFF, section=section)


def test_staff_see_the_classes_and_confirm_what_is_right(entered: Lots, clerk_page: CityClient) -> None:
    path = clerk_page.url("bookings_staff:lottery-entrants", entered.lottery_id)
    shown = clerk_page.get(path).content.decode()

    clerk_page.post(path, {"entry": [str(entry(2).pk), str(entry(3).pk), "odd"]})

    assert "まだ確かめていない申し込みが6件あります" in shown
    assert "まだ確かめていない申し込みが4件あります" in clerk_page.get(path).content.decode()
    assert LotteryEntry.objects.filter(class_checked_at__isnull=False).count() == 2


def test_staff_correct_a_class_on_its_page_and_the_entrant_reads_why(
    entered: Lots, clerk_page: CityClient, city_client: CityClient
) -> None:
    path = clerk_page.url("bookings_staff:lottery-class", entered.lottery_id, 1)
    empty = clerk_page.post(path, {"priority_class": "outside", "reason": ""})
    clerk_page.post(path, {"priority_class": "outside", "reason": "会員の半数が市外のため"})

    own = entered.enter(0, wish={"priority_class": "resident"})
    look_up = city_client.url("bookings:look-up")
    typed = {"number": own.receipt_number, "secret": own.secret}
    page = city_client.get(city_client.post(look_up, typed).url).content.decode()

    assert empty.status_code == 422
    assert entry().priority_class == "outside"
    assert "会員の半数が市外のため" in page


def test_other_sections_see_no_names(entered: Lots, signed_in: Any, time_machine: Any, desk: Desk) -> None:
    time_machine.move_to(desk.now, tick=False)
    stranger = signed_in(Role.SECTION_STAFF)

    path = stranger.url("bookings_staff:lottery-entrants", entered.lottery_id)

    assert stranger.get(path).status_code == 403
    assert stranger.post(path, {"entry": str(entry().pk)}).status_code == 403


def test_the_list_of_entrants_takes_the_same_queries_for_one_and_for_six(
    lots: Lots, clerk_page: CityClient
) -> None:
    lots.announce(slots=2, classes=CLASSES)
    path = clerk_page.url("bookings_staff:lottery-entrants", lots.lottery_id)
    lots.enter(0, wish={"priority_class": "resident"})
    clerk_page.get(path)
    one = clerk_page.count_queries(path)
    for number in range(1, 6):
        lots.enter(number, wish={"priority_class": "resident"})

    assert clerk_page.count_queries(path) == one


def test_the_resident_says_beforehand_and_afterwards_that_nothing_more_is_wanted(
    lots: Lots, city_client: CityClient, time_machine: Any
) -> None:
    lots.announce(slots=1)
    time_machine.move_to(NOW, tick=False)
    typed = {"name": "山田 花子", "mail": "yamada@resident.example", "key": "click", "wish1": lots.codes[0]}
    city_client.post(city_client.url("bookings:enter-lottery", lots.lottery_id), {**typed, "no_later": "on"})
    assert not entry().waits
    city_client.post(
        city_client.url("bookings:change-entry", entry().receipt_number), {"wish1": lots.codes[0]}
    )
    assert entry().waits
    time_machine.move_to(DRAWS, tick=False)
    lots.move_on()

    city_client.post(city_client.url("bookings:stop-waiting", entry().receipt_number))

    assert not entry().waits
