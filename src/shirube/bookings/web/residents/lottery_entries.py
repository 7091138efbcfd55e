"""Entering a lottery, and one's own entry: changing it, withdrawing it, taking what was won."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.lotteries.entering import (
    change_entry,
    enter_lottery,
    stop_waiting,
    withdraw_entry,
)
from shirube.bookings.commands.pacing import keep_booking_pace
from shirube.bookings.domain.lotteries import EntryState, Stage
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.queries.groups import get_group
from shirube.bookings.queries.lotteries import get_entry_row_by_number, get_lottery, list_lottery_slots
from shirube.bookings.queries.lottery_entries import AwardView, LotteryEntryView, view_entry
from shirube.bookings.queries.wording import moment_words
from shirube.bookings.web.lottery_words import class_words, entry_status, lottery_words, slot_words
from shirube.bookings.web.residents.lotteries import way_to_lottery
from shirube.bookings.web.residents.lottery_forms import EnterLotteryForm, WishForm, known_wish
from shirube.bookings.web.residents.visit import Visit, for_group, groups_of, visit_of
from shirube.bookings.web.words import status_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.kernel.ids import new_id
from shirube.ui.access import Access, access
from shirube.ui.kept_codes import keep_code
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@access(Access.PUBLIC)
def enter(request: HttpRequest, lottery_id: UUID) -> HttpResponse:
    """Wishes in order, and who asks."""
    visit = visit_of(request)
    asked = _asked(visit, lottery_id)
    known = {"name": visit.booker.name, "mail": visit.booker.mail, "key": new_id().hex}
    today = japan_date(visit.now)
    groups = [one for one in groups_of(request, visit) if one.is_valid_on(today)]
    form = EnterLotteryForm(request.POST or None, initial=known, groups=groups, **asked)
    if request.method == "POST" and form.is_valid():
        try:
            entry = _enter(request, visit, lottery_id, form)
        except DomainError as error:
            _say(form, error)
        else:
            response = redirect("bookings:lottery-entry", entry.receipt_number)
            keep_code(response, entry.receipt_number, entry.secret)
            return response
    return page(
        request,
        "bookings/enter_lottery.html",
        {**_context(visit, lottery_id, _("申し込み")), "form": form},
        status=422 if form.errors else 200,
    )


def _enter(request: HttpRequest, visit: Visit, lottery_id: UUID, form: EnterLotteryForm) -> LotteryEntryView:
    number = form.cleaned_data.get("group", "")
    group_secret = for_group(request, visit.booker, number).group_secret
    booker = replace(form.booker(visit.booker), group_secret=group_secret)
    keep_booking_pace(booker=booker, network_address=visit.address, now=visit.now)
    group_id = (
        get_group(municipality_id=visit.municipality_id, number=number, actor=booker).id if number else None
    )
    return enter_lottery(
        **visit.act,
        lottery_id=lottery_id,
        wish=form.wish(),
        booker=booker,
        key=f"page:{form.cleaned_data['key']}",
        group_id=group_id,
    )


@access(Access.PUBLIC)
def entry(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """What was asked for, and what became of it."""
    visit = visit_of(request, receipt_number)
    if not (visit.is_signed_in or visit.booker.secret):
        return redirect(f"{reverse('bookings:look-up')}?number={receipt_number}")
    found = _own(visit, receipt_number)
    context = {
        **_context(visit, found.lottery_id, _("申し込みの内容")),
        **_words(visit, found),
        "secret": "" if visit.is_signed_in else visit.booker.secret,
    }
    return page(request, "bookings/lottery_entry.html", context)


@access(Access.PUBLIC)
def change(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Other wishes; the number stays, and with it the lot."""
    visit = visit_of(request, receipt_number)
    found = _own(visit, receipt_number)
    form = WishForm(request.POST or None, initial=known_wish(found), **_asked(visit, found.lottery_id))
    if request.method == "POST" and form.is_valid():
        try:
            change_entry(**visit.act, entry_id=found.id, wish=form.wish())
        except DomainError as error:
            _say(form, error)
        else:
            messages.success(request, _("申し込みを変更しました。"))
            return redirect("bookings:lottery-entry", receipt_number)
    context = {
        **_context(visit, found.lottery_id, _("申し込みを変える")),
        "form": form,
        "entry": found,
    }
    return page(request, "bookings/change_entry.html", context, status=422 if form.errors else 200)


@access(Access.PUBLIC)
def withdraw(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Take part no more, after one question."""
    visit = visit_of(request, receipt_number)
    found = _own(visit, receipt_number)
    if request.method == "POST":
        withdraw_entry(**visit.act, entry_id=found.id)
        messages.success(request, _("申し込みを取り下げました。"))
        return redirect("bookings:lottery-entry", receipt_number)
    context = {**_context(visit, found.lottery_id, _("申し込みを取り下げる")), **_words(visit, found)}
    return page(request, "bookings/withdraw_entry.html", context)


@access(Access.PUBLIC)
@require_POST
def take(request: HttpRequest, receipt_number: str, award_id: UUID) -> HttpResponse:
    """From what was won to its reservation: the browser that holds the one code gets the other."""
    visit = visit_of(request, receipt_number)
    award = next((one for one in _own(visit, receipt_number).awards if one.id == award_id), None)
    if award is None or not award.reservation_number:
        raise Http404
    response = redirect("bookings:confirm", award.reservation_number)
    keep_code(response, award.reservation_number, award.reservation_secret)
    return response


@access(Access.PUBLIC)
@require_POST
def stop(request: HttpRequest, receipt_number: str) -> HttpResponse:
    """Want nothing of what others let go."""
    visit = visit_of(request, receipt_number)
    stop_waiting(**visit.act, entry_id=_own(visit, receipt_number).id)
    messages.success(request, _("あとから空いた枠は、お知らせしません。"))
    return redirect("bookings:lottery-entry", receipt_number)


def _own(visit: Visit, receipt_number: str) -> LotteryEntryView:
    row = get_entry_row_by_number(
        municipality_id=visit.municipality_id, number=receipt_number, actor=visit.booker
    )
    return view_entry(row)


def _asked(visit: Visit, lottery_id: UUID) -> dict[str, Any]:
    """What the form needs to know."""
    which = {"municipality_id": visit.municipality_id, "lottery_id": lottery_id}
    lottery = get_lottery(**which, now=visit.now)
    return {
        "rules": lottery.rules,
        "slots": list_lottery_slots(**which),
        "language": visit.language,
    }


def _context(visit: Visit, lottery_id: UUID, here: str) -> dict[str, Any]:
    lottery = get_lottery(municipality_id=visit.municipality_id, lottery_id=lottery_id, now=visit.now)
    words = lottery_words(lottery, visit.municipality_id, visit.language)
    return {**words, "breadcrumbs": way_to_lottery(words, here)}


def _words(visit: Visit, found: LotteryEntryView) -> dict[str, Any]:
    lottery = get_lottery(municipality_id=visit.municipality_id, lottery_id=found.lottery_id, now=visit.now)
    is_open = lottery.stage == Stage.OPEN and found.state == EntryState.ENTERED
    return {
        "entry": found,
        "entry_status": entry_status(found.state),
        "wishes": [slot_words(slot, visit.language) for slot in found.wishes],
        "class_title": class_words(lottery.rules.classes, found.priority_class, visit.language),
        "awards": [_award_words(visit, award) for award in found.awards],
        "can_change": is_open,
        "is_over": found.place is not None,
        "is_settled": lottery.stage == Stage.SETTLED,
    }


def _award_words(visit: Visit, award: AwardView) -> dict[str, Any]:
    state = award.reservation_state
    is_held = state == ReservationState.HELD and (award.hold_until is None or visit.now < award.hold_until)
    return {
        "award": award,
        "time": slot_words(award.slot, visit.language),
        "status": status_of(state) if state else None,
        "is_held": is_held,
        "until": moment_words(award.hold_until, visit.language) if award.hold_until else "",
    }


def _say(form: WishForm, error: DomainError) -> None:
    """On the form; what is not there stays a page that is not there."""
    if isinstance(error, NotFoundError):
        raise error
    form.add_error(None, sentence_for(error))
