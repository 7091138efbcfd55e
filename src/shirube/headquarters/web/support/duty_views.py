"""Who helps which section, today and over time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.accounts.interface import ALL_ROLES
from shirube.headquarters.commands.support import DutyNotFoundError, DutyPeriodError, end_duty, give_duty
from shirube.headquarters.queries.support import DutyView, list_duties
from shirube.headquarters.web.proposals.desk import OFFICE, Desk, desk_of, tell
from shirube.headquarters.web.support.forms import DutyForm, EndingForm
from shirube.headquarters.web.support.views import way_to_desk
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import calendar_date


@access(Access.STAFF, roles=ALL_ROLES)
def show_duties(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    duties = list_duties(municipality_id=desk.municipality_id)
    helped = {one.section_id for one in duties if one.holds_on(desk.today)}
    context = {
        "table": _table(duties, desk),
        "alone": [name for value, name in desk.open_sections() if UUID(value) not in helped],
        "may_keep": desk.actor.holds(*OFFICE),
        "breadcrumbs": way_to_desk(Link(_("課ごとの担当"), "")),
    }
    return page(request, "headquarters/support/duties.html", context)


@access(Access.STAFF, roles=OFFICE)
def add_duty(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    people = accounts.list_staff(municipality_id=desk.municipality_id)
    form = DutyForm(
        request.POST or None,
        staff=[(str(one.id), one.name) for one in people if one.is_active],
        sections=desk.open_sections(),
        initial={"begins_on": desk.today},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        data = form.cleaned_data
        try:
            give_duty(
                **desk.act,
                section_ids=[UUID(value) for value in data["sections"]],
                staff_id=UUID(data["staff"]),
                begins_on=data["begins_on"],
                ends_on=data["ends_on"],
                note=data["note"],
            )
        except DomainError as error:
            status = tell(form, error, "ends_on" if isinstance(error, DutyPeriodError) else None)
        else:
            messages.success(request, _("担当を決めました。"))
            return redirect("support_staff:duties")
    title = _("担当を決める")
    context = {
        "form": form,
        "title": title,
        "kicker": "",
        "lead": _("担当になった人は、すべての課の相談を読んで答えられます。"),
        "submit": _("担当を決める"),
        "cancel_url": reverse("support_staff:duties"),
        "breadcrumbs": _way(Link(title, "")),
    }
    return page(request, "headquarters/proposals/form.html", context, status=status)


@access(Access.STAFF, roles=OFFICE)
def finish_duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    desk = desk_of(request)
    duties = list_duties(municipality_id=desk.municipality_id)
    duty = next((one for one in duties if one.id == duty_id), None)
    if duty is None:
        raise DutyNotFoundError(duty=str(duty_id))
    form = EndingForm(request.POST or None, initial={"ends_on": desk.today})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            end_duty(**desk.act, duty_id=duty_id, ends_on=form.cleaned_data["ends_on"])
        except DomainError as error:
            status = tell(form, error, "ends_on")
        else:
            messages.success(request, _("担当の終わりを決めました。"))
            return redirect("support_staff:duties")
    title = _("担当の終わりを決める")
    context = {
        "form": form,
        "title": title,
        "kicker": f"{duty.section} {duty.name}",
        "lead": "",
        "submit": _("終わりの日を決める"),
        "cancel_url": reverse("support_staff:duties"),
        "breadcrumbs": _way(Link(title, "")),
    }
    return page(request, "headquarters/proposals/form.html", context, status=status)


def _way(*steps: Link) -> list[Link]:
    return way_to_desk(Link(_("課ごとの担当"), reverse("support_staff:duties")), *steps)


def _table(duties: Sequence[DutyView], desk: Desk) -> Table:
    columns = (
        Column(_("課")),
        Column(_("助ける人")),
        Column(_("いつから")),
        Column(_("いつまで")),
        Column(_("メモ")),
    )
    return Table(_("課ごとの担当"), columns, tuple(_row(one, desk) for one in duties))


def _row(one: DutyView, desk: Desk) -> tuple[Cell, ...]:
    may_end = desk.actor.holds(*OFFICE) and one.ends_on is None
    address = reverse("support_staff:end-duty", args=[one.id]) if may_end else ""
    ends = (
        Cell(calendar_date(one.ends_on))
        if one.ends_on
        else Cell(_("終わりを決める") if may_end else _("続く"), url=address)
    )
    return (
        Cell(one.section),
        Cell(one.name, note="" if one.holds_on(desk.today) else _("今は担当ではない")),
        Cell(calendar_date(one.begins_on)),
        ends,
        Cell(one.note or None, missing=_("なし")),
    )
