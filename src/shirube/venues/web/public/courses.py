"""Courses and events for residents: a list, a month, a course, and entering one of its sessions."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.venues.commands.entering import EntryWish, enter_session, wait_for_session
from shirube.venues.domain.days import add_months, moment_of, weeks_of
from shirube.venues.domain.facts import CourseFacts
from shirube.venues.queries.courses import SessionView, get_course, get_session, list_sessions
from shirube.venues.web.public.asking import Asked, read_asked
from shirube.venues.web.public.booked import go_to_booked, go_to_waiting
from shirube.venues.web.public.booking_forms import EnterForm
from shirube.venues.web.public.lines import SessionLine, by_day, session_line, session_lines, slots_of
from shirube.venues.web.public.reader import Reader, known_of, reader_of
from shirube.venues.web.public.rooms import way
from shirube.venues.web.words import TOPICS, Fact, month_words, plain, say, yen_words

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month's table; `is_out` where it belongs to a neighbouring month."""

    day: date
    day_text: str
    lines: Sequence[SessionLine]
    is_out: bool
    is_today: bool


@access(Access.PUBLIC)
@require_safe
def show_events(request: HttpRequest) -> HttpResponse:
    """Everything to come, day by day."""
    reader = reader_of(request)
    lines = session_lines(list_sessions(**reader.look, since=reader.now), reader)
    context = {
        "days": [(format_date(day, reader.language), found) for day, found in by_day(lines).items()],
        "month_url": reverse("venues:month", args=[f"{reader.today:%Y-%m}"]),
        "breadcrumbs": way(Link(_("講座・催しの一覧"), "")),
    }
    return page(request, "venues/events.html", context)


@access(Access.PUBLIC)
@require_safe
def show_month(request: HttpRequest, month: str) -> HttpResponse:
    """A month as a calendar; on a phone the days that have something, one under the other."""
    reader = reader_of(request)
    if not _MONTH.fullmatch(month):
        raise Http404
    first = date(int(month[:4]), int(month[5:]), 1)
    after = add_months(first, 1)
    found = list_sessions(**reader.look, since=moment_of(first, 0), until=moment_of(after, 0))
    days = by_day(session_lines(found, reader))
    name = month_words(first, reader.language)
    before = first - timedelta(days=1)
    context = {
        "name": name,
        "weeks": [[_cell(day, first, days, reader) for day in week] for week in weeks_of(first)],
        "weekdays": [_("日"), _("月"), _("火"), _("水"), _("木"), _("金"), _("土")],
        "count": len(found),
        "previous_url": reverse("venues:month", args=[f"{before:%Y-%m}"]),
        "next_url": reverse("venues:month", args=[f"{after:%Y-%m}"]),
        "breadcrumbs": way(Link(_("講座・催しの一覧"), reverse("venues:events")), Link(name, "")),
    }
    return page(request, "venues/month.html", context)


@access(Access.PUBLIC)
@require_safe
def show_course(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    course = get_course(**reader.look, code=code)
    sessions = list_sessions(**reader.look, course_id=course.id)
    coming = [one for one in sessions if one.ends_at > reader.now]
    title = plain(course.facts.title, reader.language)
    context = {
        "title": say(course.facts.title, reader.language),
        "plain_title": title,
        "topic": TOPICS[course.facts.topic],
        "summary": say(course.facts.summary, reader.language),
        "facts": list(_course_facts(course.facts, reader.language)),
        "sessions": session_lines(coming, reader),
        "held": len(sessions) - len(coming),
        "breadcrumbs": way(Link(_("講座・催しの一覧"), reverse("venues:events")), Link(title, "")),
    }
    return page(request, "venues/course.html", context)


@access(Access.PUBLIC)
def enter(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Book seats, or stand in the line where there are none; the fee stands above the button."""
    reader = reader_of(request)
    session = get_session(**reader.look, session_id=session_id)
    if session.slot_id is not None:
        # In a rush one waits before one types, not after.
        bookings.require_turn(**reader.look, slot_id=session.slot_id, turns=reader.turns, now=reader.now)
    asked = read_asked(session, reader, request.POST.get("_form", ""))
    form = EnterForm(request.POST or None, course=session.course.facts, initial=_initial(reader))
    if request.method != "POST":
        return _enter_page(request, session, form, asked, 200)
    asked.bind(request)
    if not form.is_valid() or asked.has_errors:
        return _enter_page(request, session, form, asked, 422)
    wants_to_wait = "wait" in request.POST
    try:
        wish = form.wish(asked.version_id, asked.answers)
        return _take(session, form, wish, reader, wants_to_wait=wants_to_wait)
    except bookings.SlotFullError as error:
        # The last seat went while somebody typed: the page now offers the line, with all that was typed.
        form.add_error(None, sentence_for(error))
        return _enter_page(request, session, form, asked, 409)
    except DomainError as error:
        if isinstance(error, NotFoundError | bookings.TurnNeededError):
            raise
        form.add_error(None, sentence_for(error))
        return _enter_page(request, session, form, asked, 409)


def _initial(reader: Reader) -> dict[str, Any]:
    return {**known_of(reader), "key": secrets.token_hex(16)}


def _take(
    session: SessionView, form: EnterForm, wish: EntryWish, reader: Reader, *, wants_to_wait: bool
) -> HttpResponse:
    """To the page of what came of it."""
    booker = form.booker(reader)
    bookings.keep_booking_pace(booker=booker, network_address=reader.address, now=reader.now)
    facts: dict[str, Any] = {
        "session_id": session.id,
        "wish": wish,
        "booker": booker,
        "key": form.cleaned_data["key"],
        "actor": booker,
        "now": reader.now,
    }
    if wants_to_wait:
        return go_to_waiting(wait_for_session(**reader.look, **facts), is_new=True)
    return go_to_booked(enter_session(**reader.look, **facts), is_new=True)


def _enter_page(
    request: HttpRequest, session: SessionView, form: EnterForm, asked: Asked, status: int
) -> HttpResponse:
    language = asked.reader.language
    slot = slots_of([session], asked.reader).get(session.slot_id) if session.slot_id else None
    line = session_line(session, slot, asked.reader)
    course = session.course.facts
    context = {
        "line": line,
        "form": form,
        "steps": asked.steps(),
        "form_number": asked.number,
        "has_errors": status >= 400,
        "fee": yen_words(course.fee_yen),
        "per_person": course.fee_yen > 0 and course.seats_each > 1,
        "pay_at": say(course.pay_at, language) if course.fee_yen else "",
        "waiting": slot.waiting if slot else 0,
        "breadcrumbs": way(Link(plain(course.title, language), line.url), Link(_("申込み"), "")),
    }
    return page(request, "venues/enter.html", context, status=status)


def _cell(day: date, first: date, days: Mapping[date, Sequence[SessionLine]], reader: Reader) -> DayCell:
    is_out = day.month != first.month
    lines = () if is_out else days.get(day, ())
    return DayCell(day, format_date(day, reader.language), lines, is_out, day == reader.today)


def _course_facts(course: CourseFacts, language: str) -> Iterator[Fact]:
    yield Fact(_("対象"), say(course.target, language))
    yield Fact(_("料金"), yen_words(course.fee_yen), plain(course.pay_at, language) if course.fee_yen else "")
    if course.bring:
        yield Fact(_("持ち物"), say(course.bring, language))
    if course.teacher:
        yield Fact(_("教える人"), say(course.teacher, language))
    yield Fact(_("申込みの締切"), _("始まる%(hours)s時間前まで") % {"hours": course.book_until_hours})
    if course.contact:
        yield Fact(_("問い合わせ先"), say(course.contact, language))
