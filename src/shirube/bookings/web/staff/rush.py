"""待合室 for staff: opening and ending a round, and how many wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.rush import end_rush, open_rush
from shirube.bookings.models import Resource
from shirube.bookings.queries.turns import count_round, find_rush_row
from shirube.bookings.web.staff.desk import act, for_desk, name_of, runnable, way_to
from shirube.bookings.web.staff.forms import RushForm
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.links import Link
from shirube.ui.pages import page


@for_desk
def rush(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """The round in force with its counts, and the form that begins a new one."""
    row = runnable(request, resource_id)
    form = RushForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _open(request, row, form.cleaned_data)
        return redirect("bookings_staff:rush", resource_id)
    round_now = find_rush_row(row)
    context = {
        "title": name_of(row),
        "resource": row,
        "form": form,
        "round": count_round(municipality_id=row.municipality_id, row=round_now) if round_now else None,
        "breadcrumbs": way_to(way_to_day(row), Link(_("待合室"), "")),
    }
    return page(request, "bookings/staff/rush.html", context, status=422 if form.errors else 200)


@for_desk
@require_POST
def end(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Everybody may book at once again."""
    runnable(request, resource_id)
    end_rush(resource_id=resource_id, **act(request))
    messages.success(request, _("待合室を閉じました。今から、だれでも待たずに予約できます。"))
    return redirect("bookings_staff:rush", resource_id)


def way_to_day(row: Resource) -> Link:
    day = japan_date(read_clock()).isoformat()
    return Link(name_of(row), reverse("bookings_staff:day", args=[row.pk, day]))


def _open(request: HttpRequest, row: Resource, typed: dict[str, Any]) -> None:
    opens_at = typed["opens_at"]
    open_rush(
        resource_id=row.pk,
        opens_at=opens_at,
        doors_at=opens_at - timedelta(minutes=typed["doors_minutes"]) if opens_at else None,
        per_minute=typed["per_minute"],
        inside_most=typed["inside_most"],
        stay_minutes=typed["stay_minutes"],
        **act(request),
    )
    messages.success(request, _("待合室を開きました。"))
