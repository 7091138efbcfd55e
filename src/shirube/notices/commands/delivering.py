"""The worker's part: one attempt to bring a notice to its person."""

from __future__ import annotations

import logging
from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock
from shirube.notices.commands.attempts import (
    RULE,
    Begun,
    NoticeInHandError,
    begin_attempt,
    record_failure,
    record_sent,
)
from shirube.notices.commands.writing import write_letter
from shirube.notices.queries.texts import Text
from shirube.notices.registry import DeliveryFailedError, channels

logger = logging.getLogger(__name__)


# An entrance, though it stands among the commands: `send_notice` puts it into the queue and cannot import upwards.
@jobs.task(title="お知らせを送る", rule=RULE)
def deliver(*, municipality_id: UUID, notice_id: str) -> None:
    """Try once. A failure that may pass is raised, so that the queue waits and calls again by the rule."""
    try:
        begun = begin_attempt(municipality_id=municipality_id, notice_id=UUID(notice_id), now=read_clock())
    except NoticeInHandError as taken:
        # Once that worker must have ended: either it has sent the notice, or it died and left it to us.
        jobs.enqueue(deliver, municipality_id=municipality_id, run_after=taken.free_at, notice_id=notice_id)
        return
    if begun is None:
        return
    try:
        text = _hand_over(begun)
    except DeliveryFailedError as failure:
        if record_failure(begun, failure=failure, now=read_clock()):
            raise
        return
    # Danger: a worker that dies here leaves a letter sent and not recorded. The next attempt repeats it under the
    # same key, by which the reader's mail program may know it for the same.
    if not record_sent(begun, text=text, now=read_clock()):
        logger.warning("a notice was taken over while it was sent", extra={"notice": notice_id})


def _hand_over(begun: Begun) -> Text:
    envelope, text = write_letter(begun)
    channels[begun.channel].deliver(envelope)
    return text
