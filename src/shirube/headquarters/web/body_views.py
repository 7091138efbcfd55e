"""Bodies: who sits in them now and sat in them before; setting them up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.headquarters.commands.bodies import add_seat, change_body, change_seat, set_up_body
from shirube.headquarters.queries.bodies import (
    BodyLine,
    SeatLine,
    get_body,
    get_seat,
    list_bodies,
    list_seats,
)
from shirube.headquarters.queries.meetings import list_meetings
from shirube.headquarters.queries.rights import can_prepare
from shirube.headquarters.web.desk import KEEPERS, READERS, Desk, FormPage, answer_form, desk_of, way
from shirube.headquarters.web.forms_meetings import BodyForm, SeatForm
from shirube.headquarters.web.tables import meeting_table
from shirube.headquarters.web.words import BODY_KINDS, SEAT_ROLES
from shirube.kernel.calendar import format_date
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table


@access(Access.STAFF, roles=READERS)
def show_body(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    body = get_body(code=code, **desk.look)
    seats = list_seats(body_id=body.id, **desk.look)
    may_edit = can_prepare(desk.actor)
    now = [seat for seat in seats if seat.ends_on is None or seat.ends_on > desk.today]
    before = [seat for seat in seats if seat not in now]
    meetings = [one for one in list_meetings(**desk.look) if one.body_id == body.id]
    context = {
        "body": body,
        "kind": BODY_KINDS[body.kind],
        "seats": _seat_table(_("委員"), now, may_edit=may_edit),
        "before": _seat_table(_("前の委員"), before, may_edit=may_edit),
        "meetings": meeting_table(_("会議"), meetings),
        "may_edit": may_edit,
        "breadcrumbs": way(Link(body.name, "")),
    }
    return page(request, "headquarters/staff/body.html", context)


@access(Access.STAFF, roles=KEEPERS)
def add_body(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    form = BodyForm(request.POST or None)
    shown = FormPage(
        title=_("会議体を設ける"),
        submit=_("設ける"),
        to=reverse("headquarters_staff:home"),
        breadcrumbs=way(Link(_("会議体を設ける"), "")),
        told=_("会議体を設けました。続けて委員を加えてください。"),
    )
    return answer_form(
        request,
        form,
        lambda data: set_up_body(code=data["code"], entry=form.entry(), **desk.act),
        shown,
        {"headquarters.body_code_taken": "code"},
    )


@access(Access.STAFF, roles=KEEPERS)
def edit_body(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    body = get_body(code=code, **desk.look)
    form = BodyForm(request.POST or None, body=body)
    title = _("会議体の内容を変える")
    shown = FormPage(
        title=title, submit=_("保存する"), to=_address(body), breadcrumbs=_way_to(body, Link(title, ""))
    )
    return answer_form(
        request, form, lambda _data: change_body(code=code, entry=form.entry(), **desk.act), shown
    )


@access(Access.STAFF, roles=KEEPERS)
def seat_somebody(request: HttpRequest, code: str) -> HttpResponse:
    desk = desk_of(request)
    body = get_body(code=code, **desk.look)
    form = SeatForm(request.POST or None, **_choices(desk))
    title = _("委員を加える")
    shown = FormPage(
        title=title,
        lead=body.name,
        submit=_("加える"),
        to=_address(body),
        breadcrumbs=_way_to(body, Link(title, "")),
        told=_("委員を加えました。"),
    )
    return answer_form(
        request,
        form,
        lambda _data: add_seat(body=code, entry=form.entry(), **desk.act),
        shown,
        _SEAT_FIELDS,
    )


@access(Access.STAFF, roles=KEEPERS)
def edit_seat(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    seat = get_seat(seat_id=seat_id, **desk.look)
    body = next(one for one in list_bodies(**desk.look) if one.id == seat.body_id)
    form = SeatForm(request.POST or None, seat=seat, **_choices(desk))
    title = _("委員を変える")
    shown = FormPage(
        title=title,
        lead=_("会議の出席の記録は、そのときの職と氏名のまま残ります。"),
        submit=_("保存する"),
        to=_address(body),
        breadcrumbs=_way_to(body, Link(title, "")),
    )
    return answer_form(
        request,
        form,
        lambda _data: change_seat(seat_id=seat_id, entry=form.entry(), **desk.act),
        shown,
        _SEAT_FIELDS,
    )


_SEAT_FIELDS = {"headquarters.seat_taken": "begins_on", "headquarters.seat_period": "ends_on"}


def _choices(desk: Desk) -> dict[str, Any]:
    return {"staff": accounts.list_staff(**desk.look), "sections": desk.sections()}


def _address(body: BodyLine) -> str:
    return reverse("headquarters_staff:body", args=[body.code])


def _way_to(body: BodyLine, *steps: Link) -> list[Link]:
    return way(Link(body.name, _address(body)), *steps)


def _seat_table(caption: str, seats: Sequence[SeatLine], *, may_edit: bool) -> Table:
    columns = (Column(_("職")), Column(_("氏名")), Column(_("役")), Column(_("課")), Column(_("期間")))
    rows = tuple(
        (
            Cell(seat.post, url=reverse("headquarters_staff:seat", args=[seat.id]) if may_edit else ""),
            Cell(seat.name or None, missing=_("氏名なし")),
            Cell(str(SEAT_ROLES[seat.role])),
            Cell(seat.section or None, missing=_("なし")),
            Cell(_period(seat)),
        )
        for seat in seats
    )
    return Table(caption, columns, rows)


def _period(seat: SeatLine) -> str:
    since = _("%(day)sから") % {"day": format_date(seat.begins_on)}
    if seat.ends_on is None:
        return since
    return since + _("%(day)sの前まで") % {"day": format_date(seat.ends_on)}
