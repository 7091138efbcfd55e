"""The way to a reservation or a place in a line for those without account; and the page of one who waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.guessing import Opened, open_by_code
from shirube.bookings.commands.waiting import leave_waiting_list
from shirube.bookings.queries.reservations import ReservationNotFoundError
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.slots import get_slot_row
from shirube.bookings.queries.waiting import get_waiting
from shirube.bookings.queries.wording import place_words, time_words, title_words
from shirube.bookings.web.residents.forms import CodeForm
from shirube.bookings.web.residents.visit import Visit, visit_of
from shirube.bookings.web.words import waiting_status_of
from shirube.ui.access import Access, access
from shirube.ui.kept_codes import keep_code
from shirube.ui.pages import page


@access(Access.PUBLIC)
def look_up(request: HttpRequest) -> HttpResponse:
    """By number and code; wrong pairs are counted."""
    visit = visit_of(request)
    form = CodeForm(request.POST or None, initial={"number": request.GET.get("number", "")[:40]})
    if request.method == "POST" and form.is_valid():
        response = _find(visit, form)
        if response is not None:
            return response
        form.add_error(
            None, _("この番号と合言葉の組み合わせは見つかりませんでした。もう一度入れてください。")
        )
    context = {"form": form, "is_signed_in": visit.is_signed_in}
    return page(request, "bookings/look_up.html", context, status=422 if form.errors else 200)


def _find(visit: Visit, form: CodeForm) -> HttpResponse | None:
    try:
        found = open_by_code(
            municipality_id=visit.municipality_id,
            number=form.cleaned_data["number"],
            secret=form.cleaned_data["secret"],
            network_address=visit.address,
            now=visit.now,
        )
    except ReservationNotFoundError:
        return None
    response = redirect(_page_of(found), found.number)
    keep_code(response, found.number, found.secret)
    return response


def _page_of(found: Opened) -> str:
    if found.is_entry:
        return "bookings:lottery-entry"
    return "bookings:waiting" if found.is_waiting else "bookings:reservation"


@access(Access.PUBLIC)
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    """How many stand before, whether somebody was let past, and what became of it."""
    visit = visit_of(request, code)
    entry = get_waiting(municipality_id=visit.municipality_id, code=code, actor=visit.booker)
    slot = get_slot_row(municipality_id=visit.municipality_id, slot_id=entry.slot_id)
    subject = find_subject(slot.resource)
    context = {
        "entry": entry,
        "status": waiting_status_of(entry.state),
        "title": title_words(subject, visit.language),
        "place": place_words(subject, visit.language),
        "time": time_words(entry.starts_at, entry.ends_at, visit.language),
        "secret": "" if visit.is_signed_in else visit.booker.secret,
    }
    return page(request, "bookings/waiting.html", context)


@access(Access.PUBLIC)
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    visit = visit_of(request, code)
    entry = get_waiting(municipality_id=visit.municipality_id, code=code, actor=visit.booker)
    leave_waiting_list(**visit.act, waiting_id=entry.id)
    messages.success(request, _("空き待ちをやめました。"))
    return redirect("bookings:waiting", code)


@access(Access.PUBLIC)
@require_POST
def go_to_reservation(request: HttpRequest, code: str) -> HttpResponse:
    """From the place in the line to what it became: the browser that holds the one code gets the other."""
    visit = visit_of(request, code)
    entry = get_waiting(municipality_id=visit.municipality_id, code=code, actor=visit.booker)
    if not entry.reservation_number:
        return redirect("bookings:waiting", code)
    response = redirect("bookings:confirm", entry.reservation_number)
    keep_code(response, entry.reservation_number, entry.reservation_secret)
    return response
