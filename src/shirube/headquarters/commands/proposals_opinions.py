"""Asking sections what they think of a proposal, their answers, and reminding those who are late."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from shirube.accounts.interface import SYSTEM, Actor
from shirube.headquarters.commands.proposals import NotYourProposalError, ProposalMovedError, get_row, record
from shirube.headquarters.domain.proposals import ASKED_IN, ProposalState, Stance
from shirube.headquarters.events import OpinionAsked, OpinionGiven
from shirube.headquarters.models import Proposal, ProposalOpinion
from shirube.headquarters.queries.proposals import OpinionNotFoundError, sections_of
from shirube.headquarters.queries.proposals_rights import can_answer, is_office
from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command

# Whoever is asked every day stops reading.
REST = timedelta(hours=24)
# Reminded by itself two days before the day, and once it has passed.
_AHEAD = timedelta(days=2)
LETTER = "shirube.headquarters.tasks.send_opinion_letter"


class OpinionUnaskableError(InvalidInputError):
    """A section that has ended, none at all, a day that has passed, or no question."""

    code = "headquarters.opinion_unaskable"


class AlreadyAskedError(ConflictError):
    """The sections have been asked and have not answered yet; `sections` names them."""

    code = "headquarters.already_asked"


class OpinionSettledError(ConflictError):
    """The section has answered already, or the proposal has gone on without it."""

    code = "headquarters.opinion_settled"


class AnswerMissingError(InvalidInputError):
    """Whoever has conditions or objects says which."""

    code = "headquarters.answer_missing"


class AskedLatelyError(ConflictError):
    """The section was asked or reminded within the last 24 hours."""

    code = "headquarters.asked_lately"


@command
def ask_opinions(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    section_ids: Collection[UUID],
    question: str,
    due_on: date,
    actor: Actor,
    now: datetime,
    address: str = "",
) -> Sequence[UUID]:
    """Ask each of the sections by a day; the ids of the questions. Letters that lead to `address` are ordered with them.

    Raises ProposalNotFoundError, NotYourProposalError, ProposalMovedError, OpinionUnaskableError, AlreadyAskedError.
    """
    row = _lock_asked(municipality_id, proposal_id, actor)
    today, sections = japan_date(now), sections_of(municipality_id)
    wanted = [section for section_id, section in sections.items() if section_id in section_ids]
    ended = [one for one in wanted if one.ends_on is not None and one.ends_on <= today]
    if not wanted or ended or len(wanted) != len(section_ids) or not question.strip() or due_on < today:
        raise OpinionUnaskableError
    still = ProposalOpinion.objects.filter(
        municipality_id=municipality_id, proposal=row, section_id__in=section_ids, answered_at__isnull=True
    )
    if names := [sections[one].name for one in still.values_list("section_id", flat=True)]:
        raise AlreadyAskedError(sections="、".join(names))
    asked = [
        ProposalOpinion(
            municipality_id=municipality_id,
            proposal=row,
            section_id=section.id,
            question=question.strip(),
            due_on=due_on,
            asked_by=actor.log_name,
            asked_at=now,
        )
        for section in wanted
    ]
    ProposalOpinion.objects.bulk_create(asked)
    for one in asked:
        _order_letter(one, address)
        events.publish(
            OpinionAsked(municipality_id=municipality_id, proposal_id=row.pk, section_id=one.section_id)
        )
    record(row, "headquarters.opinions_asked", actor, now, sections=len(asked))
    return [one.pk for one in asked]


@command
def give_opinion(
    *, municipality_id: UUID, opinion_id: UUID, stance: Stance, text: str, actor: Actor, now: datetime
) -> None:
    """Answer for the section, also after the day, as long as nothing was decided.

    Raises OpinionNotFoundError, AnswerMissingError, OpinionSettledError.
    """
    row = _get_opinion(municipality_id, opinion_id)
    if not can_answer(actor, row.section_id):
        raise OpinionNotFoundError(opinion=str(opinion_id))
    if stance is not Stance.AGREES and not text.strip():
        raise AnswerMissingError
    still = ProposalOpinion.objects.filter(
        municipality_id=municipality_id, pk=opinion_id, answered_at__isnull=True
    )
    is_open = row.proposal.state in ASKED_IN
    if not is_open or not still.update(
        stance=stance, text=text.strip(), answered_by=actor.log_name, answered_at=now
    ):
        raise OpinionSettledError
    events.publish(
        OpinionGiven(municipality_id=municipality_id, proposal_id=row.proposal_id, section_id=row.section_id)
    )
    record(row.proposal, "headquarters.opinion_given", actor, now, stance=stance.value)


@command
def remind_opinion(
    *, municipality_id: UUID, opinion_id: UUID, actor: Actor, now: datetime, address: str = ""
) -> None:
    """Ask a section again by letter. Raises OpinionNotFoundError, NotYourProposalError, AskedLatelyError, OpinionSettledError."""
    if not is_office(actor):
        raise NotYourProposalError
    row = _get_opinion(municipality_id, opinion_id)
    if row.answered_at is not None or row.proposal.state not in ASKED_IN:
        raise OpinionSettledError
    if not _claim_reminder(row, now, rested_since=now - REST):
        raise AskedLatelyError
    _order_letter(row, address)
    record(row.proposal, "headquarters.opinion_reminded", actor, now)


@command
def remind_due_opinions(*, municipality_id: UUID, now: datetime, address: str = "") -> int:
    """Remind whoever must answer within two days, and again once the day has passed. How many letters that were."""
    today = japan_date(now)
    rows = ProposalOpinion.objects.select_related("proposal").filter(
        municipality_id=municipality_id,
        answered_at__isnull=True,
        proposal__state__in=ASKED_IN,
        due_on__lte=today + _AHEAD,
    )
    due = [row for row in rows if _wants_reminder(row, now)]
    sent = [row for row in due if _claim_reminder(row, now, rested_since=now - REST)]
    for row in sent:
        _order_letter(row, address)
        record(row.proposal, "headquarters.opinion_reminded", SYSTEM, now)
    return len(sent)


def _wants_reminder(row: ProposalOpinion, now: datetime) -> bool:
    """Not reminded yet; or, the day being over, not since then."""
    if row.reminded_at is None:
        return True
    return japan_date(now) > row.due_on >= japan_date(row.reminded_at)


def _claim_reminder(row: ProposalOpinion, now: datetime, *, rested_since: datetime) -> bool:
    rested = Q(reminded_at__isnull=True, asked_at__lte=rested_since) | Q(reminded_at__lte=rested_since)
    mine = ProposalOpinion.objects.filter(
        rested, municipality_id=row.municipality_id, pk=row.pk, answered_at__isnull=True
    )
    return bool(mine.update(reminded_at=now))


def _lock_asked(municipality_id: UUID, proposal_id: UUID, actor: Actor) -> Proposal:
    """The office's, while opinions can be asked. Two who ask at once stand in line."""
    row = get_row(municipality_id, proposal_id, actor)
    if not is_office(actor):
        raise NotYourProposalError
    asked_in = Proposal.objects.filter(municipality_id=municipality_id, pk=row.pk, state__in=ASKED_IN)
    if ProposalState(row.state) not in ASKED_IN or not asked_in.update(changed_at=row.changed_at):
        raise ProposalMovedError(title=row.title)
    return row


def _get_opinion(municipality_id: UUID, opinion_id: UUID) -> ProposalOpinion:
    rows = ProposalOpinion.objects.select_related("proposal").filter(municipality_id=municipality_id)
    row = rows.filter(pk=opinion_id).first()
    if row is None:
        raise OpinionNotFoundError(opinion=str(opinion_id))
    return row


def _order_letter(row: ProposalOpinion, address: str) -> None:
    """With the question or the reminder, or not at all (outbox)."""
    jobs.enqueue(LETTER, municipality_id=row.municipality_id, opinion_id=str(row.pk), address=address)
