"""Courses and sessions for staff: changing them, who is coming, who came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.forms import interface as form_engine
from shirube.kernel.calendar import format_date
from shirube.ui.access import Access, access, records_reading
from shirube.ui.downloads import download
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.venues.commands.attendance import add_attendees, attend, remove_attendee, unattend
from shirube.venues.commands.connecting import connect_session
from shirube.venues.commands.courses import add_course, add_session, edit_course
from shirube.venues.commands.guards import can_run
from shirube.venues.commands.reading import note_reading
from shirube.venues.commands.sessions import cancel_session, change_seats
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.days import day_of
from shirube.venues.domain.facts import CourseFacts
from shirube.venues.queries.certificates import draw_certificate
from shirube.venues.queries.courses import (
    CourseView,
    SessionNotFoundError,
    SessionView,
    get_course,
    get_session,
    list_sessions,
)
from shirube.venues.queries.facilities import list_facilities
from shirube.venues.queries.people import find_attendance, list_guests
from shirube.venues.web.staff.desk import READERS, WRITERS, Desk, answer, attempt, desk_of, way
from shirube.venues.web.staff.forms import CourseForm, ReasonForm, SeatsForm, SessionForm, WalkInForm
from shirube.venues.web.staff.houses import section_field
from shirube.venues.web.words import AGES, time_words


@access(Access.STAFF, roles=READERS)
def show_course(request: HttpRequest, code: str) -> HttpResponse:
    """A course with its sessions, the latest first."""
    desk = desk_of(request)
    course = get_course(**desk.look, code=code, with_closed=True)
    sessions = list_sessions(**desk.look, course_id=course.id, with_closed=True)
    context = {
        "course": course,
        "table": _session_table(sessions[::-1], may_open=can_run(desk.actor, course.section_id)),
        "may_edit": can_run(desk.actor, course.section_id),
        "breadcrumbs": way(Link(course.facts.title.ja, "")),
    }
    return page(request, "venues/staff/course.html", context)


@access(Access.STAFF, roles=WRITERS)
def add(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    form = CourseForm(request.POST or None, before=None)
    form.fields["section"] = section_field(desk)
    facts = _course_facts(form, desk)

    def save() -> str:
        assert facts is not None
        data = form.cleaned_data
        add_course(**desk.act, facts=facts, section_id=UUID(data["section"]), form_code=data["form_code"])
        return reverse("venues_staff:add-session", args=[facts.code])

    return answer(
        request,
        form,
        save,
        title=_("講座・催しを加える"),
        done=_("加えました。続けて回を加えてください。"),
        cancel_url=reverse("venues_staff:home"),
        steps=[],
    )


@access(Access.STAFF, roles=WRITERS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    course = _own_course(desk, code)
    form = CourseForm(
        request.POST or None, before=course.facts, is_open=course.is_open, revision=course.revision
    )
    form.initial["form_code"] = course.form_code
    facts = _course_facts(form, desk)

    def save() -> str:
        assert facts is not None
        data = form.cleaned_data
        edit_course(
            **desk.act,
            course_id=course.id,
            facts=facts,
            form_code=data["form_code"],
            is_open=data["is_open"],
            seen_revision=data["revision"],
        )
        for one in list_sessions(**desk.look, since=desk.now, course_id=course.id, with_closed=True):
            connect_session(**desk.act, session_id=one.id)
        return _course_url(course)

    return answer(
        request,
        form,
        save,
        title=_("講座・催しを変える"),
        done=_("保存しました。市民のページにも出ています。"),
        cancel_url=_course_url(course),
        steps=[_course_link(course)],
    )


@access(Access.STAFF, roles=WRITERS)
def add_one(request: HttpRequest, code: str) -> HttpResponse:
    """A session of a course."""
    desk = desk_of(request)
    course = _own_course(desk, code)
    form = SessionForm(request.POST or None, houses=list_facilities(**desk.look))

    def save() -> str:
        entry = form.entry()
        if entry.starts_at <= desk.now:
            raise bookings.SlotInPastError
        session_id = add_session(**desk.act, course_id=course.id, entry=entry)
        connect_session(**desk.act, session_id=session_id)
        return _course_url(course)

    return answer(
        request,
        form,
        save,
        title=_("回を加える"),
        done=_("回を加えました。すぐに申し込めます。"),
        cancel_url=_course_url(course),
        steps=[_course_link(course)],
    )


@access(Access.STAFF, roles=WRITERS)
@records_reading
def show_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Who is coming, who waits, who came; printed it is the list for the door."""
    desk = desk_of(request)
    session = _own_session(desk, session_id)
    guests = list_guests(session=session, municipality_id=desk.municipality_id)
    people = len(guests.booked) + len(guests.waiting)
    note_reading(**desk.act, subject=f"venues.session:{session.id}", people=people)
    context = {
        "session": session,
        "when": _when(session),
        "guests": guests,
        "ages": {one.value: label for one, label in AGES.items()},
        "walk_in": WalkInForm(),
        "gives_certificate": session.course.facts.gives_certificate,
        "is_settled": not session.is_open or session.ends_at <= desk.now,
        "breadcrumbs": way(_course_link(session.course), Link(_when(session), "")),
    }
    return page(request, "venues/staff/session.html", context)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def tick(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """There, or not after all: `reservation` and `is`."""
    desk = desk_of(request)
    session = _own_session(desk, session_id)
    guests = list_guests(session=session, municipality_id=desk.municipality_id)
    wanted = request.POST.get("reservation", "")
    guest = next((one for one in guests.booked if str(one.line.id) == wanted), None)
    if guest is None:
        messages.error(request, _("その予約は見つかりませんでした。一覧から選び直してください。"))
    elif request.POST.get("is") == "absent":
        reservation_id = guest.line.id
        attempt(
            request,
            lambda: unattend(**desk.act, session_id=session_id, reservation_id=reservation_id),
            _("出席を取り消しました。"),
        )
    else:
        line = guest.line
        attempt(request, lambda: attend(**desk.act, session_id=session_id, line=line), _("出席にしました。"))
    return redirect("venues_staff:session", session_id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def walk_in(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Somebody who came without booking."""
    desk = desk_of(request)
    _own_session(desk, session_id)
    form = WalkInForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        counts = {AgeGroup(data["age_group"]): data["people"]}
        attempt(
            request,
            lambda: add_attendees(**desk.act, session_id=session_id, counts=counts, name=data["name"]),
            _("来た人を加えました。"),
        )
    else:
        messages.error(request, _("人数を確かめてください。何も加えていません。"))
    return redirect("venues_staff:session", session_id)


@access(Access.STAFF, roles=WRITERS)
@require_POST
def drop_walk_in(request: HttpRequest, session_id: UUID, attendance_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    _own_session(desk, session_id)
    attempt(
        request,
        lambda: remove_attendee(**desk.act, session_id=session_id, attendance_id=attendance_id),
        _("取り消しました。"),
    )
    return redirect("venues_staff:session", session_id)


@access(Access.STAFF, roles=WRITERS)
def seats(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """More seats, or fewer: those who lose theirs are named."""
    desk = desk_of(request)
    session = _own_session(desk, session_id)
    form = SeatsForm(request.POST or None, initial={"seats": session.seats})

    def save() -> str:
        data = form.cleaned_data
        gone = change_seats(
            **desk.act, session_id=session_id, seats=data["seats"], cancel_latest=data["cancel_latest"]
        )
        _name_those(request, gone)
        return reverse("venues_staff:session", args=[session_id])

    return _about(request, session, form, save, _("定員を変える"), _("定員を変えました。"))


@access(Access.STAFF, roles=WRITERS)
def cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Not held: all who booked or wait are written to, and named here for those who must be called."""
    desk = desk_of(request)
    session = _own_session(desk, session_id)
    form = ReasonForm(request.POST or None)

    def save() -> str:
        gone = cancel_session(**desk.act, session_id=session_id, reason=form.cleaned_data["reason"])
        _name_those(request, gone)
        return reverse("venues_staff:session", args=[session_id])

    return _about(request, session, form, save, _("この回を中止する"), _("中止しました。"))


@access(Access.STAFF, roles=WRITERS)
@require_safe
def certificate(request: HttpRequest, session_id: UUID, attendance_id: UUID) -> HttpResponseBase:
    """The certificate of somebody who came, to be handed over."""
    desk = desk_of(request)
    session = _own_session(desk, session_id)
    found = find_attendance(**desk.look, session_id=session_id, attendance_id=attendance_id)
    if found is None:
        raise SessionNotFoundError(session=str(session_id))
    reservation_id, name = found
    number = ""
    if reservation_id is not None:
        made = bookings.get_reservation(**desk.look, reservation_id=reservation_id, actor=SYSTEM)
        name, number = made.booker.name, made.number
    content = draw_certificate(**desk.look, session=session, name=name, number=number, on=desk.today)
    return download(content, name="certificate.pdf", content_type="application/pdf")


def _own_course(desk: Desk, code: str) -> CourseView:
    course = get_course(**desk.look, code=code, with_closed=True)
    desk.require(course.section_id)
    return course


def _own_session(desk: Desk, session_id: UUID) -> SessionView:
    session = get_session(**desk.look, session_id=session_id, with_closed=True)
    desk.require(session.course.section_id)
    return session


def _course_facts(form: CourseForm, desk: Desk) -> CourseFacts | None:
    """With a form that is in force, where one is named."""
    if not form.is_valid():
        return None
    code = form.cleaned_data["form_code"]
    if code and form_engine.find_current_version(**desk.look, code=code, on=desk.today) is None:
        form.add_error("form_code", _("この記号のフォームは公開されていません。"))
        return None
    return form.facts(CourseFacts)


def _about(
    request: HttpRequest, session: SessionView, form: Any, save: Any, title: str, done: str
) -> HttpResponse:
    address = reverse("venues_staff:session", args=[session.id])
    return answer(
        request,
        form,
        save,
        title=title,
        lead=f"{session.name.ja} {_when(session)}",
        done=done,
        cancel_url=address,
        steps=[_course_link(session.course), Link(_when(session), address)],
    )


def _name_those(request: HttpRequest, gone: Sequence[bookings.ReservationLine]) -> None:
    if gone:
        names = "、".join(f"{one.name}（{one.contact}）" for one in gone)
        messages.warning(
            request,
            _("予約を取り消した人: %(names)s。メールのない人には電話してください。") % {"names": names},
        )


def _session_table(sessions: Sequence[SessionView], *, may_open: bool) -> Table:
    columns = (Column(_("日時")), Column(_("会場")), Column(_("定員"), number=True), Column(_("状態")))
    rows = tuple(
        (
            Cell(_when(one), reverse("venues_staff:session", args=[one.id]) if may_open else ""),
            Cell(one.where.ja),
            Cell(str(one.seats)),
            Cell(str(one.state.label), note=one.reason),
        )
        for one in sessions
    )
    return Table(_("回"), columns, rows)


def _when(session: SessionView) -> str:
    return f"{format_date(day_of(session.starts_at))} {time_words(session.starts_at, session.ends_at)}"


def _course_url(course: CourseView) -> str:
    return reverse("venues_staff:course", args=[course.facts.code])


def _course_link(course: CourseView) -> Link:
    return Link(course.facts.title.ja, _course_url(course))
