"""What staff do about a notice that did not arrive."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.jobs import interface as jobs
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.transactions import command
from shirube.notices.commands.delivering import deliver
from shirube.notices.domain.states import Means, NoticeState
from shirube.notices.models import Notice
from shirube.notices.queries.log import NoticeLine, get_notice
from shirube.notices.queries.roles import SETTLERS


class NoticeNotFailedError(ConflictError):
    """Somebody has sent it again or told the person already."""

    code = "notices.notice_not_failed"


class CannotBeSentAgainError(ConflictError):
    """There is no usable address, or what it said has been forgotten: another way is needed."""

    code = "notices.cannot_be_sent_again"


class MayNotSettleError(ForbiddenError):
    code = "notices.may_not_settle"


@command
def send_again(*, municipality_id: UUID, notice_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a failed notice into the queue with all its attempts, as a new letter of its own.

    Raises NoticeNotFoundError, NoticeNotFailedError, CannotBeSentAgainError, MayNotSettleError.
    """
    line = _get_failed(municipality_id, notice_id, actor)
    if not line.can_be_sent_again:
        raise CannotBeSentAgainError(notice_id=str(notice_id))
    changes = {"tries": 0, "series": F("series") + 1, "settled_at": None, "reason": ""}
    _leave_failed(municipality_id, notice_id, state=NoticeState.WAITING, **changes)
    jobs.enqueue(deliver, municipality_id=municipality_id, notice_id=str(notice_id))
    _record(municipality_id, notice_id, actor, now, "notices.sent_again", {})


@command
def mark_told(
    *, municipality_id: UUID, notice_id: UUID, means: Means, note: str, actor: Actor, now: datetime
) -> None:
    """Keep that the person knows by other means. Raises NoticeNotFoundError, NoticeNotFailedError, MayNotSettleError."""
    _get_failed(municipality_id, notice_id, actor)
    told = {"told_by": actor.log_name, "told_means": means, "told_note": note}
    _leave_failed(municipality_id, notice_id, state=NoticeState.TOLD, settled_at=now, **told)
    _record(municipality_id, notice_id, actor, now, "notices.told_otherwise", {"means": means.value})


def _get_failed(municipality_id: UUID, notice_id: UUID, actor: Actor) -> NoticeLine:
    if not actor.holds(*SETTLERS):
        raise MayNotSettleError
    line = get_notice(municipality_id=municipality_id, notice_id=notice_id)
    if line.state != NoticeState.FAILED:
        raise NoticeNotFailedError(notice_id=str(notice_id))
    return line


def _leave_failed(municipality_id: UUID, notice_id: UUID, **changes: object) -> None:
    failed = Notice.objects.filter(municipality_id=municipality_id, pk=notice_id, state=NoticeState.FAILED)
    if not failed.update(**changes):
        raise NoticeNotFailedError(notice_id=str(notice_id))


def _record(
    municipality_id: UUID, notice_id: UUID, actor: Actor, now: datetime, action: str, facts: dict[str, object]
) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"notices.notice:{notice_id}",
        now=now,
        facts=facts,
    )
