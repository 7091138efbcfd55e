"""What was asked and answered about an inquiry, the extensions asked for, and the steps it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.inquiries.models import Extension, Step, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkView:
    id: UUID
    section_id: UUID
    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionView:
    """`is_granted` None: nobody has decided yet."""

    id: UUID
    asked_id: UUID
    wanted_on: date
    reason: str
    requested_at: datetime
    granted_to: date | None
    reply: str
    is_granted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """`by` is the person's name, "" for the system."""

    asked_id: UUID | None
    kind: str
    note: str
    by: str
    at: datetime


def list_talks(*, municipality_id: UUID, inquiry_id: UUID) -> Sequence[TalkView]:
    """In the order in which they were asked."""
    rows = Talk.objects.filter(municipality_id=municipality_id, inquiry_id=inquiry_id)
    return [
        TalkView(
            id=row.pk,
            section_id=row.section_id,
            question=row.question,
            asked_at=row.asked_at,
            answer=row.answer,
            answered_at=row.answered_at,
        )
        for row in rows.order_by("asked_at", "id")
    ]


def list_extensions(*, municipality_id: UUID, asked_ids: Iterable[UUID]) -> Sequence[ExtensionView]:
    """In the order in which they were asked for."""
    rows = Extension.objects.filter(municipality_id=municipality_id, asked_id__in=list(asked_ids))
    return [
        ExtensionView(
            id=row.pk,
            asked_id=row.asked_id,
            wanted_on=row.wanted_on,
            reason=row.reason,
            requested_at=row.requested_at,
            granted_to=row.granted_to,
            reply=row.reply,
            is_granted=None if row.decided_at is None else row.granted_to is not None,
        )
        for row in rows.order_by("requested_at", "id")
    ]


def list_steps(
    *, municipality_id: UUID, inquiry_id: UUID, asked_id: UUID | None = None
) -> Sequence[StepLine]:
    """The newest first; of one section, or of the whole inquiry."""
    rows = Step.objects.filter(municipality_id=municipality_id, inquiry_id=inquiry_id)
    if asked_id is not None:
        rows = rows.filter(asked_id=asked_id)
    found = list(rows.order_by("-at", "-id")[:200])
    names = names_of_actors(municipality_id, (row.actor for row in found))
    return [
        StepLine(asked_id=row.asked_id, kind=row.kind, note=row.note, by=names.get(row.actor, ""), at=row.at)
        for row in found
    ]


def names_of_actors(municipality_id: UUID, actors: Iterable[str]) -> Mapping[str, str]:
    """The names behind "staff:<id>". One query, or none."""
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in set(actors) if actor.startswith("staff:")}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return {actor: names.get(user_id, "") for actor, user_id in ids.items()}
