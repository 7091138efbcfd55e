"""When a service can be reserved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.kernel.errors import DomainError
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.reserving import OWNER, offer_times, stop_times
from shirube.visits.queries.places import ServiceView
from shirube.visits.web.desk.clerk import Clerk, clerk_of, in_setup, way
from shirube.visits.web.setup.forms import TimesForm

_WORKING_DAYS = range(5)
_USUAL = {
    "morning": "9:00-12:00",
    "afternoon": "13:00-16:30",
    "minutes": 30,
    "capacity": 1,
    "days_ahead": 30,
    "lead_minutes": 60,
}


@in_setup
def times(request: HttpRequest, code: str, service_code: str) -> HttpResponse:
    """Hours, length and number of the times of a service; what is booked already stays."""
    clerk = clerk_of(request)
    place = clerk.branch(code)
    service = next((one for one in place.services if one.code == service_code), None)
    if service is None:
        raise Http404
    form = TimesForm(request.POST or None, initial=_initial(service, clerk))
    if form.is_valid():
        try:
            _save(form, service, clerk)
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("予約の時間を保存しました。"))
            return redirect("visits_staff:setup-branch", code)
    branch_url = reverse("visits_staff:setup-branch", args=[code])
    context = {
        "form": form,
        "branch": place,
        "title": _("%(service)sの予約") % {"service": service.title.ja},
        "breadcrumbs": way(
            (_("窓口の設定"), reverse("visits_staff:setup")),
            (place.title.ja, branch_url),
            (_("予約の時間"), ""),
        ),
    }
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "visits/setup/form.html", context, status=status)


def _initial(service: ServiceView, clerk: Clerk) -> dict[str, Any]:
    """As it was set the last time, also where it was stopped since."""
    resource_id = bookings.find_resource(owner=OWNER, subject_id=service.id, **clerk.city)
    if resource_id is None:
        return {**_USUAL, "is_bookable": False}
    found = bookings.get_resource(resource_id=resource_id, **clerk.city)
    spans = _spans_of_monday(found, clerk)
    return {
        "is_bookable": service.resource_id is not None,
        "morning": spans[0] if spans else _USUAL["morning"],
        "afternoon": spans[1] if len(spans) > 1 else "",
        "minutes": found.policy.minutes,
        "capacity": found.capacity,
        "days_ahead": found.policy.horizon_days,
        "lead_minutes": found.policy.lead_minutes,
    }


def _spans_of_monday(resource: bookings.ResourceView, clerk: Clerk) -> list[str]:
    """The hours of all working days are those of the first."""
    if resource.calendar_id is None:
        return []
    calendar = bookings.get_calendar(calendar_id=resource.calendar_id, **clerk.city)
    return [f"{one.span.begins}-{one.span.ends}" for one in calendar.hours if one.weekday == 0]


def _save(form: TimesForm, service: ServiceView, clerk: Clerk) -> None:
    data: dict[str, Any] = form.cleaned_data
    if not data["is_bookable"]:
        stop_times(service_id=service.id, **clerk.act)
        return
    offer_times(
        service_id=service.id,
        hours=[
            bookings.WeeklyHours(weekday, bookings.Span(*span))
            for weekday in _WORKING_DAYS
            for span in form.spans
        ],
        capacity=data["capacity"],
        policy=bookings.Policy(
            minutes=data["minutes"],
            horizon_days=data["days_ahead"],
            lead_minutes=data["lead_minutes"],
            per_person_max=2,
            waiting_list=False,
        ),
        **clerk.act,
    )
