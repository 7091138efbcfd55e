"""Files to take away: open data of halls and events, and the certificate of attendance."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from shirube.bookings import interface as bookings
from shirube.kernel.errors import NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.kept_codes import keep_code
from shirube.ui.links import Link
from shirube.ui.network import network_address
from shirube.ui.pages import page
from shirube.venues.commands.connecting import ROOM_OWNER, SESSION_OWNER
from shirube.venues.domain import open_data
from shirube.venues.domain.days import day_of
from shirube.venues.domain.open_data import EventRow, Publisher
from shirube.venues.queries.certificates import draw_certificate
from shirube.venues.queries.courses import SessionView, get_session, list_sessions
from shirube.venues.queries.facilities import list_facilities
from shirube.venues.queries.people import has_attended
from shirube.venues.web.public.booked import get_own
from shirube.venues.web.public.reader import Reader, reader_of
from shirube.venues.web.public.rooms import way

_CSV = "text/csv; charset=utf-8"


class NotAttendedError(NotFoundError):
    """Nobody wrote down that the holder of this booking came, or the course gives no certificate."""

    code = "venues.not_attended"


class LookUpForm(forms.Form):
    """The number and code that came with a booking."""

    number = forms.CharField(
        label=gettext_lazy("予約の番号"),
        max_length=40,
        help_text=gettext_lazy(
            "空き待ちの番号、抽選の受付番号でも見られます。小文字や全角でもかまいません。"
        ),
    )
    code = forms.CharField(
        label=gettext_lazy("合言葉"),
        max_length=40,
        help_text=gettext_lazy("予約したときに、番号といっしょにお知らせした12文字です。"),
    )


@access(Access.PUBLIC)
@require_safe
def facilities_csv(request: HttpRequest) -> HttpResponseBase:
    reader = reader_of(request)
    rows = [
        (one.facts, request.build_absolute_uri(reverse("venues:facility", args=[one.facts.code])))
        for one in list_facilities(**reader.look)
    ]
    publisher = _publisher(reader)
    content = open_data.facility_file(publisher, rows)
    return download(content, name=open_data.file_name(publisher, open_data.FACILITY_FILE), content_type=_CSV)


@access(Access.PUBLIC)
@require_safe
def events_csv(request: HttpRequest) -> HttpResponseBase:
    """Sessions to come that are held."""
    reader = reader_of(request)
    sessions = [one for one in list_sessions(**reader.look, since=reader.now) if one.is_open]
    publisher = _publisher(reader)
    content = open_data.event_file(publisher, [_event_row(request, one) for one in sessions])
    return download(content, name=open_data.file_name(publisher, open_data.EVENT_FILE), content_type=_CSV)


@access(Access.PUBLIC)
def look_up(request: HttpRequest) -> HttpResponse:
    """Back to one's booking by number and code: to see it, to cancel it, for the certificate."""
    reader = reader_of(request)
    form = LookUpForm(request.POST or None, initial={"number": request.GET.get("number", "")[:40]})
    if form.is_valid():
        try:
            return _open(request, form, reader)
        except bookings.ReservationNotFoundError:
            form.add_error(None, _("番号と合言葉の組が見つかりませんでした。もう一度確かめてください。"))
    context = {"form": form, "breadcrumbs": way(Link(_("予約を確かめる"), ""))}
    return page(request, "venues/look_up.html", context, status=422 if form.errors else 200)


def _open(request: HttpRequest, form: LookUpForm, reader: Reader) -> HttpResponse:
    """To what the number and code belong to, a place in a line and an entry of a lottery too; wrong pairs are counted."""
    found = bookings.open_by_code(
        **reader.look,
        number=form.cleaned_data["number"],
        secret=form.cleaned_data["code"],
        network_address=network_address(request),
        now=reader.now,
    )
    response = redirect(_page_of(found), found.number)
    keep_code(response, found.number, found.secret)
    return response


def _page_of(found: bookings.Opened) -> str:
    if found.is_entry:
        return "bookings:lottery-entry"
    room = "venues" if found.owner in {ROOM_OWNER, SESSION_OWNER} else "bookings"
    if found.is_waiting:
        return f"{room}:waiting"
    return "venues:booked" if room == "venues" else "bookings:reservation"


@access(Access.PUBLIC)
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponseBase:
    """For who came, by the number of the booking and the code the browser keeps."""
    reader = reader_of(request)
    made = get_own(request, number, reader)
    if made.owner != SESSION_OWNER:
        raise NotAttendedError
    session = get_session(**reader.look, session_id=made.subject_id, with_closed=True)
    came = has_attended(**reader.look, session_id=session.id, reservation_id=made.id)
    if not (came and session.course.facts.gives_certificate):
        raise NotAttendedError
    return certificate_of(reader.municipality_id, session, made.booker.name, made.number, reader)


def certificate_of(
    municipality_id: UUID, session: SessionView, name: str, number: str, reader: Reader
) -> HttpResponseBase:
    content = draw_certificate(
        municipality_id=municipality_id, session=session, name=name, number=number, on=reader.today
    )
    return download(content, name="certificate.pdf", content_type="application/pdf")


def _publisher(reader: Reader) -> Publisher:
    return Publisher(reader.city.code, reader.city.name, reader.city.prefecture)


def _event_row(request: HttpRequest, session: SessionView) -> EventRow:
    course = session.course.facts
    address = request.build_absolute_uri(reverse("venues:course", args=[course.code]))
    return EventRow(
        id=f"{course.code}-{session.code}",
        title=session.name.ja,
        starts_on=day_of(session.starts_at),
        ends_on=day_of(session.ends_at),
        place_name=session.where.ja,
        place=session.facility.place if session.facility else None,
        kind=_KINDS[course.topic],
        is_free=course.fee_yen == 0,
        url=course.url,
        page_url=address,
    )


# In Japanese whatever the page's language: the file is the same for every reader.
_KINDS = {
    "smartphone": "スマホ・パソコン",
    "culture": "文化・学び",
    "health": "健康・運動",
    "children": "子ども・親子",
    "disaster": "防災",
    "community": "地域・交流",
    "other": "その他",
}
