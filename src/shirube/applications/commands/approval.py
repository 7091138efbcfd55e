"""決裁: the officer proposes a decision, the desks of the route approve it, return it, act for one another, pull it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from shirube.accounts.interface import Actor
from shirube.applications.commands.correcting import ReasonMissingError
from shirube.applications.commands.moving import move_case, record
from shirube.applications.commands.settling import settle
from shirube.applications.commands.telling import DECIDED, tell_applicant
from shirube.applications.domain.routes import (
    Desk,
    desk_to_pull_to,
    has_signed,
    holds,
    next_desk,
    skipped_desks,
)
from shirube.applications.domain.states import Act, Outcome
from shirube.applications.models import ApprovalStep, Case, Proposal
from shirube.applications.models.deciding import Mark, ProposalState
from shirube.applications.queries.approving import has_subsection_chief, list_desks, may_act_at, roles_in
from shirube.applications.queries.places import get_case_for_staff
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.transactions import command

VERDICT = "approved"
SENT_BACK = "returned"
SKIPPED = "skipped"


class OutcomeNotAllowedError(InvalidInputError):
    """The procedure does not know this result."""

    code = "applications.outcome_not_allowed"


class NotYourTurnError(ForbiddenError):
    """The desk whose turn it is is not the actor's, or the actor has proposed or approved this already."""

    code = "applications.not_your_turn"


class ProposalMovedError(ConflictError):
    """Somebody else has decided at this desk, pulled it up, sent it back or taken it back meanwhile."""

    code = "applications.proposal_moved"


@command
def propose_decision(
    *,
    municipality_id: UUID,
    case_id: UUID,
    outcome: Outcome,
    reason: str,
    actor: Actor,
    now: datetime,
    comment: str = "",
) -> UUID:
    """起案: propose to grant or to reject; the case goes to the first desk of the procedure's route.

    The desk of a 係長 is skipped, and marked so, where the section has none but the proposer. Where the route is empty
    the officer decides at once. `reason` is what the resident will read (行政手続法第8条: a
    rejection states its reasons), `comment` is for the desks. Returns the proposal's id. Raises CaseNotFoundError,
    NotYourSectionError, CaseMovedError, OutcomeNotAllowedError, ReasonMissingError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    rules = get_rules(municipality_id=municipality_id, code=case.procedure_code)
    if outcome is Outcome.WITHDRAWN or outcome.value not in rules.results:
        raise OutcomeNotAllowedError(outcome=outcome.value)
    if outcome is Outcome.REJECTED and not reason.strip():
        raise ReasonMissingError
    box = _open(case)
    facts = {"outcome": outcome.value}
    move_case(case=case, act=Act.PROPOSE, actor=actor.log_name, now=now, facts=facts, is_public=False)
    words = {"reason": reason, "comment": comment}
    proposal = _insert(case, box, outcome, words, rules.route, actor, now)
    if not rules.route:
        _decide(case, proposal, box, actor, now)
    return proposal.pk


@command
def approve_proposal(
    *,
    municipality_id: UUID,
    case_id: UUID,
    proposal_id: UUID,
    position: int,
    actor: Actor,
    now: datetime,
    comment: str = "",
    acting_reason: str = "",
) -> bool:
    """Approve at the desk `position`, which the page showed as the next one; True when that decided the case.

    代決: with `acting_reason` (why the desk's holder cannot) somebody else of the section approves in their place, marked
    as acting: a 係長 for the 課長 as long as one is free, else any colleague. Nobody approves what they proposed, nor twice. Raises CaseNotFoundError,
    NotYourSectionError, NotYourTurnError, ProposalMovedError, CaseMovedError (withdrawn meanwhile).
    """
    case, proposal, desks = _take(municipality_id, case_id, proposal_id, actor)
    desk = next_desk(desks)
    if desk is None or desk.position != position:
        raise ProposalMovedError(receipt_number=case.receipt_number)
    mark = _require_turn(desk, desks, proposal, case, actor, is_acting=bool(acting_reason.strip()))
    box = _open(case)
    words = "\n".join(filter(None, [acting_reason.strip(), comment.strip()]))
    return _sign(case, proposal, box, position=position, mark=mark, actor=actor, now=now, comment=words)


@command
def pull_up_proposal(
    *, municipality_id: UUID, case_id: UUID, proposal_id: UUID, actor: Actor, now: datetime, comment: str = ""
) -> bool:
    """引上げ: a higher desk decides without waiting for the lower ones, which are marked; True when it decided the case.

    Raises CaseNotFoundError, NotYourSectionError, NotYourTurnError (the actor holds no higher desk),
    ProposalMovedError, CaseMovedError.
    """
    case, proposal, desks = _take(municipality_id, case_id, proposal_id, actor)
    desk = desk_to_pull_to(desks, roles_in(actor, case.section_id))
    if desk is None or proposal.proposed_by == actor.log_name or has_signed(desks, actor.log_name):
        raise NotYourTurnError(receipt_number=case.receipt_number)
    box = _open(case)
    lower = _steps(proposal).filter(position__lt=desk.position, decided_at__isnull=True)
    lower.update(mark=Mark.PULLED_UP, verdict=VERDICT, decided_by=actor.log_name, decided_at=now)
    return _sign(
        case,
        proposal,
        box,
        position=desk.position,
        mark=Mark.SELF,
        actor=actor,
        now=now,
        comment=comment.strip(),
    )


@command
def return_to_officer(
    *, municipality_id: UUID, case_id: UUID, proposal_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """差戻し: a desk sends the proposal back with a comment; the case is in review again.

    Raises CaseNotFoundError, NotYourSectionError, NotYourTurnError, ProposalMovedError, CaseMovedError,
    ReasonMissingError.
    """
    case, proposal, desks = _take(municipality_id, case_id, proposal_id, actor)
    desk = next_desk(desks)
    if not comment.strip():
        raise ReasonMissingError
    if desk is None or proposal.proposed_by == actor.log_name or not _may_send_back(desks, case, actor):
        raise NotYourTurnError(receipt_number=case.receipt_number)
    box = _open(case)
    _steps(proposal).filter(position=desk.position).update(
        verdict=SENT_BACK,
        mark=Mark.SELF,
        decided_by=actor.log_name,
        decided_at=now,
        words=box.seal(comment, _place(proposal, desk.position)),
    )
    _end(case, proposal, ProposalState.RETURNED, actor, now)


@command
def withdraw_proposal(
    *, municipality_id: UUID, case_id: UUID, proposal_id: UUID, actor: Actor, now: datetime
) -> None:
    """起案の取下げ: the proposer takes the proposal back while no one has decided the case.

    Raises CaseNotFoundError, NotYourSectionError, NotYourTurnError (not the proposer), ProposalMovedError.
    """
    case, proposal, _ = _take(municipality_id, case_id, proposal_id, actor)
    if proposal.proposed_by != actor.log_name:
        raise NotYourTurnError(receipt_number=case.receipt_number)
    _end(case, proposal, ProposalState.WITHDRAWN, actor, now)


def _take(
    municipality_id: UUID, case_id: UUID, proposal_id: UUID, actor: Actor
) -> tuple[Case, Proposal, list[Desk]]:
    """The open proposal, held against everybody else until the command ends."""
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    rows = Proposal.objects.filter(municipality_id=municipality_id, case=case, pk=proposal_id)
    # Danger: approval, pull up and withdrawal may come at once. Writing the row puts them in line on PostgreSQL (SQLite
    # has one writer anyhow), and who comes second reads the steps as the first has left them.
    if not rows.filter(state=ProposalState.OPEN).update(state=ProposalState.OPEN):
        raise ProposalMovedError(receipt_number=case.receipt_number)
    proposal = rows.get()
    return case, proposal, list_desks(proposal)


def _insert(
    case: Case,
    box: Box,
    outcome: Outcome,
    words: dict[str, str],
    route: Sequence[str],
    actor: Actor,
    now: datetime,
) -> Proposal:
    before = Proposal.objects.filter(municipality_id=case.municipality_id, case=case)
    number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
    proposal = Proposal.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        number=number,
        outcome=outcome,
        content=box.seal(words, f"proposal:{number}"),
        proposed_by=actor.log_name,
        proposed_at=now,
    )
    ApprovalStep.objects.bulk_create(_make_steps(case, proposal, route, now))
    return proposal


def _make_steps(case: Case, proposal: Proposal, route: Sequence[str], now: datetime) -> list[ApprovalStep]:
    has_one = has_subsection_chief(
        municipality_id=case.municipality_id, section_id=case.section_id, but={proposal.proposed_by}
    )
    skipped = skipped_desks(route, has_subsection_chief=has_one)
    passed = {"verdict": SKIPPED, "mark": Mark.SKIPPED, "decided_at": now}
    return [
        ApprovalStep(
            municipality_id=case.municipality_id,
            proposal=proposal,
            position=position,
            role=role,
            **(passed if position in skipped else {}),
        )
        for position, role in enumerate(route)
    ]


def _require_turn(
    desk: Desk, desks: list[Desk], proposal: Proposal, case: Case, actor: Actor, *, is_acting: bool
) -> Mark:
    """In what manner the actor may decide here."""
    is_free = proposal.proposed_by != actor.log_name and not has_signed(desks, actor.log_name)
    roles = roles_in(actor, case.section_id)
    if is_free and holds(desk, roles):
        return Mark.SELF
    place = (case.municipality_id, case.section_id)
    if is_free and is_acting and may_act_at(desk, desks, proposal.proposed_by, *place, roles):
        return Mark.ACTING
    raise NotYourTurnError(receipt_number=case.receipt_number)


def _may_send_back(desks: list[Desk], case: Case, actor: Actor) -> bool:
    """The desk whose turn it is and every higher one."""
    return any(holds(desk, roles_in(actor, case.section_id)) for desk in desks if not desk.is_decided)


def _sign(
    case: Case,
    proposal: Proposal,
    box: Box,
    *,
    position: int,
    mark: Mark,
    actor: Actor,
    now: datetime,
    comment: str,
) -> bool:
    """Sign at a desk; where it was the last one, the case is decided: True."""
    signed = _steps(proposal).filter(position=position, decided_at__isnull=True)
    words = box.seal(comment, _place(proposal, position)) if comment else None
    changes = {"verdict": VERDICT, "mark": mark, "decided_by": actor.log_name, "decided_at": now}
    if not signed.update(**changes, words=words):
        raise ProposalMovedError(receipt_number=case.receipt_number)
    has_decided = not _steps(proposal).filter(decided_at__isnull=True).exists()
    if has_decided:
        _decide(case, proposal, box, actor, now)
    facts = {"position": position, "mark": mark.value, "proposal": proposal.number}
    # Danger: the log's head is locked by every command and last of all; the case's row comes before it.
    record(case, "applications.approve", actor.log_name, now, facts)
    return has_decided


def _decide(case: Case, proposal: Proposal, box: Box, actor: Actor, now: datetime) -> None:
    outcome = Outcome(proposal.outcome)
    act = Act.DECIDE if outcome is Outcome.DECIDED else Act.REJECT
    words = box.unseal(proposal.content, f"proposal:{proposal.number}")["reason"]
    settle(case=case, act=act, outcome=outcome, actor=actor.log_name, now=now, words=words, box=box)
    tell_applicant(case=case, kind=DECIDED, once="decided", now=now)


def _end(case: Case, proposal: Proposal, state: ProposalState, actor: Actor, now: datetime) -> None:
    rows = Proposal.objects.filter(municipality_id=case.municipality_id, pk=proposal.pk)
    rows.update(state=state, ended_at=now)
    facts = {"proposal": proposal.number, "how": state.value}
    move_case(case=case, act=Act.BACK_TO_OFFICER, actor=actor.log_name, now=now, facts=facts, is_public=False)


def _steps(proposal: Proposal) -> QuerySet[ApprovalStep]:
    return ApprovalStep.objects.filter(municipality_id=proposal.municipality_id, proposal=proposal)


def _place(proposal: Proposal, position: int) -> str:
    return f"approval:{proposal.number}:{position}"


def _open(case: Case) -> Box:
    return open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
