"""Reading the waiting lists."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import WaitingState
from shirube.bookings.models import WaitingEntry
from shirube.bookings.queries.rights import Acting, may_touch
from shirube.bookings.queries.sealing import open_booker, secret_for
from shirube.bookings.queries.views import WaitingView
from shirube.kernel.errors import NotFoundError
from shirube.kernel.receipts import is_secret, read_receipt_number, read_secret


class WaitingNotFoundError(NotFoundError):
    """There is none, or it is not theirs: which of both is not told."""

    code = "bookings.waiting_not_found"


def entries_of(municipality_id: UUID) -> QuerySet[WaitingEntry]:
    rows = WaitingEntry.objects.filter(municipality_id=municipality_id)
    return rows.select_related("slot__resource", "reservation")


def list_waiting(*, municipality_id: UUID, slot_id: UUID) -> list[WaitingView]:
    """Those who wait for a slot, in order. For staff. Cost: one query."""
    rows = entries_of(municipality_id).filter(slot=slot_id, state=WaitingState.WAITING).order_by("number")
    return [view_waiting(row, ahead=ahead) for ahead, row in enumerate(rows)]


def list_my_waiting(*, municipality_id: UUID, resident_id: UUID, limit: int = 50) -> list[WaitingView]:
    """The resident's, the newest first. Cost: one query and one for each that still waits."""
    rows = entries_of(municipality_id).filter(resident_id=resident_id).order_by("-joined_at")[:limit]
    return [view_waiting(row, ahead=count_ahead(row)) for row in rows]


def find_waiting(*, municipality_id: UUID, code: str, secret: str) -> WaitingView:
    """By what was told when they joined, as somebody types it. WaitingNotFoundError.

    Danger: an entrance limits how often it may be guessed.
    """
    row = entries_of(municipality_id).filter(code=read_receipt_number(code) or "").first()
    if row is None or not is_secret(read_secret(secret), row.secret_hash):
        raise WaitingNotFoundError
    return view_waiting(row, ahead=count_ahead(row))


def get_waiting(*, municipality_id: UUID, code: str, actor: Acting) -> WaitingView:
    """By its number, for its holder or staff. WaitingNotFoundError."""
    row = entries_of(municipality_id).filter(code=read_receipt_number(code) or "").first()
    if row is None or not may_touch(row, actor):
        raise WaitingNotFoundError
    return view_waiting(row, ahead=count_ahead(row))


def get_entry_for(*, municipality_id: UUID, waiting_id: UUID, actor: Acting) -> WaitingEntry:
    """The row for its holder by account or code, or staff. WaitingNotFoundError."""
    row = entries_of(municipality_id).filter(pk=waiting_id).first()
    if row is None or not may_touch(row, actor):
        raise WaitingNotFoundError
    return row


def count_ahead(row: WaitingEntry) -> int:
    """How many stand before this one; 0 where it does not wait any more."""
    if row.state != WaitingState.WAITING:
        return 0
    same = WaitingEntry.objects.filter(municipality_id=row.municipality_id, slot=row.slot_id)
    return same.filter(state=WaitingState.WAITING, number__lt=row.number).count()


def list_turns(*, municipality_id: UUID, slot_id: UUID) -> Sequence[WaitingEntry]:
    """The rows that wait for a slot, in order."""
    rows = WaitingEntry.objects.filter(municipality_id=municipality_id, slot=slot_id)
    return list(rows.filter(state=WaitingState.WAITING).order_by("number"))


def booker_of_entry(row: WaitingEntry) -> Booker:
    return open_booker(
        row.booker,
        municipality_id=row.municipality_id,
        row_id=row.pk,
        resident_id=row.resident_id,
        language=row.language,
    )


def view_waiting(row: WaitingEntry, *, ahead: int) -> WaitingView:
    """The view of a row whose slot, resource and reservation are loaded."""
    return WaitingView(
        id=row.pk,
        code=row.code,
        state=WaitingState(row.state),
        owner=row.slot.resource.owner,
        subject_id=row.slot.resource.subject_id,
        slot_id=row.slot_id,
        starts_at=row.slot.starts_at,
        ends_at=row.slot.ends_at,
        quantity=row.quantity,
        number=row.number,
        ahead=ahead,
        passed_over=row.passed_over,
        reservation_id=row.reservation_id,
        reservation_number=row.reservation.number if row.reservation else "",
        booker=booker_of_entry(row),
        reservation_secret=secret_for(row.municipality_id, row.reservation.key) if row.reservation else "",
    )
