"""Calendars for staff: the usual hours, and the days that differ."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.calendars import define_calendar, forget_other_hours, set_other_hours
from shirube.bookings.queries.calendars import CalendarView, get_calendar, list_days
from shirube.bookings.web.staff.days import read_path_day
from shirube.bookings.web.staff.desk import act, city_id, for_desk, way_to
from shirube.bookings.web.staff.forms import WEEKDAYS, CalendarForm, DayForm, write_spans
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


@for_desk
def new_calendar(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        calendar_id = _save(request, form, form.cleaned_data["code"])
        return redirect("bookings_staff:calendar", calendar_id)
    context = {"form": form, "breadcrumbs": way_to(Link(_("新しいカレンダー"), ""))}
    return page(request, "bookings/staff/new_calendar.html", context, status=422 if form.errors else 200)


@for_desk
def calendar(request: HttpRequest, calendar_id: UUID) -> HttpResponse:
    """The usual hours to be changed, and the days that differ."""
    found = get_calendar(municipality_id=city_id(request), calendar_id=calendar_id)
    form = _form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _save(request, form, found.code)
        return redirect("bookings_staff:calendar", calendar_id)
    return _calendar_page(request, found, form, DayForm(auto_id="day_%s"))


@for_desk
@require_POST
def other_hours(request: HttpRequest, calendar_id: UUID) -> HttpResponse:
    """One day that differs. Where something is booked outside it, that is said and nothing changes."""
    found = get_calendar(municipality_id=city_id(request), calendar_id=calendar_id)
    form = DayForm(request.POST, auto_id="day_%s")
    if form.is_valid():
        try:
            gone = _set(request, calendar_id, form.cleaned_data)
        except ForbiddenError:
            raise
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            words = _("この日の時間を変えました。取り消した予約は%(n)s件です。") % {"n": gone}
            messages.success(request, words)
            return redirect("bookings_staff:calendar", calendar_id)
    return _calendar_page(request, found, _form(found, None), form, status=422)


@for_desk
@require_POST
def usual_hours(request: HttpRequest, calendar_id: UUID, day: str) -> HttpResponse:
    """The usual hours on that day again."""
    on = read_path_day(day)
    try:
        forget_other_hours(calendar_id=calendar_id, day=on, **act(request))
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("この日をいつもの時間に戻しました。"))
    return redirect("bookings_staff:calendar", calendar_id)


def _set(request: HttpRequest, calendar_id: UUID, typed: dict[str, Any]) -> int:
    gone = set_other_hours(
        calendar_id=calendar_id,
        day=typed["day"],
        hours=typed["hours"],
        reason=typed["reason"],
        cancel_with_letter=typed["cancel"],
        **act(request),
    )
    return len(gone)


def _save(request: HttpRequest, form: CalendarForm, code: str) -> UUID:
    calendar_id = define_calendar(
        code=code,
        title=form.cleaned_data["title"],
        hours=form.hours(),
        closed_on_holidays=form.cleaned_data["closed_on_holidays"],
        **act(request),
    )
    messages.success(request, _("カレンダーを保存しました。予約のある枠はそのままです。"))
    return calendar_id


def _form(found: CalendarView, sent: Any) -> CalendarForm:
    days = {
        f"day{number}": write_spans([one.span for one in found.hours if one.weekday == number])
        for number in range(len(WEEKDAYS))
    }
    initial = {"title": found.title, "closed_on_holidays": found.closed_on_holidays, **days}
    form = CalendarForm(sent, initial=initial)
    # What others name it by does not change.
    del form.fields["code"]
    return form


def _calendar_page(
    request: HttpRequest, found: CalendarView, form: forms.Form, day_form: forms.Form, status: int = 200
) -> HttpResponse:
    today = japan_date(read_clock())
    days = list_days(municipality_id=city_id(request), calendar_id=found.id, since=today)
    context = {
        "calendar": found,
        "form": form,
        "day_form": day_form,
        "days": [
            {
                "day": one.day,
                "words": format_date(one.day),
                "hours": write_spans(one.spans),
                "reason": one.reason,
            }
            for one in days
        ],
        "breadcrumbs": way_to(Link(found.title, "")),
    }
    return page(
        request,
        "bookings/staff/calendar.html",
        context,
        status=422 if form.errors or day_form.errors else status,
    )
