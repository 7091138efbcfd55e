"""Sending papers: what is sent is frozen and stays as it was sent, and the members are told where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.guards import (
    OPEN,
    MeetingOverError,
    demand_secretariat,
    get_open_meeting,
    record,
)
from shirube.headquarters.commands.meetings import PapersNotSentError, ReasonMissingError
from shirube.headquarters.domain.terms import MeetingState, SendingKind
from shirube.headquarters.events import PapersSent
from shirube.headquarters.models import Meeting, Paper, Sending
from shirube.headquarters.queries.papers import DraftPaper, draft_papers, is_changed, newest_papers
from shirube.headquarters.queries.readers import list_readers
from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step

LETTER = "shirube.headquarters.tasks.send_papers_letter"


class AgendaEmptyError(InvalidInputError):
    """There is nothing to send."""

    code = "headquarters.agenda_empty"


class PapersSentError(ConflictError):
    """The papers were sent already; what changed since goes out as a supplement."""

    code = "headquarters.papers_sent"


class NothingChangedError(ConflictError):
    """The members hold everything as it is now."""

    code = "headquarters.nothing_changed"


@command
def send_papers(*, municipality_id: UUID, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """Freeze the papers of the whole agenda and send them.

    NotSecretariatError, MeetingOverError, PapersSentError, AgendaEmptyError.
    """
    demand_secretariat(actor)
    row = get_open_meeting(municipality_id, meeting_id)
    planned = Meeting.objects.filter(
        municipality_id=municipality_id, pk=meeting_id, state=MeetingState.PLANNED
    )
    if not planned.update(state=MeetingState.SENT, revision=F("revision") + 1, changed_at=now):
        raise PapersSentError(meeting=row.session)
    as_of = row.papers_as_of or japan_date(now)
    drafts = draft_papers(municipality_id=municipality_id, meeting_id=meeting_id, as_of=as_of)
    if not drafts:
        raise AgendaEmptyError(meeting=row.session)
    number = freeze(row, SendingKind.PAPERS, drafts, as_of, "", actor, now)
    _tell_members(row, number)


@command
def send_supplement(
    *, municipality_id: UUID, meeting_id: UUID, note: str, actor: Actor, now: datetime
) -> Sequence[UUID]:
    """Freeze and send what is not as the members hold it, as of today. `note` says what changed. The ids of the items.

    NotSecretariatError, MeetingOverError, PapersNotSentError, ReasonMissingError, NothingChangedError.
    """
    demand_secretariat(actor)
    row = get_open_meeting(municipality_id, meeting_id)
    if row.state == MeetingState.PLANNED:
        raise PapersNotSentError(meeting=row.session)
    if not note.strip():
        raise ReasonMissingError
    # The row is held, so that two supplements do not take one number.
    if not Meeting.objects.filter(municipality_id=municipality_id, pk=meeting_id, state__in=OPEN).update(
        changed_at=now
    ):
        raise MeetingOverError(meeting=row.session)
    today = japan_date(now)
    held = newest_papers(municipality_id=municipality_id, meeting_id=meeting_id)
    drafts = [
        draft
        for draft in draft_papers(municipality_id=municipality_id, meeting_id=meeting_id, as_of=today)
        if is_changed(
            municipality_id=municipality_id, item=draft.item, held=held.get(draft.item.id), on=today
        )
    ]
    if not drafts:
        raise NothingChangedError(meeting=row.session)
    number = freeze(row, SendingKind.SUPPLEMENT, drafts, today, note, actor, now)
    _tell_members(row, number)
    return [draft.item.id for draft in drafts]


@step
def freeze(
    meeting: Meeting,
    kind: SendingKind,
    drafts: Sequence[DraftPaper],
    as_of: date,
    note: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep the papers as they are now, under the number returned; what was laid on the table is kept so too."""
    city = meeting.municipality_id
    sent = Sending.objects.filter(municipality_id=city, meeting=meeting).aggregate(last=Max("number"))
    number = (sent["last"] or 0) + 1
    sending = Sending.objects.create(
        municipality_id=city,
        meeting=meeting,
        number=number,
        kind=kind,
        as_of=as_of,
        note=note,
        actor=actor.log_name,
        sent_at=now,
    )
    Paper.objects.bulk_create(
        Paper(
            municipality_id=city,
            sending=sending,
            item_id=draft.item.id,
            position=position,
            content=draft.paper.to_json(),
            revision=draft.item.revision,
            stamp=draft.stamp,
        )
        for position, draft in enumerate(drafts)
    )
    record(meeting, "papers_sent", actor, now, number=number, kind=kind.value, items=len(drafts))
    events.publish(PapersSent(municipality_id=city, meeting_id=meeting.pk, number=number))
    return number


def _tell_members(meeting: Meeting, number: int) -> None:
    """A letter to each member who signs in here, with the papers or not at all (outbox)."""
    for reader in list_readers(municipality_id=meeting.municipality_id, meeting_id=meeting.pk):
        if reader.email:
            jobs.enqueue(
                LETTER,
                municipality_id=meeting.municipality_id,
                meeting_id=str(meeting.pk),
                number=number,
                email=reader.email,
            )
