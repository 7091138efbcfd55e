"""Letters about reservations: written by a worker from what the reservation is by then."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import translation

from shirube.bookings.commands.orders import order_letter
from shirube.bookings.commands.recipients import recipient_of
from shirube.bookings.domain.states import ReservationState, Source
from shirube.bookings.models import Reservation
from shirube.bookings.queries.addresses import address_of
from shirube.bookings.queries.reservations import booker_of, reservations_of, view_reservation
from shirube.bookings.queries.sealing import secret_for
from shirube.bookings.queries.wording import (
    calendar_of,
    moment_words,
    place_words,
    subject_of,
    time_words,
    title_words,
)
from shirube.kernel.calendar import JAPAN
from shirube.kernel.transactions import command
from shirube.notices import interface as notices

# With these an older calendar entry is made, changed or struck out.
_WITH_CALENDAR = frozenset({"confirmed", "changed", "promoted", "cancelled", "withdrawn", "won", "won_later"})
_NO_REASON = "－"


@command
def tell_booker(
    *, municipality_id: UUID, reservation_id: UUID, letter: str, revision: int, now: datetime
) -> None:
    """Order the letter of one occasion, once; nothing where the booker gave no address or has been forgotten."""
    row = reservations_of(municipality_id).filter(pk=reservation_id).first()
    recipient = recipient_of(row, booker_of(row)) if row else None
    if row is None or recipient is None:
        return
    notices.send_notice(
        municipality_id=municipality_id,
        kind=f"bookings.{letter}",
        recipient=recipient,
        facts=_facts(row, letter),
        subject=f"bookings.reservation:{row.pk}",
        once=f"bookings.{letter}:{row.pk}:{revision}",
        calendar=_calendar(row) if _has_calendar(row, letter) else "",
        now=now,
    )


@command
def remind_of_tomorrow(*, municipality_id: UUID, now: datetime) -> int:
    """Order a reminder for everything that begins tomorrow (Japan's). How many. Twice on a day sends none twice."""
    today = now.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = today + timedelta(days=1)
    due = reservations_of(municipality_id).filter(
        state=ReservationState.CONFIRMED,
        starts_at__gte=tomorrow,
        starts_at__lt=tomorrow + timedelta(days=1),
        confirmed_at__lt=today,
    )
    rows = list(due.order_by("id"))
    for row in rows:
        order_letter(row=row, letter="reminder")
    return len(rows)


def _facts(row: Reservation, letter: str) -> dict[str, str]:
    subject = subject_of(row.resource)
    with translation.override(row.language):
        address = address_of(row, row.language)
    facts = {
        "number": row.number,
        "secret": booker_of(row).secret or secret_for(row.municipality_id, row.key),
        "address": address,
        "title": title_words(subject, row.language),
        "time": time_words(row.starts_at, row.ends_at, row.language),
        "place": place_words(subject, row.language),
        "quantity": str(row.quantity),
    }
    if letter in {"withdrawn", "refused"}:
        facts["reason"] = row.reason or _NO_REASON
    if letter in {"offered", "won", "won_later"}:
        facts["until"] = moment_words(row.hold_until or row.starts_at, row.language)
    return facts


def _has_calendar(row: Reservation, letter: str) -> bool:
    """What was drawn stands in its winner's calendar already when the offer lapses."""
    return letter in _WITH_CALENDAR or (letter == "lapsed" and row.source == Source.LOTTERY)


def _calendar(row: Reservation) -> str:
    return calendar_of(view_reservation(row), subject_of(row.resource), language=row.language)
