"""One meeting: its agenda, who attended, and the acts around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.headquarters.commands.meetings import (
    cancel_meeting,
    change_meeting,
    close_meeting,
    fix_meeting,
    record_attendance,
)
from shirube.headquarters.domain.terms import ItemKind, MeetingState
from shirube.headquarters.queries.bodies import list_bodies, list_seats_on
from shirube.headquarters.queries.decisions import DecisionView, list_decisions, list_tasks
from shirube.headquarters.queries.meetings import (
    AttendanceLine,
    ItemView,
    MeetingLine,
    list_attendances,
    list_items,
)
from shirube.headquarters.queries.papers import list_changed_items
from shirube.headquarters.queries.rights import can_decide, can_prepare
from shirube.headquarters.web.desk import (
    KEEPERS,
    READERS,
    RECORDERS,
    Desk,
    FormPage,
    answer_form,
    desk_of,
    way,
    way_to,
)
from shirube.headquarters.web.forms_meetings import AttendanceForm, CloseForm, MeetingForm, ReasonForm
from shirube.headquarters.web.tables import task_table
from shirube.headquarters.web.words import (
    ITEM_KINDS,
    PRESENCES,
    item_number,
    meeting_status,
    outcome_status,
    when_words,
)
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table


@dataclass(frozen=True, slots=True)
class Line:
    """An item in the agenda of headquarters/staff/meeting.html."""

    item: ItemView
    number: str
    url: str
    status: Status | None
    is_first: bool
    is_last: bool
    is_changed: bool


@access(Access.STAFF, roles=READERS)
def show_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    items = list_items(meeting_id=meeting_id, **desk.look)
    decisions = list_decisions(meeting_id=meeting_id, **desk.look)
    changed = _changed(meeting, desk)
    is_open = not meeting.is_over
    context = {
        "meeting": meeting,
        "status": meeting_status(meeting.state),
        "facts": _facts(meeting),
        "groups": [
            (ITEM_KINDS[kind], _lines([item for item in items if item.kind is kind], decisions, changed))
            for kind in ItemKind
        ],
        "changed": [item for item in items if item.id in changed and item.id not in decisions],
        "attendance": _attendance_table(list_attendances(meeting_id=meeting_id, **desk.look)),
        "tasks": task_table(_("課題"), list_tasks(meeting_id=meeting_id, **desk.look), desk.today),
        "may_prepare": can_prepare(desk.actor) and is_open,
        "may_record": can_decide(desk.actor) and meeting.state is not MeetingState.CANCELLED,
        "may_close": can_decide(desk.actor)
        and meeting.state is MeetingState.SENT
        and meeting.held_on <= desk.today,
        "undecided": [
            item for item in items if item.kind is ItemKind.DELIBERATION and item.id not in decisions
        ],
        "breadcrumbs": way(Link(meeting.title, "")),
    }
    return page(request, "headquarters/staff/meeting.html", context)


@access(Access.STAFF, roles=KEEPERS)
def add_meeting(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    bodies = list_bodies(**desk.look)
    form = MeetingForm(request.POST or None, bodies=bodies, initial={"body": request.GET.get("body", "")})
    title = _("会議を決める")
    shown = FormPage(
        title=title,
        lead="" if bodies else _("先に、会議体を設けてください。"),
        submit=_("決める"),
        to=reverse("headquarters_staff:home"),
        breadcrumbs=way(Link(title, "")),
        told=_("会議を決めました。続けて議題を加えてください。"),
    )
    return answer_form(
        request,
        form,
        lambda data: fix_meeting(body=data["body"], entry=form.entry(), **desk.act),
        shown,
        _MEETING_FIELDS,
    )


@access(Access.STAFF, roles=KEEPERS)
def edit_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = MeetingForm(request.POST or None, bodies=(), meeting=meeting)
    return answer_form(
        request,
        form,
        lambda data: change_meeting(
            meeting_id=meeting_id, entry=form.entry(), seen_revision=data["revision"] or 0, **desk.act
        ),
        _form_page(meeting, _("日時や場所を変える"), _("保存する")),
        _MEETING_FIELDS,
    )


@access(Access.STAFF, roles=KEEPERS)
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = ReasonForm(request.POST or None)
    lead = _("議題は残ります。中止した会議の議題は、ほかの会議にあらためて加えてください。")
    return answer_form(
        request,
        form,
        lambda data: cancel_meeting(meeting_id=meeting_id, reason=data["reason"], **desk.act),
        _form_page(meeting, _("会議を中止する"), _("中止する"), lead=lead, kind="danger"),
    )


@access(Access.STAFF, roles=RECORDERS)
def attend(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who of those with a seat was there."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    seats = list_seats_on(body_id=meeting.body_id, day=meeting.held_on, **desk.look)
    recorded = list_attendances(meeting_id=meeting_id, **desk.look)
    form = AttendanceForm(request.POST or None, seats=seats, recorded=recorded)
    lead = "" if seats else _("この日に委員になっている人がいません。先に、会議体に委員を加えてください。")
    return answer_form(
        request,
        form,
        lambda _data: record_attendance(meeting_id=meeting_id, attended=form.attended(), **desk.act),
        _form_page(meeting, _("出席を記録する"), _("記録する"), lead=lead),
    )


@access(Access.STAFF, roles=RECORDERS)
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting is over; what was to follow becomes tasks."""
    desk = desk_of(request)
    meeting = desk.meeting(meeting_id)
    form = CloseForm(request.POST or None, initial={"ends_time": meeting.ends_time})
    lead = _("議題の課題が、担当の課や人の仕事の一覧に出ます。そのあと、会議要旨を作れます。")
    return answer_form(
        request,
        form,
        lambda data: close_meeting(meeting_id=meeting_id, ends_time=data["ends_time"], **desk.act),
        _form_page(meeting, _("会議を終える"), _("終える"), lead=lead),
        {"headquarters.meeting_times": "ends_time"},
    )


_MEETING_FIELDS = {"headquarters.session_taken": "session", "headquarters.meeting_times": "ends_time"}


def _form_page(
    meeting: MeetingLine, title: str, submit: str, *, lead: str = "", kind: str = "primary"
) -> FormPage:
    return FormPage(
        title=title,
        lead=lead,
        submit=submit,
        submit_kind=kind,
        to=reverse("headquarters_staff:meeting", args=[meeting.id]),
        breadcrumbs=way_to(meeting, Link(title, "")),
    )


def _changed(meeting: MeetingLine, desk: Desk) -> frozenset[UUID]:
    """Items that are not what the members hold; nothing is asked before the papers went out."""
    if meeting.state is not MeetingState.SENT:
        return frozenset()
    found = list_changed_items(meeting_id=meeting.id, on=desk.today, **desk.look)
    return frozenset(item.id for item in found)


def _facts(meeting: MeetingLine) -> Sequence[Mapping[str, str | None]]:
    facts: list[Mapping[str, str | None]] = [
        {"term": _("日時"), "text": when_words(meeting)},
        {"term": _("場所"), "text": meeting.place or None, "missing": _("未定")},
    ]
    if meeting.cancel_reason:
        facts.append({"term": _("中止の理由"), "text": meeting.cancel_reason})
    if meeting.source:
        title, note = meeting.source.get("title", ""), meeting.source.get("note", "")
        facts.append({"term": _("もとの資料"), "text": title, "note": note})
    return facts


def _lines(
    items: Sequence[ItemView], decisions: Mapping[UUID, DecisionView], changed: frozenset[UUID]
) -> list[Line]:
    return [
        Line(
            item,
            item_number(item.kind, item.number),
            reverse("headquarters_staff:item", args=[item.id]),
            outcome_status(decisions[item.id].outcome) if item.id in decisions else None,
            place == 0,
            place == len(items) - 1,
            item.id in changed and item.id not in decisions,
        )
        for place, item in enumerate(items)
    ]


def _attendance_table(attended: Sequence[AttendanceLine]) -> Table:
    columns = (Column(_("職")), Column(_("氏名")), Column(_("出欠")))
    rows = tuple(
        (
            Cell(one.post),
            Cell(one.name or None, missing=_("氏名なし")),
            Cell(str(PRESENCES[one.presence]), note=one.deputy),
        )
        for one in attended
    )
    return Table(_("出席"), columns, rows)
