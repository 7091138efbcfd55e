"""What rooms were booked for, and the reductions that wait for a decision. For staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.accounts.interface import Actor
from shirube.kernel.errors import NotFoundError
from shirube.venues.domain.facts import FacilityFacts, RoomFacts
from shirube.venues.domain.fees import ReductionState
from shirube.venues.models import RoomUse
from shirube.venues.queries.sealing import open_words


class UseNotFoundError(NotFoundError):
    code = "venues.use_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    """`due_yen`: what is to be paid as it stands now; a reduction counts once it is granted."""

    id: UUID
    facility: FacilityFacts
    room: RoomFacts
    section_id: UUID
    reservation_id: UUID
    starts_at: datetime
    blocks: tuple[str, ...]
    fee_class: str
    equipment: tuple[str, ...]
    people: int
    purpose: str = field(repr=False)
    reason: str = field(repr=False)
    full_yen: int
    due_yen: int
    reduction: str
    reduction_state: ReductionState
    decision: str
    is_cancelled: bool


def find_use(*, municipality_id: UUID, reservation_id: UUID) -> UseView | None:
    """What a reservation of a room is for; None where the reservation is of something else."""
    row = _rows(municipality_id).filter(reservation_id=reservation_id).first()
    return _view(row) if row else None


def get_use(*, municipality_id: UUID, use_id: UUID) -> UseView:
    """UseNotFoundError."""
    row = _rows(municipality_id).filter(pk=use_id).first()
    if row is None:
        raise UseNotFoundError(use=str(use_id))
    return _view(row)


def list_asked_reductions(*, municipality_id: UUID, limit: int = 200) -> Sequence[UseView]:
    """Those that wait for a decision, the next use first."""
    rows = _rows(municipality_id).filter(reduction_state=ReductionState.ASKED, is_cancelled=False)
    return [_view(row) for row in rows.order_by("starts_at", "id")[:limit]]


def count_asked_reductions(*, municipality_id: UUID, actor: Actor) -> int:
    """Those that the actor's sections decide on; all of them for who sees to the whole city."""
    rows = RoomUse.objects.filter(
        municipality_id=municipality_id, reduction_state=ReductionState.ASKED, is_cancelled=False
    )
    sections = [section_id for _, section_id in actor.sections]
    return (rows.filter(room__facility__section_id__in=sections) if sections else rows).count()


def list_uses(
    *, municipality_id: UUID, room_ids: Sequence[UUID], since: datetime, until: datetime
) -> Sequence[UseView]:
    """What rooms are used for in [since, until), cancelled bookings left out. One query."""
    rows = _rows(municipality_id).filter(
        room_id__in=room_ids, starts_at__gte=since, starts_at__lt=until, is_cancelled=False
    )
    return [_view(row) for row in rows.order_by("starts_at", "id")]


def _rows(municipality_id: UUID) -> QuerySet[RoomUse]:
    return RoomUse.objects.filter(municipality_id=municipality_id).select_related("room__facility")


def _view(row: RoomUse) -> UseView:
    words = open_words(row.words, municipality_id=row.municipality_id, row_id=row.pk)
    return UseView(
        id=row.pk,
        facility=FacilityFacts.model_validate(row.room.facility.facts),
        room=RoomFacts.model_validate(row.room.facts),
        section_id=row.room.facility.section_id,
        reservation_id=row.reservation_id,
        starts_at=row.starts_at,
        blocks=tuple(row.blocks),
        fee_class=row.fee_class,
        equipment=tuple(row.equipment),
        people=row.people,
        purpose=words.get("purpose", ""),
        reason=words.get("reason", ""),
        full_yen=row.full_yen,
        due_yen=row.due_yen,
        reduction=row.reduction,
        reduction_state=ReductionState(row.reduction_state),
        decision=row.decision,
        is_cancelled=row.is_cancelled,
    )
