"""The public calendar of a resource: when it is taken, without anybody's name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shirube.bookings.domain.icalendar import CalendarEntry, make_ics
from shirube.bookings.domain.states import SlotState
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.slots import get_resource_row, list_slots
from shirube.bookings.queries.views import SlotView
from shirube.bookings.queries.wording import place_words, title_words
from shirube.kernel.clock import read_clock
from shirube.ui.access import Access, access

AHEAD = timedelta(days=100)


@access(Access.PUBLIC)
def calendar(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Slots that somebody has booked, or that are closed, from yesterday to a hundred days ahead."""
    visit, now = cast("Any", request), read_clock()
    row = get_resource_row(municipality_id=visit.municipality.id, resource_id=resource_id)
    subject, language = find_subject(row), visit.language.code
    slots = list_slots(
        municipality_id=visit.municipality.id,
        resource_ids=[resource_id],
        since=now - timedelta(days=1),
        until=now + AHEAD,
        now=now,
    )
    entries = [
        CalendarEntry(
            uid=f"{slot.id}@shirube",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            title=_words(slot),
            place=place_words(subject, language),
            changed_at=now,
        )
        for slot in slots
        if slot.free < slot.capacity or slot.state == SlotState.CLOSED
    ]
    text = make_ics(entries, name=title_words(subject, language))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _words(slot: SlotView) -> str:
    if slot.state == SlotState.CLOSED:
        return _("受付していません")
    return _("予約あり（残り%(free)s）") % {"free": slot.free} if slot.free else _("満席")
