"""A reservation on its holder's pages: confirming, seeing, changing, cancelling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from shirube.bookings.commands.changing import change_reservation
from shirube.bookings.commands.confirming import confirm_reservation
from shirube.bookings.commands.guessing import forgive_hold
from shirube.bookings.commands.releasing import cancel_reservation
from shirube.bookings.domain.lotteries import EntryState
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.queries.addresses import own_path
from shirube.bookings.queries.lottery_entries import list_my_entries
from shirube.bookings.queries.reservations import get_by_number, list_my_reservations
from shirube.bookings.queries.rights import describe_all, find_subject
from shirube.bookings.queries.slots import get_resource_row
from shirube.bookings.queries.views import ReservationView
from shirube.bookings.queries.waiting import list_my_waiting
from shirube.bookings.queries.wording import calendar_of, place_words, time_words, title_words
from shirube.bookings.registry import Subject, holder_pages
from shirube.bookings.web.lottery_words import entry_status
from shirube.bookings.web.residents.forms import BookerForm
from shirube.bookings.web.residents.slots import slots_context
from shirube.bookings.web.residents.visit import Visit, visit_of
from shirube.bookings.web.weeks import read_day
from shirube.bookings.web.words import label_words, status_of, waiting_status_of
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@access(Access.PUBLIC)
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """Who it is for, and the click that makes it a reservation; the minutes left are said."""
    visit = visit_of(request, number)
    found = _open(visit, number)
    if found.state != ReservationState.HELD:
        return redirect("bookings:reservation", number)
    known = {"name": found.booker.name or visit.booker.name, "mail": found.booker.mail or visit.booker.mail}
    form = BookerForm(request.POST or None, initial={**known, "phone": found.booker.phone})
    if request.method == "POST" and form.is_valid():
        confirm_reservation(**visit.act, reservation_id=found.id, booker=form.booker(visit.booker))
        forgive_hold(**visit.claim)
        messages.success(request, _("予約ができました。"))
        return redirect("bookings:reservation", number)
    left = (found.hold_until - visit.now).total_seconds() if found.hold_until else 0
    context = {
        **_facts(visit, found),
        "form": form,
        "minutes_left": max(int(left // 60), 0),
        "is_over": left <= 0,
    }
    return page(request, "bookings/confirm.html", context, status=422 if form.errors else 200)


@access(Access.PUBLIC)
def reservation(request: HttpRequest, number: str) -> HttpResponse:
    """What is booked, and what can be done with it."""
    visit = visit_of(request, number)
    if not (visit.is_signed_in or visit.booker.secret):
        return redirect(f"{reverse('bookings:look-up')}?number={number}")
    found = _open(visit, number)
    secret = "" if visit.is_signed_in else visit.booker.secret
    own = own_path(visit.municipality_id, found.owner, found.id)
    context = {
        **_facts(visit, found),
        "secret": secret,
        "own_url": get_script_prefix() + own if own else "",
        "own_label": holder_pages[found.owner].label if own else "",
    }
    return page(request, "bookings/reservation.html", context)


@access(Access.PUBLIC)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Give the places back, after one question."""
    visit = visit_of(request, number)
    found = _open(visit, number)
    if request.method == "POST":
        cancel_reservation(**visit.act, reservation_id=found.id)
        messages.success(request, _("予約を取り消しました。"))
        return redirect("bookings:reservation", number)
    return page(request, "bookings/cancel.html", _facts(visit, found))


@access(Access.PUBLIC)
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Choose other slots of the same thing; what is booked stays until the new places are taken."""
    visit = visit_of(request, number)
    found = _open(visit, number)
    if request.method == "POST":
        return _move(request, visit, found)
    row = get_resource_row(municipality_id=visit.municipality_id, resource_id=found.resource_id)
    day = read_day(request.GET.get("day", ""), visit.now)
    context = {**slots_context(visit, row, day), **_facts(visit, found), "is_change": True}
    return page(request, "bookings/change.html", context)


def _move(request: HttpRequest, visit: Visit, found: ReservationView) -> HttpResponse:
    try:
        change_reservation(
            **visit.act, reservation_id=found.id, slot_ids=[_slot_id(request.POST.get("slot", ""))]
        )
    except (DomainError, ValueError) as error:
        sentence = sentence_for(error) if isinstance(error, DomainError) else _("枠を選んでください。")
        messages.error(request, sentence)
        return redirect("bookings:change", found.number)
    messages.success(request, _("予約を変更しました。"))
    return redirect("bookings:reservation", found.number)


@access(Access.PUBLIC)
def calendar_file(request: HttpRequest, number: str) -> HttpResponse:
    """The reservation for the holder's own calendar."""
    visit = visit_of(request, number)
    found = _open(visit, number)
    row = get_resource_row(municipality_id=visit.municipality_id, resource_id=found.resource_id)
    text = calendar_of(found, find_subject(row), language=visit.language)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reservation.ics"'
    return response


@access(Access.RESIDENT)
def mine(request: HttpRequest) -> HttpResponse:
    """All reservations of the resident, and what they wait for."""
    return page(request, "bookings/mine.html", my_lines(request))


def my_lines(request: HttpRequest) -> dict[str, Any]:
    """Reservations and waiting entries with their words; those that are still to come stand first."""
    visit = visit_of(request)
    resident_id = visit.booker.resident_id
    if resident_id is None:
        return {"coming": [], "past": [], "waiting": [], "entries": []}
    who: dict[str, Any] = {"municipality_id": visit.municipality_id, "resident_id": resident_id}
    found = list_my_reservations(**who)
    told = describe_all(
        municipality_id=visit.municipality_id, things=[(one.owner, one.subject_id) for one in found]
    )
    lines = [_words(visit, one, told.get((one.owner, one.subject_id))) for one in found]
    coming = [
        line for line in lines if line["reservation"].is_open and line["reservation"].ends_at > visit.now
    ]
    waiting = [{"entry": one, "status": waiting_status_of(one.state)} for one in list_my_waiting(**who)]
    past = [line for line in lines if line not in coming]
    entries = [
        {"entry": one, "status": entry_status(EntryState(one.state))} for one in list_my_entries(**who)
    ]
    return {"coming": coming[::-1], "past": past, "waiting": waiting, "entries": entries}


def _open(visit: Visit, number: str) -> ReservationView:
    return get_by_number(municipality_id=visit.municipality_id, number=number, actor=visit.booker)


def _slot_id(text: str) -> UUID:
    """ValueError."""
    return UUID(text)


def _facts(visit: Visit, found: ReservationView) -> dict[str, Any]:
    told = describe_all(municipality_id=visit.municipality_id, things=[(found.owner, found.subject_id)])
    return _words(visit, found, told.get((found.owner, found.subject_id)))


def _words(visit: Visit, found: ReservationView, subject: Subject | None) -> dict[str, Any]:
    """A reservation in words. `can_decide`: whether its holder may still change or cancel it."""
    return {
        "reservation": found,
        "status": status_of(found.state),
        "title": title_words(subject, visit.language),
        "place": place_words(subject, visit.language),
        "about_path": subject.path if subject else "",
        "time": time_words(found.starts_at, found.ends_at, visit.language),
        "labels": [label_words(slot.label) for slot in found.slots if slot.label],
        "can_decide": found.is_open and visit.now < found.decide_until,
    }
