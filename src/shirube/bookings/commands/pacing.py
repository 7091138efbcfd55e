"""How fast one network address may book, or stand in line, without an account: for pages and programs alike.

Danger: a school, a city hall or a mobile carrier stands behind one address, and they come at the same moment. So the first
six hundred of each pass at once, and only what goes on after them is held to a pace: a program that fills a hall with
invented people, or a line with places in which nobody stands.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from shirube.bookings.domain.bookers import Booker
from shirube.kernel.errors import ForbiddenError
from shirube.kernel.pace import Pace

BOOKINGS = Pace(burst=600)
TURNS = Pace(burst=600)


class TooFastError(ForbiddenError):
    """From here more was booked without account, or more places in a line were taken, than people can; wait a minute."""

    code = "bookings.too_fast"


def keep_booking_pace(*, booker: Booker, network_address: str, now: datetime) -> None:
    """Count one booking, or one entry of a lottery, of somebody without account. TooFastError."""
    pace: int = settings.BOOKINGS_PER_MINUTE
    if booker.resident_id is None and not BOOKINGS.allows(network_address, per_minute=pace, now=now):
        raise TooFastError


def keep_turn_pace(*, booker: Booker, network_address: str, now: datetime) -> None:
    """Count one new place in a waiting room of somebody without account. TooFastError."""
    pace: int = settings.TURNS_PER_MINUTE
    if booker.resident_id is None and not TURNS.allows(network_address, per_minute=pace, now=now):
        raise TooFastError
