"""Houses and rooms for staff: what there is, changing it, who uses a room, reductions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.organizations import interface as organizations
from shirube.ui.access import Access, access, records_reading
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table
from shirube.venues.commands.connecting import connect_room
from shirube.venues.commands.facilities import add_facility, edit_facility, save_room
from shirube.venues.commands.guards import EDITORS, can_run
from shirube.venues.commands.reading import note_reading
from shirube.venues.commands.reductions import decide_reduction
from shirube.venues.domain.days import day_of, moment_of
from shirube.venues.domain.facts import FacilityFacts, RoomFacts
from shirube.venues.domain.fees import ReductionState, reduce_fee
from shirube.venues.queries.courses import CourseView, list_courses, list_sessions
from shirube.venues.queries.facilities import FacilityView, get_facility, get_room, list_facilities
from shirube.venues.queries.uses import UseView, get_use, list_asked_reductions, list_uses
from shirube.venues.web.staff.desk import READERS, WRITERS, Desk, answer, desk_of, way
from shirube.venues.web.staff.forms import DecisionForm, FacilityForm, RoomForm
from shirube.venues.web.words import REDUCTIONS, time_words, yen_words

_DAYS = 14


@access(Access.STAFF, roles=READERS)
def show_home(request: HttpRequest) -> HttpResponse:
    """Houses, courses, and what waits."""
    desk = desk_of(request)
    houses = list_facilities(**desk.look, with_closed=True)
    courses = list_courses(**desk.look, with_closed=True)
    asked = [one for one in list_asked_reductions(**desk.look) if can_run(desk.actor, one.section_id)]
    context = {
        "houses": [(one, _room_links(one), can_run(desk.actor, one.section_id)) for one in houses],
        "courses": _course_table(courses, desk),
        "asked": len(asked),
        "may_write": desk.actor.holds(*EDITORS),
        "breadcrumbs": [*way()[:-1], Link(_("施設と講座"), "")],
    }
    return page(request, "venues/staff/home.html", context)


@access(Access.STAFF, roles=WRITERS)
@records_reading
def show_room(request: HttpRequest, code: str, room_code: str) -> HttpResponse:
    """Two weeks of a room: who uses it, what for, what is to be paid. `?from=` begins on another day."""
    desk = desk_of(request)
    house, room = get_room(**desk.look, code=code, room_code=room_code, with_closed=True)
    desk.require(house.section_id)
    since = _day(request.GET.get("from", "")) or desk.today
    uses = list_uses(
        **desk.look,
        room_ids=[room.id],
        since=moment_of(since, 0),
        until=moment_of(since + timedelta(days=_DAYS), 0),
    )
    note_reading(**desk.act, subject=f"venues.room:{room.id}", people=len(uses))
    context = {
        "house": house,
        "room": room,
        "table": _use_table(uses, _lines(desk, room.resource_id, since)),
        "since": since,
        "previous_url": f"?from={(since - timedelta(days=_DAYS)).isoformat()}",
        "next_url": f"?from={(since + timedelta(days=_DAYS)).isoformat()}",
        "breadcrumbs": way(Link(house.facts.title.ja, ""), Link(room.facts.title.ja, "")),
    }
    return page(request, "venues/staff/room.html", context)


@access(Access.STAFF, roles=WRITERS)
def add_house(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    form = FacilityForm(request.POST or None, before=None)
    form.fields["section"] = section_field(desk)
    facts = form.facts(FacilityFacts) if form.is_valid() else None

    def save() -> str:
        assert facts is not None
        add_facility(**desk.act, facts=facts, section_id=UUID(form.cleaned_data["section"]))
        return reverse("venues_staff:add-room", args=[facts.code])

    return answer(
        request,
        form,
        save,
        title=_("施設を加える"),
        done=_("施設を加えました。続けて部屋を加えてください。"),
        cancel_url=reverse("venues_staff:home"),
        steps=[],
    )


@access(Access.STAFF, roles=WRITERS)
def edit_house(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    house = get_facility(**desk.look, code=code, with_closed=True)
    desk.require(house.section_id)
    form = FacilityForm(
        request.POST or None, before=house.facts, is_open=house.is_open, revision=house.revision
    )
    facts = form.facts(FacilityFacts) if form.is_valid() else None

    def save() -> str:
        assert facts is not None
        data = form.cleaned_data
        edit_facility(
            **desk.act,
            facility_id=house.id,
            facts=facts,
            is_open=data["is_open"],
            seen_revision=data["revision"],
        )
        for room in house.rooms:
            connect_room(**desk.act, room_id=room.id)
        return reverse("venues_staff:home")

    return answer(
        request,
        form,
        save,
        title=_("施設を変える"),
        done=_("保存しました。市民のページにも出ています。"),
        cancel_url=reverse("venues_staff:home"),
        steps=[Link(house.facts.title.ja, "")],
    )


@access(Access.STAFF, roles=WRITERS)
def add_room(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    house = get_facility(**desk.look, code=code, with_closed=True)
    desk.require(house.section_id)
    form = RoomForm(request.POST or None, before=None)
    return _save_room(request, desk, house, form, None, _("部屋を加える"))


@access(Access.STAFF, roles=WRITERS)
def edit_room(request: HttpRequest, code: str, room_code: str) -> HttpResponse:
    desk = desk_of(request)
    house, room = get_room(**desk.look, code=code, room_code=room_code, with_closed=True)
    desk.require(house.section_id)
    form = RoomForm(request.POST or None, before=room.facts, is_open=room.is_open)
    return _save_room(request, desk, house, form, room.id, _("部屋を変える"))


@access(Access.STAFF, roles=WRITERS)
def show_reductions(request: HttpRequest) -> HttpResponse:
    """Those who asked to pay less and wait for an answer."""
    desk = desk_of(request)
    asked = [one for one in list_asked_reductions(**desk.look) if can_run(desk.actor, one.section_id)]
    context = {"table": _reduction_table(asked), "breadcrumbs": way(Link(_("減免の申請"), ""))}
    return page(request, "venues/staff/reductions.html", context)


@access(Access.STAFF, roles=WRITERS)
def decide(request: HttpRequest, use_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    use = get_use(**desk.look, use_id=use_id)
    desk.require(use.section_id)
    form = DecisionForm(request.POST or None)

    def save() -> str:
        data = form.cleaned_data
        decide_reduction(
            **desk.act, use_id=use_id, is_granted=data["decision"] == "grant", words=data["words"]
        )
        return reverse("venues_staff:reductions")

    return answer(
        request,
        form,
        save,
        title=_("減免を決める"),
        lead=_use_words(use),
        done=_("決めました。申し込んだ人にお知らせを送ります。"),
        cancel_url=reverse("venues_staff:reductions"),
        steps=[Link(_("減免の申請"), reverse("venues_staff:reductions"))],
    )


def section_field(desk: Desk) -> forms.ChoiceField:
    """The sections that the actor may put something new under."""
    sections = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    own = [(str(one.id), one.name) for one in sections if can_run(desk.actor, one.id)]
    return forms.ChoiceField(label=_("担当の課"), choices=own)


def _save_room(
    request: HttpRequest, desk: Desk, house: FacilityView, form: RoomForm, room_id: UUID | None, title: str
) -> HttpResponse:
    facts = form.facts(RoomFacts) if form.is_valid() else None

    def save() -> str:
        assert facts is not None
        is_open = form.cleaned_data.get("is_open", True)
        saved = save_room(**desk.act, facility_id=house.id, facts=facts, room_id=room_id, is_open=is_open)
        connect_room(**desk.act, room_id=saved)
        return reverse("venues_staff:home")

    return answer(
        request,
        form,
        save,
        title=title,
        lead=_("料金と区分を変えても、すでにある予約の料金は変わりません。"),
        done=_("保存しました。市民のページにも出ています。"),
        cancel_url=reverse("venues_staff:home"),
        steps=[Link(house.facts.title.ja, "")],
    )


def _room_links(house: FacilityView) -> list[Link]:
    return [
        Link(
            room.facts.title.ja,
            reverse("venues_staff:room", args=[house.facts.code, room.facts.code]),
            "" if room.is_open else _("受付を止めています"),
        )
        for room in house.rooms
    ]


def _course_table(courses: Sequence[CourseView], desk: Desk) -> Table:
    """One query for the sessions of all courses."""
    coming: dict[UUID, list[Any]] = {}
    for one in list_sessions(**desk.look, since=desk.now, with_closed=True):
        coming.setdefault(one.course.id, []).append(one)
    rows = tuple(
        (
            Cell(one.facts.title.ja, reverse("venues_staff:course", args=[one.facts.code])),
            Cell(
                format_date(day_of(coming[one.id][0].starts_at)) if one.id in coming else None,
                missing=_("予定なし"),
            ),
            Cell(str(len(coming.get(one.id, ())))),
        )
        for one in courses
    )
    columns = (Column(_("講座・催し")), Column(_("次の回")), Column(_("これからの回"), number=True))
    return Table(_("講座・催し"), columns, rows)


def _lines(desk: Desk, resource_id: UUID | None, since: date) -> dict[UUID, bookings.ReservationLine]:
    """Who booked, by reservation. Cost: one query a day."""
    if resource_id is None:
        return {}
    days = [since + timedelta(days=number) for number in range(_DAYS)]
    lines = [
        line for day in days for line in bookings.list_day(**desk.look, resource_ids=[resource_id], day=day)
    ]
    return {line.id: line for line in lines}


def _use_table(uses: Sequence[UseView], lines: dict[UUID, bookings.ReservationLine]) -> Table:
    columns = (
        Column(_("日時")),
        Column(_("予約した人")),
        Column(_("目的")),
        Column(_("人数"), number=True),
        Column(_("料金"), number=True),
        Column(_("減免")),
    )
    rows = tuple(_use_row(one, lines.get(one.reservation_id)) for one in uses)
    return Table(_("利用の予定"), columns, rows)


def _use_row(use: UseView, line: bookings.ReservationLine | None) -> tuple[Cell, ...]:
    when = format_date(day_of(use.starts_at))
    span = time_words(line.starts_at, line.ends_at) if line else ""
    asked = use.reduction_state is ReductionState.ASKED
    return (
        Cell(when, note=span),
        Cell(line.name if line else None, note=f"{line.contact} / {line.number}" if line else ""),
        Cell(use.purpose or None, missing=_("記入なし")),
        Cell(str(use.people)),
        Cell(yen_words(use.due_yen)),
        Cell(
            str(REDUCTIONS[use.reduction_state]),
            url=reverse("venues_staff:decide", args=[use.id]) if asked else "",
        ),
    )


def _reduction_table(asked: Sequence[UseView]) -> Table:
    columns = (
        Column(_("利用の日")),
        Column(_("部屋")),
        Column(_("減免の理由")),
        Column(_("料金"), number=True),
    )
    rows = tuple(
        (
            Cell(
                format_date(day_of(one.starts_at)),
                reverse("venues_staff:decide", args=[one.id]),
                status=Status(_("申請中"), "warning", "clock"),
            ),
            Cell(f"{one.facility.title.ja} {one.room.title.ja}"),
            Cell(_reduction_title(one), note=one.reason),
            Cell(yen_words(one.full_yen)),
        )
        for one in asked
    )
    return Table(_("減免の申請"), columns, rows)


def _use_words(use: UseView) -> str:
    reduced = reduce_fee(use.facility, use.full_yen, use.reduction)
    return _(
        "%(day)s %(room)s。目的: %(purpose)s。申請: %(title)s（%(reason)s）。認めると%(full)sが%(reduced)sになります。"
    ) % {
        "day": format_date(day_of(use.starts_at)),
        "room": f"{use.facility.title.ja} {use.room.title.ja}",
        "purpose": use.purpose,
        "title": _reduction_title(use),
        "reason": use.reason,
        "full": yen_words(use.full_yen),
        "reduced": yen_words(reduced),
    }


def _reduction_title(use: UseView) -> str:
    found = use.facility.reduction(use.reduction)
    return found.title.ja if found else use.reduction


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 2000 <= found.year <= 2199 else None
