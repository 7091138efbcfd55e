"""Meetings for people's own calendars."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.headquarters.domain.terms import MeetingState
from shirube.headquarters.queries.bodies import list_bodies
from shirube.headquarters.queries.meetings import MeetingLine, get_meeting, list_meetings
from shirube.headquarters.web.desk import READERS, desk_of
from shirube.kernel.clock import JAPAN
from shirube.ui.access import Access, access

# Of a meeting whose end nobody has fixed.
_USUAL = timedelta(hours=1)


@access(Access.STAFF, roles=READERS)
def staff_calendar(request: HttpRequest) -> HttpResponse:
    """Every meeting, those not announced too."""
    return _calendar(request, list_meetings(**desk_of(request).look), "headquarters_staff:meeting")


@access(Access.STAFF, roles=READERS)
def staff_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting, to be opened from a mail or a page."""
    meeting = get_meeting(meeting_id=meeting_id, **desk_of(request).look)
    return _calendar(request, [meeting], "headquarters_staff:meeting")


@access(Access.PUBLIC)
def public_calendar(request: HttpRequest) -> HttpResponse:
    """Announced meetings of public bodies."""
    municipality_id = cast("Any", request).municipality.id
    public = {body.id for body in list_bodies(municipality_id=municipality_id) if body.is_public}
    meetings = [
        one
        for one in list_meetings(municipality_id=municipality_id)
        if one.body_id in public and one.is_announced
    ]
    return _calendar(request, meetings, "")


def _calendar(request: HttpRequest, meetings: Iterable[MeetingLine], url_name: str) -> HttpResponse:
    entries = [_entry(request, meeting, url_name) for meeting in meetings]
    text = bookings.make_ics(entries, name=_("推進本部の会議"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _entry(request: HttpRequest, meeting: MeetingLine, url_name: str) -> bookings.CalendarEntry:
    starts_at = datetime.combine(meeting.held_on, meeting.starts_time, JAPAN)
    ends_at = (
        datetime.combine(meeting.held_on, meeting.ends_time, JAPAN)
        if meeting.ends_time
        else starts_at + _USUAL
    )
    address = request.build_absolute_uri(reverse(url_name, args=[meeting.id])) if url_name else ""
    return bookings.CalendarEntry(
        uid=f"{meeting.id}@shirube",
        starts_at=starts_at,
        ends_at=ends_at,
        title=meeting.title,
        place=meeting.place,
        address=address,
        changed_at=meeting.changed_at,
        revision=meeting.revision,
        is_cancelled=meeting.state is MeetingState.CANCELLED,
    )
