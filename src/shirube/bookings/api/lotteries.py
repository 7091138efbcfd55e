"""Lotteries for programs: what there is, entering, one's own entry. The protocol is a file of the lottery's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shirube.bookings.api import schemas
from shirube.bookings.api.asking import answer, booker_of, city_of, key_of, secret_of
from shirube.bookings.commands.guessing import open_by_code
from shirube.bookings.commands.lotteries.entering import LotteryWish, enter_lottery, withdraw_entry
from shirube.bookings.commands.pacing import keep_booking_pace
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.queries.lotteries import (
    LotteryEntryNotFoundError,
    LotteryView,
    get_entry_row_by_number,
    get_lottery,
    list_lotteries,
    list_lottery_slots,
)
from shirube.bookings.queries.lottery_entries import LotteryEntryView, view_entry
from shirube.kernel.clock import read_clock
from shirube.ui.network import network_address


def show_lotteries(request: HttpRequest) -> HttpResponse:
    """Those that were not called off, the next to close first."""
    found = list_lotteries(municipality_id=city_of(request), now=read_clock())
    return answer({"lotteries": [_line(one) for one in found]})


def show_lottery(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """With all that entering needs: the codes of slots and classes, and how much may be asked for."""
    which = {"municipality_id": city_of(request), "lottery_id": lottery_id}
    found = get_lottery(**which, now=read_clock())
    slots = list_lottery_slots(**which)
    rules = found.rules
    return answer(
        {
            **_line(found),
            "commitment": found.commitment,
            "public_source": found.public_source,
            "wishes_most": rules.wishes_most,
            "wins_most": rules.wins_most,
            "quantity_most": rules.quantity_most,
            "classes": [
                {"code": one.code, "title": one.title["ja"], "priority": one.priority}
                for one in rules.classes
            ],
            "slots": [
                {"code": one.code, "starts_at": one.starts_at, "ends_at": one.ends_at} for one in slots
            ],
        }
    )


def enter(request: HttpRequest, lottery_id: UUID, wanted: schemas.NewEntry) -> HttpResponse:
    """Header Idempotency-Key: 8 to 200 characters of your choice; sent again, it is answered with the same entry."""
    booker, now = booker_of(request, wanted.booker), read_clock()
    key = key_of(request)
    keep_booking_pace(booker=booker, network_address=network_address(request), now=now)
    made = enter_lottery(
        municipality_id=city_of(request),
        lottery_id=lottery_id,
        wish=LotteryWish(
            wishes=tuple(wanted.wishes),
            quantity=wanted.quantity,
            most=wanted.most,
            priority_class=wanted.priority_class,
            waits=wanted.waits,
        ),
        booker=booker,
        key=key,
        actor=booker,
        now=now,
    )
    return answer(_shown(made, made.secret), status=201)


def show_entry(request: HttpRequest, number: str) -> HttpResponse:
    """Header Reservation-Secret: the code of the entry; it stands in no address, because addresses are logged."""
    return answer(_shown(_open(request, number)))


def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Header Reservation-Secret: the code of the entry. Until the closing."""
    found = _open(request, number)
    actor = Booker(secret=secret_of(request))
    withdraw_entry(municipality_id=city_of(request), entry_id=found.id, actor=actor, now=read_clock())
    return answer(_shown(_view(request, found.receipt_number, actor)))


def _open(request: HttpRequest, number: str) -> LotteryEntryView:
    """LotteryEntryNotFoundError; wrong codes are counted."""
    opened = open_by_code(
        municipality_id=city_of(request),
        number=number,
        secret=secret_of(request),
        network_address=network_address(request),
        now=read_clock(),
    )
    if not opened.is_entry:
        raise LotteryEntryNotFoundError
    return _view(request, opened.number, Booker(secret=opened.secret))


def _view(request: HttpRequest, number: str, actor: Booker) -> LotteryEntryView:
    return view_entry(get_entry_row_by_number(municipality_id=city_of(request), number=number, actor=actor))


def _line(one: LotteryView) -> dict[str, Any]:
    times = one.times
    return {
        "id": one.id,
        "stage": one.stage,
        "resource_id": one.resource_id,
        "use_from": one.use_from,
        "use_until": one.use_until,
        "enters_at": times.enters_at,
        "closes_at": times.closes_at,
        "draws_at": times.draws_at,
        "opens_at": times.opens_at,
        "entries": one.entries,
    }


def _shown(one: LotteryEntryView, secret: str | None = None) -> dict[str, Any]:
    return {
        "number": one.receipt_number,
        "secret": secret,
        "state": one.state,
        "mark": one.receipt,
        "wishes": [slot.code for slot in one.wishes],
        "quantity": one.quantity,
        "most": one.most,
        "priority_class": one.priority_class,
        "waits": one.waits,
        "place": one.place,
        "won": [award.slot.code for award in one.awards],
    }
