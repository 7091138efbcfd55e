"""Entering a session or its waiting list: what the form asked is kept first, then the seat is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.bookings import interface as bookings
from shirube.files import interface as files
from shirube.kernel.errors import ConflictError, DomainError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.models import Entry
from shirube.venues.queries.courses import SessionView, get_session
from shirube.venues.queries.sealing import seal_words

ENTRY = "entry"


class SessionClosedError(ConflictError):
    """The session is cancelled, or its seats are not open to booking yet."""

    code = "venues.session_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWish:
    """What somebody tells when entering: `quantity` seats, and the answers to the questions of the course's form."""

    quantity: int = 1
    age_group: AgeGroup = AgeGroup.UNKNOWN
    form_version_id: UUID | None = None
    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)


def enter_session(
    *,
    municipality_id: UUID,
    session_id: UUID,
    wish: EntryWish,
    booker: bookings.Booker,
    key: str,
    actor: bookings.Acting,
    now: datetime,
    source: bookings.Source = bookings.Source.ONLINE,
) -> bookings.ReservationView:
    """Take seats. The same `key` again is answered with the same reservation.

    Raises SessionNotFoundError, SessionClosedError, and what bookings.book_slots raises.
    """
    session = _open_session(municipality_id, session_id)
    entry_id = _keep_entry(
        municipality_id=municipality_id, session_id=session.id, wish=wish, key=key, now=now
    )
    try:
        return bookings.book_slots(
            municipality_id=municipality_id,
            slot_ids=[_slot(session)],
            quantity=wish.quantity,
            booker=booker,
            key=key,
            source=source,
            facts={ENTRY: str(entry_id)},
            actor=actor,
            now=now,
        )
    except DomainError:
        _discard_entry(municipality_id=municipality_id, entry_id=entry_id)
        raise


def wait_for_session(
    *,
    municipality_id: UUID,
    session_id: UUID,
    wish: EntryWish,
    booker: bookings.Booker,
    key: str,
    actor: bookings.Acting,
    now: datetime,
    source: bookings.Source = bookings.Source.ONLINE,
) -> bookings.WaitingView:
    """Stand in the line for seats; what was told comes along when they are there.

    Raises SessionNotFoundError, SessionClosedError, and what bookings.join_waiting_list raises.
    """
    session = _open_session(municipality_id, session_id)
    entry_id = _keep_entry(
        municipality_id=municipality_id, session_id=session.id, wish=wish, key=key, now=now
    )
    try:
        return bookings.join_waiting_list(
            municipality_id=municipality_id,
            slot_id=_slot(session),
            quantity=wish.quantity,
            booker=booker,
            key=key,
            source=source,
            facts={ENTRY: str(entry_id)},
            actor=actor,
            now=now,
        )
    except DomainError:
        _discard_entry(municipality_id=municipality_id, entry_id=entry_id)
        raise


def _open_session(municipality_id: UUID, session_id: UUID) -> SessionView:
    session = get_session(municipality_id=municipality_id, session_id=session_id)
    if not session.is_open or session.slot_id is None:
        raise SessionClosedError(reason=session.reason)
    return session


def _slot(session: SessionView) -> UUID:
    assert session.slot_id is not None
    return session.slot_id


@command
def _keep_entry(*, municipality_id: UUID, session_id: UUID, wish: EntryWish, key: str, now: datetime) -> UUID:
    """The id; of two clicks with one key the first one's stays."""
    keyring = files.ensure_keyring(municipality_id=municipality_id, now=now)
    row = Entry(
        id=new_id(),
        municipality_id=municipality_id,
        session_id=session_id,
        age_group=wish.age_group,
        form_version_id=wish.form_version_id,
        key=key,
        made_at=now,
    )
    row.answers = seal_words(wish.answers, keyring=keyring, row_id=row.pk)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return Entry.objects.get(municipality_id=municipality_id, key=key).pk
    return row.pk


@command
def _discard_entry(*, municipality_id: UUID, entry_id: UUID) -> None:
    """Nothing was booked: nothing of the person stays."""
    Entry.objects.filter(municipality_id=municipality_id, pk=entry_id).delete()
