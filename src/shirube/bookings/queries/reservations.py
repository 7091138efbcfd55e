"""Reading reservations: by their holder, by number and code, and by the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import ACTIVE, ReservationState, Source
from shirube.bookings.models import Reservation, ReservedSlot, Slot
from shirube.bookings.queries.rights import Acting, may_touch
from shirube.bookings.queries.sealing import open_booker
from shirube.bookings.queries.views import ReservationLine, ReservationView, SlotTime
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import NotFoundError
from shirube.kernel.receipts import is_secret, read_receipt_number, read_secret


class ReservationNotFoundError(NotFoundError):
    """There is none, or it is not theirs: which of both is not told."""

    code = "bookings.reservation_not_found"


def reservations_of(municipality_id: UUID) -> QuerySet[Reservation]:
    return Reservation.objects.filter(municipality_id=municipality_id).select_related("resource")


def get_reservation_for(*, municipality_id: UUID, reservation_id: UUID, actor: Acting) -> Reservation:
    """The row for whoever may touch it: its holder by account or code, or staff. ReservationNotFoundError."""
    row = reservations_of(municipality_id).filter(pk=reservation_id).first()
    if row is None or not may_touch(row, actor):
        raise ReservationNotFoundError
    return row


def find_reservation(*, municipality_id: UUID, number: str, secret: str) -> ReservationView:
    """By what its holder was told, as somebody types it. ReservationNotFoundError.

    Danger: an entrance limits how often it may be guessed.
    """
    found = reservations_of(municipality_id).filter(number=read_receipt_number(number) or "")
    row = found.first()
    if row is None or not is_secret(read_secret(secret), row.secret_hash):
        raise ReservationNotFoundError
    return view_reservation(row)


def get_reservation(*, municipality_id: UUID, reservation_id: UUID, actor: Acting) -> ReservationView:
    """For its holder or staff. Cost: two queries. ReservationNotFoundError."""
    return view_reservation(
        get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    )


def get_by_number(*, municipality_id: UUID, number: str, actor: Acting) -> ReservationView:
    """By its number as it is written, for its holder or staff. Cost: two queries. ReservationNotFoundError."""
    row = reservations_of(municipality_id).filter(number=read_receipt_number(number) or "").first()
    if row is None or not may_touch(row, actor):
        raise ReservationNotFoundError
    return view_reservation(row)


def list_my_reservations(
    *, municipality_id: UUID, resident_id: UUID, limit: int = 50
) -> list[ReservationView]:
    """The resident's, the latest to begin first. Cost: two queries."""
    found = reservations_of(municipality_id).filter(resident_id=resident_id)
    return _views(list(found.order_by("-starts_at", "-id")[:limit]))


def list_day(*, municipality_id: UUID, resource_ids: Sequence[UUID], day: date) -> list[ReservationLine]:
    """Who comes on a day, for staff: all but holds nobody confirmed and what was cancelled. Cost: one query."""
    begins = datetime.combine(day, time(), tzinfo=JAPAN)
    found = reservations_of(municipality_id).filter(
        resource__in=resource_ids,
        starts_at__gte=begins,
        starts_at__lt=begins + timedelta(days=1),
        state__in=ACTIVE,
    )
    return [line_of(row) for row in found.order_by("starts_at", "id")]


def list_of_slot(*, municipality_id: UUID, slot_id: UUID) -> list[Reservation]:
    """Those that hold places in the slot, the earliest made first."""
    holding = ReservedSlot.objects.filter(municipality_id=municipality_id, slot=slot_id, is_active=True)
    found = reservations_of(municipality_id).filter(pk__in=holding.values("reservation"))
    return list(found.order_by("id"))


def is_holder(*, municipality_id: UUID, slot_ids: Sequence[UUID], person: str) -> bool:
    """Whether the person of this key holds places in one of the slots."""
    holding = ReservedSlot.objects.filter(municipality_id=municipality_id, slot__in=slot_ids, holder=person)
    return bool(person) and holding.exists()


def view_reservation(
    row: Reservation, *, slots: Iterable[SlotTime] | None = None, booker: Booker | None = None
) -> ReservationView:
    """The view of a row whose resource is loaded. Cost: one query, none where `slots` are given.

    `booker` spares unsealing who it is where the caller has just sealed it.
    """
    times = tuple(slots) if slots is not None else _times(row.municipality_id, [row]).get(row.pk, ())
    return ReservationView(
        id=row.pk,
        number=row.number,
        state=ReservationState(row.state),
        source=Source(row.source),
        owner=row.resource.owner,
        subject_id=row.resource.subject_id,
        resource_id=row.resource_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        quantity=row.quantity,
        slots=times,
        booker=booker or booker_of(row),
        group_id=row.group_id,
        facts=row.facts,
        hold_until=row.hold_until,
        decide_until=row.resource.policy.holder_decides_until(row.starts_at),
        made_at=row.made_at,
        reason=row.reason,
        revision=row.revision,
    )


def time_of(slot: Slot, quantity: int) -> SlotTime:
    return SlotTime(
        slot_id=slot.pk,
        resource_id=slot.resource_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        label=slot.label,
        quantity=quantity,
    )


def booker_of(row: Reservation) -> Booker:
    return open_booker(
        row.booker,
        municipality_id=row.municipality_id,
        row_id=row.pk,
        resident_id=row.resident_id,
        language=row.language,
    )


def line_of(row: Reservation) -> ReservationLine:
    """The row, whose resource is loaded, as staff read it."""
    booker = booker_of(row)
    return ReservationLine(
        id=row.pk,
        number=row.number,
        state=ReservationState(row.state),
        source=Source(row.source),
        resource_id=row.resource_id,
        owner=row.resource.owner,
        subject_id=row.resource.subject_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        quantity=row.quantity,
        name=booker.name,
        contact=booker.phone or booker.mail,
        resident_id=row.resident_id,
        group_id=row.group_id,
        facts=row.facts,
        hold_until=row.hold_until,
    )


def _views(rows: list[Reservation]) -> list[ReservationView]:
    times = _times(rows[0].municipality_id, rows) if rows else {}
    return [view_reservation(row, slots=times.get(row.pk, ())) for row in rows]


def _times(municipality_id: UUID, rows: Sequence[Reservation]) -> dict[UUID, tuple[SlotTime, ...]]:
    """The slots of each: those it holds, or held last where it holds none any more."""
    found = ReservedSlot.objects.filter(
        municipality_id=municipality_id, reservation__in=[row.pk for row in rows]
    )
    times: dict[UUID, tuple[SlotTime, ...]] = {}
    active = {row.pk for row in rows if row.state in ACTIVE}
    for reserved in found.select_related("slot").order_by("slot__starts_at", "id"):
        if reserved.is_active or reserved.reservation_id not in active:
            mine = times.get(reserved.reservation_id, ())
            times[reserved.reservation_id] = (*mine, time_of(reserved.slot, reserved.quantity))
    return times
