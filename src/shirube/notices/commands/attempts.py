"""An attempt at delivery from its beginning to its end.

Every change names the state and the attempt it starts from in its WHERE clause. So two workers cannot both send a
notice, and one that was thought dead cannot end what another has begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.transactions import command
from shirube.notices.domain.states import NoticeState, Reason
from shirube.notices.events import NoticeFailed, NoticeSent
from shirube.notices.models import Attempt, Notice
from shirube.notices.queries.texts import Text
from shirube.notices.registry import DeliveryFailedError

# Waits from one minute to two hours, twelve attempts: a mail server may be away for a night (about ten hours).
RULE = jobs.RetryRule(
    attempts=12, first_wait=timedelta(minutes=1), longest_wait=timedelta(hours=2), give_up_on=()
)
# Longer than any delivery takes (settings.EMAIL_TIMEOUT bounds each of the ten words of SMTP). A worker that has held
# a notice for longer is dead.
HOLD = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An attempt in the hands of one worker. `number` counts all attempts, `tries` those of this series."""

    municipality_id: UUID
    notice_id: UUID
    number: int
    tries: int
    series: int
    kind: str
    subject: str
    channel: str
    language: str
    sealed: str


class NoticeInHandError(Exception):
    """Another worker is sending it; look again when that one must have ended."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__()
        self.free_at = free_at


@command
def begin_attempt(*, municipality_id: UUID, notice_id: UUID, now: datetime) -> Begun | None:
    """Take the notice for one attempt; None where there is nothing to do any more. NoticeInHandError."""
    row = Notice.objects.filter(municipality_id=municipality_id, pk=notice_id).first()
    if row is None or row.state not in {NoticeState.WAITING, NoticeState.SENDING}:
        return None
    if row.state == NoticeState.SENDING and row.claimed_at and now < row.claimed_at + HOLD:
        raise NoticeInHandError(row.claimed_at + HOLD)
    if row.tries >= RULE.attempts:
        # Each attempt took its worker with it and left no word.
        _give_up(row, Reason.INTERRUPTED, now)
        return None
    untouched = Notice.objects.filter(
        municipality_id=municipality_id, pk=notice_id, state=row.state, attempts=row.attempts
    )
    if not untouched.update(
        state=NoticeState.SENDING, claimed_at=now, tries=F("tries") + 1, attempts=F("attempts") + 1
    ):
        return None
    number = row.attempts + 1
    Attempt.objects.create(municipality_id=municipality_id, notice=row, number=number, begun_at=now)
    return _begun(row, number)


@command
def record_sent(begun: Begun, *, text: Text, now: datetime) -> bool:
    """The channel has taken it; False where another worker had given this one up for dead, and may send it again."""
    _end_attempt(begun, now, is_delivered=True)
    written = {"text_number": text.number, "text_language": text.language}
    if not _held(begun).update(state=NoticeState.SENT, settled_at=now, reason="", **written):
        return False
    events.publish(NoticeSent(**_about(begun)))
    return True


@command
def record_failure(begun: Begun, *, failure: DeliveryFailedError, now: datetime) -> bool:
    """Whether it is to be tried again. A final failure, or the last attempt, leaves the notice `failed`."""
    _end_attempt(begun, now, reason=failure.reason, reply=failure.reply)
    if not failure.is_final and not RULE.is_over(attempt=begun.tries, error=failure):
        return bool(_held(begun).update(state=NoticeState.WAITING, reason=failure.reason))
    if _held(begun).update(state=NoticeState.FAILED, settled_at=now, reason=failure.reason):
        events.publish(NoticeFailed(**_about(begun), reason=failure.reason))
    return False


def _begun(row: Notice, number: int) -> Begun:
    return Begun(
        municipality_id=row.municipality_id,
        notice_id=row.pk,
        number=number,
        tries=row.tries + 1,
        series=row.series,
        kind=row.kind,
        subject=row.subject,
        channel=row.channel,
        language=row.language,
        sealed=row.sealed,
    )


def _held(begun: Begun) -> QuerySet[Notice]:
    return Notice.objects.filter(
        municipality_id=begun.municipality_id,
        pk=begun.notice_id,
        state=NoticeState.SENDING,
        attempts=begun.number,
    )


def _end_attempt(begun: Begun, now: datetime, **outcome: object) -> None:
    attempts = Attempt.objects.filter(municipality_id=begun.municipality_id, notice_id=begun.notice_id)
    attempts.filter(number=begun.number).update(ended_at=now, **outcome)


def _give_up(row: Notice, reason: Reason, now: datetime) -> None:
    same = Notice.objects.filter(municipality_id=row.municipality_id, pk=row.pk, attempts=row.attempts)
    if same.filter(state=row.state).update(state=NoticeState.FAILED, settled_at=now, reason=reason):
        facts: dict[str, Any] = {
            "municipality_id": row.municipality_id,
            "notice_id": row.pk,
            "kind": row.kind,
        }
        events.publish(NoticeFailed(**facts, subject=row.subject, reason=reason))


def _about(begun: Begun) -> dict[str, Any]:
    return {
        "municipality_id": begun.municipality_id,
        "notice_id": begun.notice_id,
        "kind": begun.kind,
        "subject": begun.subject,
    }
