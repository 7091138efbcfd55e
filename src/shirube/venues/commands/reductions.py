"""Deciding on a reduction of a room's fee (減免)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.bookings import interface as bookings
from shirube.kernel import events
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.venues.commands.guards import require_runner
from shirube.venues.domain.fees import ReductionState, reduce_fee
from shirube.venues.events import ReductionDecided
from shirube.venues.models import RoomUse
from shirube.venues.queries.facilities import FacilityView, RoomView, get_rooms
from shirube.venues.queries.uses import UseNotFoundError

LETTER = "venues.reduction_decided"


class ReductionSettledError(ConflictError):
    """It was decided already, was never asked for, or the booking is cancelled."""

    code = "venues.reduction_settled"


class DecisionWordsMissingError(InvalidInputError):
    """Who is refused is told why."""

    code = "venues.decision_words_missing"


def decide_reduction(
    *, municipality_id: UUID, use_id: UUID, is_granted: bool, words: str, actor: Actor, now: datetime
) -> None:
    """Grant or refuse what was asked for, and tell the booker by a letter what is to be paid.

    Raises UseNotFoundError, NotYourVenueError, ReductionSettledError, DecisionWordsMissingError.
    """
    row = RoomUse.objects.filter(municipality_id=municipality_id, pk=use_id).first()
    if row is None:
        raise UseNotFoundError(use=str(use_id))
    facility, room = get_rooms(municipality_id=municipality_id, room_ids=[row.room_id])[row.room_id]
    require_runner(actor, facility.section_id)
    if not is_granted and not words.strip():
        raise DecisionWordsMissingError
    reservation = bookings.get_reservation(
        municipality_id=municipality_id, reservation_id=row.reservation_id, actor=actor
    )
    _decide(
        row=row,
        venue=(facility, room),
        reservation=reservation,
        is_granted=is_granted,
        words=words.strip(),
        actor=actor,
        now=now,
    )


@command
def _decide(
    *,
    row: RoomUse,
    venue: tuple[FacilityView, RoomView],
    reservation: bookings.ReservationView,
    is_granted: bool,
    words: str,
    actor: Actor,
    now: datetime,
) -> None:
    facility, room = venue
    state = ReductionState.GRANTED if is_granted else ReductionState.REFUSED
    due = reduce_fee(facility.facts, row.full_yen, row.reduction if is_granted else "")
    asked = RoomUse.objects.filter(
        municipality_id=row.municipality_id,
        pk=row.pk,
        reduction_state=ReductionState.ASKED,
        is_cancelled=False,
        full_yen=row.full_yen,
    )
    if not asked.update(
        reduction_state=state, due_yen=due, decision=words, decided_by=actor.log_name, decided_at=now
    ):
        raise ReductionSettledError
    _tell_booker(row, (facility, room), reservation, state, due, words, now)
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action="venues.reduction_decided",
        subject=f"venues.use:{row.pk}",
        now=now,
        facts={"state": state.value, "full_yen": row.full_yen, "due_yen": due},
    )
    events.publish(
        ReductionDecided(
            municipality_id=row.municipality_id,
            use_id=row.pk,
            reservation_id=row.reservation_id,
            state=state.value,
        )
    )


def _tell_booker(
    row: RoomUse,
    venue: tuple[FacilityView, RoomView],
    reservation: bookings.ReservationView,
    state: ReductionState,
    due_yen: int,
    words: str,
    now: datetime,
) -> None:
    facility, room = venue
    booker = reservation.booker
    language = booker.language
    place = f"{facility.facts.title.in_language(language)} {room.facts.title.in_language(language)}"
    notices.send_notice(
        municipality_id=row.municipality_id,
        kind=f"{LETTER}_{state.value}",
        recipient=notices.Recipient(booker.mail, language, booker.name, booker.resident_id),
        facts={
            "room": place,
            "day": format_date(japan_date(row.starts_at), language),
            "number": reservation.number,
            "yen": f"{due_yen:,}",
            "pay_at": facility.facts.pay_at.in_language(language),
            "words": words or "-",
        },
        subject=f"venues.use:{row.pk}",
        once=f"{LETTER}:{row.pk}",
        now=now,
    )
