"""What was sent, what waits, and what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.notices.domain.states import HOPELESS, Means, NoticeState, Reason
from shirube.notices.models import Attempt, Notice
from shirube.notices.registry import kinds


class NoticeNotFoundError(NotFoundError):
    code = "notices.notice_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice without anything personal but the masked address."""

    id: UUID
    kind: str
    channel: str
    subject: str
    language: str
    masked_address: str
    state: NoticeState
    reason: Reason | None
    attempts: int
    text_number: int | None
    text_language: str
    ordered_at: datetime
    settled_at: datetime | None
    is_forgotten: bool
    told_by: str
    told_means: Means | None
    told_note: str

    @property
    def kind_name(self) -> str:
        """What the kind is called; its identifier where the room that had it is gone."""
        return kinds[self.kind].name if self.kind in kinds else self.kind

    @property
    def can_be_sent_again(self) -> bool:
        return self.state == NoticeState.FAILED and not self.is_forgotten and self.reason not in HOPELESS


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """`reason` None and no end: it is under way, or its worker died."""

    number: int
    begun_at: datetime
    ended_at: datetime | None
    is_delivered: bool
    reason: Reason | None
    reply: str


def list_notices(
    *, municipality_id: UUID, state: NoticeState | None = None, before: UUID | None = None, limit: int = 50
) -> Sequence[NoticeLine]:
    """The newest first; `before` goes on behind a notice."""
    rows = Notice.objects.filter(municipality_id=municipality_id)
    if state is not None:
        rows = rows.filter(state=state)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return [_line(row) for row in rows.order_by("-pk")[:limit]]


def list_notices_about(*, municipality_id: UUID, subject: str) -> Sequence[NoticeLine]:
    """Everything that was sent about one thing, the oldest first."""
    rows = Notice.objects.filter(municipality_id=municipality_id, subject=subject)
    return [_line(row) for row in rows.order_by("pk")]


def count_failed(*, municipality_id: UUID) -> int:
    """How many people nobody has told yet."""
    return Notice.objects.filter(municipality_id=municipality_id, state=NoticeState.FAILED).count()


def get_notice(*, municipality_id: UUID, notice_id: UUID) -> NoticeLine:
    """NoticeNotFoundError also for another municipality's notice."""
    row = Notice.objects.filter(municipality_id=municipality_id, pk=notice_id).first()
    if row is None:
        raise NoticeNotFoundError(notice_id=str(notice_id))
    return _line(row)


def list_attempts(*, municipality_id: UUID, notice_id: UUID) -> Sequence[AttemptLine]:
    """In the order in which they were made."""
    rows = Attempt.objects.filter(municipality_id=municipality_id, notice_id=notice_id)
    return [
        AttemptLine(
            number=row.number,
            begun_at=row.begun_at,
            ended_at=row.ended_at,
            is_delivered=row.is_delivered,
            reason=Reason(row.reason) if row.reason else None,
            reply=row.reply,
        )
        for row in rows.order_by("number")
    ]


def _line(row: Notice) -> NoticeLine:
    return NoticeLine(
        id=row.pk,
        kind=row.kind,
        channel=row.channel,
        subject=row.subject,
        language=row.language,
        masked_address=row.masked_address,
        state=NoticeState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        attempts=row.attempts,
        text_number=row.text_number,
        text_language=row.text_language,
        ordered_at=row.ordered_at,
        settled_at=row.settled_at,
        is_forgotten=not row.sealed,
        told_by=row.told_by,
        told_means=Means(row.told_means) if row.told_means else None,
        told_note=row.told_note,
    )
