"""One slot for staff: booking by telephone, capacity, closing, its list and who waits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.booking import book_slots
from shirube.bookings.commands.slots import change_capacity, close_slot, reopen_slot
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import SlotState, Source
from shirube.bookings.models import Slot
from shirube.bookings.queries.reservations import line_of, list_of_slot
from shirube.bookings.queries.slots import get_slot, get_slot_row
from shirube.bookings.queries.waiting import list_waiting
from shirube.bookings.queries.wording import time_words
from shirube.bookings.web.staff.days import told
from shirube.bookings.web.staff.desk import JAPANESE, act, city_id, for_desk, name_of, runnable, way_to
from shirube.bookings.web.staff.forms import CapacityForm, CloseForm, PhoneForm
from shirube.bookings.web.weeks import line_of_slot
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.kernel.ids import new_id
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@for_desk
def slot(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """Who holds places, who waits, and what can be done."""
    return _slot_page(request, slot_id, PhoneForm(initial={"key": new_id().hex}))


@for_desk
@require_POST
def book(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """From the same stock as everybody's."""
    form = PhoneForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        booker = Booker(name=typed["name"], mail=typed["mail"], phone=typed["phone"])
        try:
            made = book_slots(
                **act(request),
                slot_ids=[slot_id],
                quantity=typed["quantity"],
                booker=booker,
                key=f"desk:{typed['key']}",
                source=Source(typed["source"]),
            )
        except ForbiddenError:
            raise
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            words = _("予約を受けました。予約番号 %(number)s、合言葉 %(secret)s を伝えてください。")
            messages.success(request, words % {"number": made.number, "secret": made.secret})
            return redirect("bookings_staff:slot", slot_id)
    return _slot_page(request, slot_id, form, status=422)


@for_desk
@require_POST
def capacity(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    """More places, or fewer; those who lose theirs are listed on the way back."""
    get_slot_row(municipality_id=city_id(request), slot_id=slot_id)
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return _say(request, slot_id, _("定員は0以上の数で入れてください。"))
    return _change(
        request, slot_id, lambda: change_capacity(slot_id=slot_id, **form.cleaned_data, **act(request))
    )


@for_desk
@require_POST
def close(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    get_slot_row(municipality_id=city_id(request), slot_id=slot_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _say(request, slot_id, _("受付を止める理由を入れてください。"))
    reason = form.cleaned_data["reason"]
    return _change(request, slot_id, lambda: close_slot(slot_id=slot_id, reason=reason, **act(request)))


@for_desk
@require_POST
def reopen(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    return _change(request, slot_id, lambda: reopen_slot(slot_id=slot_id, **act(request)))


def _change(request: HttpRequest, slot_id: UUID, deed: Any) -> HttpResponse:
    try:
        gone = deed() or []
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        return _say(request, slot_id, sentence_for(error))
    words = _("変更しました。")
    if gone:
        names = "、".join(f"{line.name}（{line.contact}）" for line in gone)
        words = _("変更しました。予約を取り消した人: %(names)s。メールのない人には電話してください。") % {
            "names": names
        }
    messages.success(request, words)
    return redirect("bookings_staff:slot", slot_id)


def _say(request: HttpRequest, slot_id: UUID, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("bookings_staff:slot", slot_id)


def _slot_page(request: HttpRequest, slot_id: UUID, form: forms.Form, status: int = 200) -> HttpResponse:
    row = get_slot_row(municipality_id=city_id(request), slot_id=slot_id)
    runnable(request, row.resource_id)
    at: dict[str, Any] = {"municipality_id": city_id(request), "slot_id": slot_id}
    view = get_slot(**at, now=read_clock())
    context = {
        "slot": row,
        "line": line_of_slot(view),
        "time": time_words(row.starts_at, row.ends_at, JAPANESE),
        "title": name_of(row.resource),
        "lines": [told(line_of(one)) for one in list_of_slot(**at)],
        "waiting": list_waiting(**at),
        "phone_form": form,
        "capacity_form": CapacityForm(initial={"capacity": row.capacity}, auto_id="capacity_%s"),
        "close_form": CloseForm(auto_id="close_%s"),
        "is_closed": view.state == SlotState.CLOSED,
        "breadcrumbs": way_to(_day_of(row), Link(time_words(row.starts_at, row.ends_at, JAPANESE), "")),
    }
    return page(request, "bookings/staff/slot.html", context, status=status)


def _day_of(row: Slot) -> Link:
    day = japan_date(row.starts_at).isoformat()
    return Link(name_of(row.resource), reverse("bookings_staff:day", args=[row.resource_id, day]))
