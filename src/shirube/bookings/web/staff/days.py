"""A resource on one day: its slots, who comes, checking in; and one slot with its list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.bookings.commands.attendance import check_in, mark_no_show, undo_check
from shirube.bookings.commands.confirming import approve_reservation, refuse_reservation
from shirube.bookings.commands.releasing import cancel_reservation
from shirube.bookings.domain.states import OPEN, ReservationState
from shirube.bookings.queries.desk import list_asked
from shirube.bookings.queries.reservations import get_reservation, line_of, list_day
from shirube.bookings.queries.slots import list_slots
from shirube.bookings.queries.views import ReservationLine
from shirube.bookings.queries.wording import time_words
from shirube.bookings.web.staff.desk import (
    JAPANESE,
    act,
    actor_of,
    city_id,
    for_desk,
    name_of,
    runnable,
    way_to,
)
from shirube.bookings.web.weeks import line_of_slot
from shirube.bookings.web.words import SOURCES, staff_status_of
from shirube.kernel.calendar import JAPAN, format_date
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError, ForbiddenError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

FIRST_YEAR, LAST_YEAR = 2000, 2200
ACTS: dict[str, tuple[Callable[..., object], Any]] = {
    "check-in": (check_in, gettext_lazy("来たことを記録しました。")),
    "no-show": (mark_no_show, gettext_lazy("来なかったことを記録しました。")),
    "undo": (undo_check, gettext_lazy("記録を取り消しました。")),
    "approve": (approve_reservation, gettext_lazy("承認しました。")),
}


@for_desk
def day(request: HttpRequest, resource_id: UUID, day: str) -> HttpResponse:
    """The slots of the day and who comes."""
    row, on, now = runnable(request, resource_id), read_path_day(day), read_clock()
    begins = _begins(on)
    slots = list_slots(
        municipality_id=city_id(request),
        resource_ids=[resource_id],
        since=begins,
        until=begins + timedelta(days=1),
        now=now,
    )
    lines = list_day(municipality_id=city_id(request), resource_ids=[resource_id], day=on)
    context = {
        "title": name_of(row),
        "resource": row,
        "day": on,
        "day_words": format_date(on),
        "slots": [line_of_slot(slot) for slot in slots],
        "lines": [told(line) for line in lines],
        "asked": [
            told(line_of(one)) for one in list_asked(municipality_id=row.municipality_id, resource_id=row.pk)
        ],
        "yesterday": on - timedelta(days=1),
        "tomorrow": on + timedelta(days=1),
        "today": japan_date(now),
        "breadcrumbs": way_to(Link(name_of(row), "")),
    }
    return page(request, "bookings/staff/day.html", context)


@for_desk
@require_POST
def mark(request: HttpRequest, reservation_id: UUID, deed: str) -> HttpResponse:
    """Check-in, no-show, taking either back, a yes; back to the page it was done on."""
    if deed not in ACTS:
        raise Http404
    command, words = ACTS[deed]
    return _do(
        request, reservation_id, lambda: command(reservation_id=reservation_id, **act(request)), str(words)
    )


@for_desk
@require_POST
def cancel(request: HttpRequest, reservation_id: UUID) -> HttpResponse:
    """By staff, with a reason; what only waits for a yes is refused."""
    found = get_reservation(
        municipality_id=city_id(request), reservation_id=reservation_id, actor=actor_of(request)
    )
    command = refuse_reservation if found.state == ReservationState.ASKED else cancel_reservation
    reason = request.POST.get("reason", "").replace("\0", "")[:200]
    words = _("予約を取り消し、予約した人に知らせます。")
    return _do(
        request,
        reservation_id,
        lambda: command(reservation_id=reservation_id, reason=reason, **act(request)),
        words,
    )


def _do(request: HttpRequest, reservation_id: UUID, deed: Callable[[], object], words: str) -> HttpResponse:
    found = get_reservation(
        municipality_id=city_id(request), reservation_id=reservation_id, actor=actor_of(request)
    )
    try:
        deed()
    except ForbiddenError:
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, words)
    return redirect("bookings_staff:day", found.resource_id, japan_date(found.starts_at).isoformat())


def told(line: ReservationLine) -> dict[str, Any]:
    """A line of a list in words, and what can be done with it."""
    return {
        "line": line,
        "time": time_words(line.starts_at, line.ends_at, JAPANESE),
        "status": staff_status_of(line.state),
        "source": str(SOURCES[line.source]),
        "can_mark": line.state == ReservationState.CONFIRMED,
        "can_undo": line.state in {ReservationState.ATTENDED, ReservationState.NO_SHOW},
        "can_approve": line.state == ReservationState.ASKED,
        "can_cancel": line.state in OPEN,
    }


def read_path_day(text: str) -> date:
    """Http404 where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    # A day at the end of the calendar has no tomorrow.
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Http404
    return day


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=JAPAN)
