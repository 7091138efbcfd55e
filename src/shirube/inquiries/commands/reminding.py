"""Reminders: of themselves before and after the deadline, and when the asker presses the button."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.inquiries.commands.guards import get_own_inquiry, remember, require_open
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.terms import SETTLED, is_reminder_day
from shirube.inquiries.models import AskedSection
from shirube.inquiries.queries.inquiries import AskedView, InquiryView, list_out
from shirube.kernel.calendar import is_business_day
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations

# Whoever is asked every hour stops reading.
REST = timedelta(hours=24)


class NobodyToRemindError(ConflictError):
    """All sections have answered, or were reminded within the last 24 hours."""

    code = "inquiries.nobody_to_remind"


@command
def remind_sections(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> int:
    """Write to every section that owes an answer and was not reminded within 24 hours; how many sections.

    Raises NotYourInquiryError, InquiryClosedError, NobodyToRemindError.
    """
    inquiry = get_own_inquiry(municipality_id, inquiry_id, actor)
    require_open(inquiry)
    rows = AskedSection.objects.select_related("inquiry").filter(
        municipality_id=municipality_id, inquiry__municipality_id=municipality_id, inquiry=inquiry
    )
    owing = [row for row in rows if row.state not in SETTLED and _has_rested(row.reminded_at, now)]
    if not owing:
        raise NobodyToRemindError
    for row in owing:
        _remind(row, now.isoformat(timespec="minutes"), actor, now)
    return len(owing)


def remind_due(*, municipality_id: UUID, now: datetime) -> int:
    """The reminders of the day: some business days before the deadline, on its day, and every third day after it.

    On business days only: what falls on a free day before the deadline comes on the business day before it. Running
    twice on a day writes once. How many sections.
    """
    on = japan_date(now)
    closing = organizations.list_closing_days(municipality_id=municipality_id)
    if not is_business_day(on, closing):
        return 0
    due = [
        one
        for inquiry in list_out(municipality_id=municipality_id)
        if inquiry.known_until is None
        for one in inquiry.asked
        if not one.is_settled and _is_day(inquiry, one, on, closing)
    ]
    for one in due:
        _remind_one(municipality_id=municipality_id, asked_id=one.id, on=on, now=now)
    return len(due)


def announcing_days(due_on: date, remind_days: int, closing: Collection[date]) -> frozenset[date]:
    """The business day `remind_days` before the deadline, and the deadline's own or the last business day before it."""
    own = due_on
    while not is_business_day(own, frozenset(closing)):
        own -= timedelta(days=1)
    day, left = own, remind_days
    while left > 0:
        day -= timedelta(days=1)
        left -= is_business_day(day, frozenset(closing))
    return frozenset({own, day}) if remind_days else frozenset()


def _is_day(inquiry: InquiryView, one: AskedView, on: date, closing: Collection[date]) -> bool:
    return is_reminder_day(one.due_on, on, announcing_days(one.due_on, inquiry.remind_days, closing))


def _has_rested(reminded_at: datetime | None, now: datetime) -> bool:
    return reminded_at is None or now - reminded_at >= REST


@command
def _remind_one(*, municipality_id: UUID, asked_id: UUID, on: date, now: datetime) -> None:
    rows = AskedSection.objects.select_related("inquiry").filter(
        municipality_id=municipality_id, inquiry__municipality_id=municipality_id, pk=asked_id
    )
    row = rows.first()
    if row is not None and row.state not in SETTLED:
        _remind(row, on.isoformat(), SYSTEM, now)


@step
def _remind(row: AskedSection, once: str, actor: Actor, now: datetime) -> None:
    """The letter says whether the day has passed."""
    is_late = japan_date(now) > (row.extended_to or row.inquiry.due_on)
    tell_section(row, "overdue" if is_late else "due_soon", f"{row.pk}:{once}", now)
    AskedSection.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(reminded_at=now)
    remember(row.inquiry, "reminded", actor, now, asked=row)
