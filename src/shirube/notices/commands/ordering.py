"""Ordering a notice, as part of what it tells of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.ids import new_id
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import step
from shirube.notices.commands.delivering import deliver
from shirube.notices.commands.sealing import Contents, seal_contents
from shirube.notices.domain.recipients import Recipient
from shirube.notices.domain.states import NoticeState, Reason
from shirube.notices.events import NoticeFailed
from shirube.notices.models import Notice
from shirube.notices.registry import channels, kinds

MAIL = "mail"
_NOTICES = PreparedInsert(Notice, ignore_conflicts=True)


@step
def send_notice(
    *,
    municipality_id: UUID,
    kind: str,
    recipient: Recipient,
    facts: Mapping[str, str],
    subject: str,
    once: str,
    now: datetime,
    calendar: str = "",
) -> UUID:
    """Order a letter of a registered kind; a worker writes and sends it after the caller's command has committed.

    `facts` are exactly those that the kind declares, else ValueError; KeyError for a kind no room has registered.
    `subject` says what it is about ("applications.application:<id>"). `once` is a key of the caller's choice, within
    the city ("applications.submitted:<id>"): a second order with it does nothing. `calendar` is the text of an
    iCalendar file (RFC 5545) that goes with it. Returns the id of the notice.

    An address that is missing or cannot be one raises nothing, because what the notice tells of must not fail by it:
    the notice is `failed` at once and waits in the staff's list for somebody to write or call.
    """
    kinds[kind].check_facts(facts)
    if (earlier := _find(municipality_id, once)) is not None:
        return earlier
    contents = Contents(recipient.email.strip(), recipient.name, dict(facts), calendar)
    notice = _new_notice(municipality_id, kind, recipient, contents, now)
    notice.subject, notice.once = subject, once
    if not _NOTICES.insert_now(notice):
        # The same order came twice at once (constraint notices_once); the other one's notice serves both.
        if (earlier := _find(municipality_id, once)) is None:
            raise IntegrityError("a notice was refused, and not because it was ordered already")
        return earlier
    _set_going(notice)
    return notice.pk


_ORDERED = PreparedRead(
    lambda municipality_id, once: Notice.objects.filter(municipality_id=municipality_id, once=once).only(
        "pk"
    ),
    municipality_id=UUID,
    once=str,
)


def _find(municipality_id: UUID, once: str) -> UUID | None:
    found = _ORDERED.find(municipality_id=municipality_id, once=once)
    return None if found is None else found.pk


def _new_notice(
    municipality_id: UUID, kind: str, recipient: Recipient, contents: Contents, now: datetime
) -> Notice:
    notice_id, address = new_id(), contents.address
    notice = Notice(
        id=notice_id,
        municipality_id=municipality_id,
        kind=kind,
        channel=MAIL,
        resident_id=recipient.resident_id,
        language=recipient.reads,
        masked_address=channels[MAIL].mask(address),
        sealed=seal_contents(contents, municipality_id=municipality_id, notice_id=notice_id),
        ordered_at=now,
    )
    if not notice.masked_address:
        notice.state, notice.settled_at = NoticeState.FAILED, now
        notice.reason = Reason.ADDRESS_INVALID if address else Reason.ADDRESS_MISSING
    return notice


def _set_going(notice: Notice) -> None:
    if notice.state == NoticeState.WAITING:
        jobs.enqueue(deliver, municipality_id=notice.municipality_id, notice_id=str(notice.pk))
        return
    events.publish(
        NoticeFailed(
            municipality_id=notice.municipality_id,
            notice_id=notice.pk,
            kind=notice.kind,
            subject=notice.subject,
            reason=notice.reason,
        )
    )
