"""What staff's pages know of a request; the list of resources, and what waits for a yes."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.bookings.models import Resource
from shirube.bookings.queries.calendars import list_calendars
from shirube.bookings.queries.desk import DESK_ROLES, list_resources
from shirube.bookings.queries.groups import count_waiting_groups
from shirube.bookings.queries.rights import NotYourResourceError, can_run, find_subject
from shirube.bookings.queries.slots import get_resource_row
from shirube.bookings.queries.wording import title_words
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table

JAPANESE = "ja"
for_desk = access(Access.STAFF, roles=DESK_ROLES)


def city_id(request: HttpRequest) -> UUID:
    return cast("UUID", cast("Any", request).municipality.id)


def actor_of(request: HttpRequest) -> Actor:
    return cast("Actor", cast("Any", request).user.as_actor())


def act(request: HttpRequest) -> dict[str, Any]:
    """What every command is told."""
    return {"municipality_id": city_id(request), "actor": actor_of(request), "now": read_clock()}


def way_to(*steps: Link) -> list[Link]:
    """From the staff's first page to a page of this room."""
    home = Link(_("仕事の一覧"), reverse("portal:staff-home"))
    return [home, Link(_("予約"), reverse("bookings_staff:desk")), *steps]


def runnable(request: HttpRequest, resource_id: UUID) -> Resource:
    """The resource, for those of its section: names of bookers stand on its pages. NotYourResourceError."""
    row = get_resource_row(municipality_id=city_id(request), resource_id=resource_id)
    if not can_run(resource=row, actor=actor_of(request)):
        raise NotYourResourceError
    return row


def name_of(row: Resource) -> str:
    return title_words(find_subject(row), JAPANESE)


@for_desk
def desk(request: HttpRequest) -> HttpResponse:
    """The resources of one's sections with today's places, and the calendars."""
    today = japan_date(read_clock())
    lines = list_resources(municipality_id=city_id(request), actor=actor_of(request), day=today)
    columns = (
        Column(_("予約するもの")),
        Column(_("場所")),
        Column(_("今日の予約")),
        Column(_("承認待ち"), number=True),
        Column(_("受付")),
    )
    rows = tuple(
        (
            Cell(
                line.subject.title.in_language(JAPANESE),
                url=reverse("bookings_staff:day", args=[line.id, today.isoformat()]),
            ),
            Cell(line.subject.place.in_language(JAPANESE)),
            Cell(f"{line.taken} / {line.capacity}" if line.capacity else None, missing=_("枠なし")),
            Cell(str(line.asked)),
            Cell(None, status=_open_status(is_open=line.is_open)),
        )
        for line in lines
    )
    context = {
        "table": Table(_("予約を受けているもの"), columns, rows, stack=True),
        "calendars": list_calendars(municipality_id=city_id(request)),
        "waiting_groups": count_waiting_groups(municipality_id=city_id(request)),
        "breadcrumbs": way_to()[:1],
    }
    return page(request, "bookings/staff/desk.html", context)


def _open_status(*, is_open: bool) -> Status:
    return Status(_("受付中"), "success") if is_open else Status(_("止めています"), "warning")
