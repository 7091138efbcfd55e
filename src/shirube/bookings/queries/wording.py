"""How the time, place and title of a reservation are written for its reader."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from shirube.bookings.domain.icalendar import CalendarEntry, make_ics
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.models import Resource
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.views import ReservationView
from shirube.bookings.registry import Subject
from shirube.kernel.calendar import JAPAN, format_date


def time_words(starts_at: datetime, ends_at: datetime, language: str) -> str:
    """2026年11月21日（土）9:00〜10:00; both days where it ends on another one."""
    begins, ends = starts_at.astimezone(JAPAN), ends_at.astimezone(JAPAN)
    first, last = format_date(begins.date(), language), f"{ends:%H:%M}"
    if ends.date() != begins.date():
        last = f"{format_date(ends.date(), language)} {last}"
    separator = "–" if language == "en" else "〜"
    return f"{first} {begins:%H:%M}{separator}{last}"


def moment_words(at: datetime, language: str) -> str:
    local = at.astimezone(JAPAN)
    return f"{format_date(local.date(), language)} {local:%H:%M}"


def closing_words(at: datetime, language: str) -> str:
    """The midnight that ends a day is 24:00 of it: nobody takes 0:00 for the end of the day before."""
    local = at.astimezone(JAPAN)
    if local.hour or local.minute:
        return moment_words(at, language)
    return f"{format_date(local.date() - timedelta(days=1), language)} 24:00"


def subject_of(resource: Resource) -> Subject | None:
    return find_subject(resource)


def title_words(subject: Subject | None, language: str) -> str:
    """What is booked. Where its owner no longer knows it, people still read that it is a reservation."""
    with translation.override(language):
        return subject.title.in_language(language) if subject else _("予約")


def place_words(subject: Subject | None, language: str) -> str:
    return subject.place.in_language(language) if subject else "－"


def calendar_of(view: ReservationView, subject: Subject | None, *, language: str) -> str:
    """The reservation as an iCalendar file, one event for each slot."""
    title, place = title_words(subject, language), place_words(subject, language)
    return make_ics(
        CalendarEntry(
            uid=f"{slot.slot_id}.{view.number}@shirube",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            title=title,
            place=place,
            note=view.number,
            changed_at=view.made_at,
            revision=view.revision,
            is_cancelled=view.state in {ReservationState.CANCELLED, ReservationState.EXPIRED},
        )
        for slot in view.slots
    )
