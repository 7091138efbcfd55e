"""Booking a room: choose blocks, say what for, see the fee, then book. All on one address, also without script."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.venues.commands.renting import book_room, quote_room
from shirube.venues.domain.fees import Quote
from shirube.venues.queries.facilities import FacilityView, RoomView, get_room
from shirube.venues.web.public.booked import go_to_booked
from shirube.venues.web.public.booking_forms import BookerForm, RoomUseForm
from shirube.venues.web.public.reader import Reader, known_of, reader_of
from shirube.venues.web.public.rooms import house_link, way
from shirube.venues.web.words import day_words, plain, say, time_words, yen_words

_MOST_SLOTS = 12


@dataclass(frozen=True, slots=True)
class Asking:
    """What the page is about: the room, the blocks that were chosen, and who asks."""

    reader: Reader
    house: FacilityView
    room: RoomView
    slots: Sequence[bookings.SlotView]

    @property
    def slot_ids(self) -> list[UUID]:
        return [slot.id for slot in self.slots]


@access(Access.PUBLIC)
def book(request: HttpRequest, code: str, room_code: str) -> HttpResponse:
    """`?slot=` names the blocks. What is typed is checked and priced; "book" is taken at the fee that was shown."""
    reader = reader_of(request)
    house, room = get_room(**reader.look, code=code, room_code=room_code)
    slots = _chosen(request, room, reader)
    if not slots:
        messages.warning(
            request, _("まだ区分が選ばれていません。使う日の区分に印を付けてから、先へ進んでください。")
        )
        return redirect("venues:room", code, room_code)
    bookings.require_turn(**reader.look, slot_id=slots[0].id, turns=reader.turns, now=reader.now)
    asking = Asking(reader, house, room, slots)
    use, who = _forms(request, asking)
    if request.method != "POST":
        return _page(request, asking, use, who, None, 200)
    if not use.is_valid():
        return _page(request, asking, use, who, None, 422)
    try:
        told = _price(asking, use)
        wants_fee = "book" not in request.POST or request.POST.get("seen") != str(told.full_yen)
        if wants_fee or not who.is_valid():
            return _page(
                request, asking, use, _fresh(who, wants_fee=wants_fee), told, 200 if wants_fee else 422
            )
        return go_to_booked(_book(asking, use, who, told), is_new=True)
    except DomainError as error:
        if isinstance(error, NotFoundError | bookings.TurnNeededError):
            raise
        use.add_error(None, sentence_for(error))
        return _page(request, asking, use, who, None, 409)


def _chosen(request: HttpRequest, room: RoomView, reader: Reader) -> list[bookings.SlotView]:
    """The slots that were named, of this room, in order of time."""
    found = []
    for text in dict.fromkeys((request.POST or request.GET).getlist("slot")[:_MOST_SLOTS]):
        try:
            slot = bookings.get_slot(
                municipality_id=reader.municipality_id, slot_id=UUID(text), now=reader.now
            )
        except (ValueError, bookings.SlotNotFoundError):
            continue
        if slot.resource_id == room.resource_id:
            found.append(slot)
    return sorted(found, key=lambda slot: slot.starts_at)


def _forms(request: HttpRequest, asking: Asking) -> tuple[RoomUseForm, BookerForm]:
    house, room = asking.house.facts, asking.room.facts
    data = request.POST or None
    initial = {"fee_class": house.fee_classes[0].code, "reduction": ""}
    use = RoomUseForm(data, house=house, room=room, language=asking.reader.language, initial=initial)
    known = {**known_of(asking.reader), "key": secrets.token_hex(16)}
    return use, BookerForm(data if data and "book" in data else None, initial=known)


def _fresh(who: BookerForm, *, wants_fee: bool) -> BookerForm:
    """Who only asked for the fee is told of no error in the name; what was typed stays."""
    return (
        BookerForm(initial={**who.initial, **dict(who.data.items())}) if wants_fee and who.is_bound else who
    )


def _price(asking: Asking, use: RoomUseForm) -> Quote:
    return quote_room(
        **asking.reader.look,
        room_id=asking.room.id,
        slot_ids=asking.slot_ids,
        wish=use.wish(),
        now=asking.reader.now,
    )


def _book(asking: Asking, use: RoomUseForm, who: BookerForm, told: Quote) -> bookings.ReservationView:
    booker = who.booker(asking.reader)
    bookings.keep_booking_pace(booker=booker, network_address=asking.reader.address, now=asking.reader.now)
    return book_room(
        **asking.reader.look,
        room_id=asking.room.id,
        slot_ids=asking.slot_ids,
        wish=use.wish(),
        seen_yen=told.full_yen,
        booker=booker,
        key=who.cleaned_data["key"],
        actor=booker,
        now=asking.reader.now,
    )


def _page(
    request: HttpRequest, asking: Asking, use: forms.Form, who: forms.Form, told: Quote | None, status: int
) -> HttpResponse:
    language = asking.reader.language
    title = plain(asking.room.facts.title, language)
    codes = (asking.house.facts.code, asking.room.facts.code)
    context: dict[str, Any] = {
        "title": say(asking.room.facts.title, language),
        "plain_title": title,
        "house": say(asking.house.facts.title, language),
        "slots": [(slot.id, _slot_words(slot, asking.room, language)) for slot in asking.slots],
        "use": use,
        "who": who,
        "quote": _quote_words(told, language) if told else None,
        "has_errors": status >= 400,
        "needs_approval": asking.room.facts.needs_approval,
        "pay_at": say(asking.house.facts.pay_at, language),
        "back_url": reverse("venues:room", args=codes),
        "breadcrumbs": way(
            house_link(asking.house, language),
            Link(title, reverse("venues:room", args=codes)),
            Link(_("予約"), ""),
        ),
    }
    return page(request, "venues/book_room.html", context, status=status)


def _slot_words(slot: bookings.SlotView, room: RoomView, language: str) -> str:
    block = room.facts.block(slot.label)
    name = plain(block.title, language) if block else slot.label
    return f"{day_words(slot.starts_at, language)} {name}（{time_words(slot.starts_at, slot.ends_at)}）"


def _quote_words(told: Quote, language: str) -> dict[str, Any]:
    lines = [
        {
            "title": say(line.title, language),
            "sum": f"{yen_words(line.each_yen)} × {line.times}" if line.times > 1 else "",
            "yen": yen_words(line.yen),
        }
        for line in told.lines
    ]
    reduced = told.reduced_yen if told.reduced_yen != told.full_yen else None
    return {
        "lines": lines,
        "full": yen_words(told.full_yen),
        "full_yen": told.full_yen,
        "reduced": yen_words(reduced) if reduced is not None else "",
    }
