"""Meetings, decisions and minutes for residents."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shirube.headquarters.domain.terms import MeetingState, MinutesState
from shirube.headquarters.queries.decisions import list_published_decisions
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.headquarters.queries.minutes import get_published_minutes
from shirube.headquarters.queries.public import get_public_meeting, list_public_meetings
from shirube.headquarters.web.minutes_pages import attended_words, minutes_file, shown_parts
from shirube.headquarters.web.words import outcome_status, when_words
from shirube.kernel.calendar import format_date
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table

_MOST_DECISIONS = 20


@access(Access.PUBLIC)
def show_list(request: HttpRequest) -> HttpResponse:
    municipality_id = cast("Any", request).municipality.id
    meetings = list_public_meetings(municipality_id=municipality_id)
    decisions = list_published_decisions(municipality_id=municipality_id, limit=_MOST_DECISIONS)
    shown = {meeting.id for meeting in meetings}
    context = {
        "coming": [_line(one) for one in reversed(meetings) if not one.is_over],
        "past": _table([one for one in meetings if one.is_over]),
        "decisions": [
            (one, outcome_status(one.outcome), reverse("headquarters:meeting", args=[one.meeting_id]))
            for one in decisions
            if one.meeting_id in shown
        ],
        "breadcrumbs": [_home(), Link(_("推進本部の会議"), "")],
    }
    return page(request, "headquarters/public/list.html", context)


@access(Access.PUBLIC)
def show_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    municipality_id = cast("Any", request).municipality.id
    meeting = get_public_meeting(municipality_id=municipality_id, meeting_id=meeting_id)
    minutes = None
    if meeting.minutes is MinutesState.PUBLISHED:
        minutes = get_published_minutes(municipality_id=municipality_id, meeting_id=meeting_id)
    context = {
        "meeting": meeting,
        "when": when_words(meeting),
        "status": _status(meeting),
        "minutes": minutes,
        "attended": attended_words(minutes) if minutes else (),
        "parts": shown_parts(minutes, sees_all=False) if minutes else (),
        "breadcrumbs": [
            _home(),
            Link(_("推進本部の会議"), reverse("headquarters:list")),
            Link(meeting.title, ""),
        ],
    }
    return page(request, "headquarters/public/meeting.html", context)


@access(Access.PUBLIC)
def pdf(request: HttpRequest, meeting_id: UUID) -> FileResponse:
    """The published minutes on A4."""
    city = cast("Any", request).municipality
    meeting = get_public_meeting(municipality_id=city.id, meeting_id=meeting_id)
    minutes = get_published_minutes(municipality_id=city.id, meeting_id=meeting_id)
    return minutes_file(meeting, minutes, shown_parts(minutes, sees_all=False), city)


def _home() -> Link:
    return Link(_("ホーム"), reverse("portal:home"))


def _line(meeting: MeetingLine) -> dict[str, Any]:
    """For ui/components/cards.html."""
    return {
        "title": meeting.title,
        "url": reverse("headquarters:meeting", args=[meeting.id]),
        "text": when_words(meeting),
        "note": meeting.place,
    }


def _status(meeting: MeetingLine) -> Status:
    if meeting.state is MeetingState.CANCELLED:
        return Status(_("中止"), "error", "stop")
    if meeting.state is MeetingState.HELD:
        return Status(_("終わりました"), "success", "done")
    return Status(_("これから"), "info", "arrow")


def _table(meetings: list[MeetingLine]) -> Table:
    columns = (Column(_("会議")), Column(_("日")), Column(_("場所")), Column(_("会議要旨")))
    rows = tuple(
        (
            Cell(one.title, url=reverse("headquarters:meeting", args=[one.id])),
            Cell(format_date(one.held_on, get_language() or "ja")),
            Cell(one.place or None, missing=_("書かれていません")),
            _minutes_cell(one),
        )
        for one in meetings
    )
    return Table(_("終わった会議"), columns, rows)


def _minutes_cell(meeting: MeetingLine) -> Cell:
    if meeting.state is MeetingState.CANCELLED:
        return Cell(_("中止"))
    if meeting.minutes is MinutesState.PUBLISHED:
        return Cell(_("公開しています"))
    return Cell(None, missing=_("まだありません"))
