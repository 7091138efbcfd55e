"""Invented proposals and requests for the demonstration city, made through the same commands that people use.

Days are counted back from the day of loading, so that what waits always waits. Loading again changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from shirube.accounts.interface import Actor
from shirube.accounts.models import User
from shirube.config.demonstration import NotADemonstrationError
from shirube.headquarters.commands.agenda import ItemEntry, add_item
from shirube.headquarters.commands.bodies import BodyEntry, set_up_body
from shirube.headquarters.commands.deciding import DecisionEntry, decide_item
from shirube.headquarters.commands.meetings import MeetingEntry, close_meeting, fix_meeting
from shirube.headquarters.commands.proposals import move_proposal, write_proposal
from shirube.headquarters.commands.proposals_deciding import place_in_plan, record_budget
from shirube.headquarters.commands.proposals_opinions import ask_opinions, give_opinion
from shirube.headquarters.commands.sending import send_papers
from shirube.headquarters.commands.support import act_on_support, ask_support, give_duty
from shirube.headquarters.domain.proposals import Cost, MoneySource, Move, ProposalContent, Stance
from shirube.headquarters.domain.support import SupportAct, SupportKind, Urgency
from shirube.headquarters.domain.terms import BodyKind, ItemKind, Outcome
from shirube.headquarters.models import Body, Proposal
from shirube.headquarters.queries.meetings import get_item
from shirube.headquarters.queries.subject_proposals import KIND
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import PackModel
from shirube.organizations import interface as organizations
from shirube.plans import interface as plans


class DemoCost(PackModel):
    """`year` 0 is the fiscal year of loading."""

    year: int = Field(ge=0, le=5)
    source: MoneySource = MoneySource.GENERAL
    yen: int


class DemoOpinion(PackModel):
    """`due_days`: how many days after the question. No stance: not answered."""

    section: str
    question: str
    asked: int
    due_days: int
    by: str = ""
    stance: Stance | None = None
    text: str = ""
    answered: int = 0


class DemoMove(PackModel):
    """`by` is the part of a staff mail address before the @; `ago`: days before loading."""

    move: Move
    by: str
    ago: int
    comment: str = ""


class DemoOutcome(PackModel):
    outcome: Outcome
    wording: str


class DemoBudget(PackModel):
    yen: int
    ago: int
    note: str = ""


class DemoProposal(PackModel):
    section: str
    by: str
    ago: int
    title: str
    purpose: str = ""
    necessity: str = ""
    alternatives: str = ""
    effect: str = ""
    measure: str = ""
    category: str = ""
    category_reason: str = ""
    pillar: str = ""
    initiative: str = ""
    last: int = 0
    costs: list[DemoCost] = []
    moves: list[DemoMove] = []
    opinions: list[DemoOpinion] = []
    outcome: DemoOutcome | None = None
    budget: DemoBudget | None = None


class DemoMeeting(PackModel):
    """Where what is decided is decided."""

    session: str
    place: str
    by: str
    decided_by: str
    sent: int
    ago: int


class DemoAct(PackModel):
    act: SupportAct
    by: str
    ago: int
    text: str = ""


class DemoSupport(PackModel):
    section: str
    by: str
    ago: int
    kind: SupportKind
    urgency: Urgency
    title: str
    text: str
    acts: list[DemoAct] = []


class DemoDuty(PackModel):
    staff: str
    sections: list[str]
    ago: int
    note: str = ""


class DemoProposalsPack(PackModel):
    kind: str
    version: int
    municipality: str
    plan: str
    body: str
    meeting: DemoMeeting
    proposals: list[DemoProposal]
    duties: list[DemoDuty]
    support: list[DemoSupport]


@dataclass(frozen=True, slots=True)
class _Stage:
    municipality_id: UUID
    now: datetime
    plan_id: UUID
    sections: dict[str, UUID]

    def act(self, by: str, ago: int) -> dict[str, Any]:
        """What a command is told: who, and so many days ago."""
        return {
            "municipality_id": self.municipality_id,
            "actor": self.person(by),
            "now": self.now - timedelta(days=ago),
        }

    def person(self, key: str) -> Actor:
        return self.account(key).as_actor()

    def account(self, key: str) -> User:
        return User.objects.get(municipality_id=self.municipality_id, email=f"{key}@shirube.example")


def load_demonstration_proposals(
    *, municipality: organizations.MunicipalitySummary, pack: DemoProposalsPack, now: datetime
) -> None:
    """Whole or not at all: where there is a proposal, nothing is made again."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    if Proposal.objects.filter(municipality_id=municipality.id).exists():
        return
    stage = _set_stage(municipality.id, pack, now)
    made = [(one, _propose(stage, one)) for one in pack.proposals]
    _meet(stage, pack, made)
    for duty in pack.duties:
        _help(stage, duty)
    for asked in pack.support:
        _ask_desk(stage, asked)


def _set_stage(municipality_id: UUID, pack: DemoProposalsPack, now: datetime) -> _Stage:
    every = plans.list_plans(municipality_id=municipality_id)
    sections = organizations.list_sections(municipality_id=municipality_id)
    return _Stage(
        municipality_id=municipality_id,
        now=now,
        plan_id=next(plan.id for plan in every if plan.slug == pack.plan),
        sections={one.code: one.id for one in sections},
    )


def _propose(stage: _Stage, one: DemoProposal) -> UUID:
    """The proposal with its way up to the door of the meeting."""
    proposal_id = write_proposal(
        **stage.act(one.by, one.ago), section_id=stage.sections[one.section], content=_content(stage, one)
    )
    opinions = list(one.opinions)
    for move in one.moves:
        if move.move is Move.MAKE_READY:
            _ask_all(stage, proposal_id, opinions)
            opinions = []
        move_proposal(
            **stage.act(move.by, move.ago),
            proposal_id=proposal_id,
            move=move.move,
            comment=move.comment,
            seen_revision=1,
        )
    _ask_all(stage, proposal_id, opinions)
    return proposal_id


def _content(stage: _Stage, one: DemoProposal) -> ProposalContent:
    year = fiscal_year_of(japan_date(stage.now))
    parts = (
        "title", "purpose", "necessity", "alternatives", "effect", "measure", "category", "category_reason", "pillar",
        "initiative",
    )  # fmt: skip
    return ProposalContent(
        **{part: getattr(one, part) for part in parts},
        plan_id=stage.plan_id if one.pillar else None,
        first_year=year,
        last_year=year + one.last,
        costs=tuple(Cost(year + cost.year, cost.source, cost.yen) for cost in one.costs),
        needs_no_money=bool(one.moves) and not one.costs,
    )


def _ask_all(stage: _Stage, proposal_id: UUID, opinions: list[DemoOpinion]) -> None:
    for one in opinions:
        facts = stage.act("suzuki", one.asked)
        (opinion_id,) = ask_opinions(
            **facts,
            proposal_id=proposal_id,
            section_ids=[stage.sections[one.section]],
            question=one.question,
            due_on=japan_date(facts["now"]) + timedelta(days=one.due_days),
        )
        if one.stance is not None:
            give_opinion(
                **stage.act(one.by, one.answered), opinion_id=opinion_id, stance=one.stance, text=one.text
            )


def _meet(stage: _Stage, pack: DemoProposalsPack, made: list[tuple[DemoProposal, UUID]]) -> None:
    """One meeting decides on everything that has an outcome."""
    plan, before = pack.meeting, stage.act(pack.meeting.by, pack.meeting.sent)
    entry = MeetingEntry(
        session=plan.session,
        held_on=japan_date(stage.now - timedelta(days=plan.ago)),
        starts_time=time(10),
        ends_time=time(10, 30),
        place=plan.place,
    )
    meeting_id = fix_meeting(**before, body=_body(stage, pack), entry=entry)
    decided = [(one, proposal_id, one.outcome) for one, proposal_id in made if one.outcome]
    items = [
        add_item(
            **before,
            meeting_id=meeting_id,
            entry=ItemEntry(kind=ItemKind.DELIBERATION, title=one.title),
            about_kind=KIND,
            about_key=str(proposal_id),
        )
        for one, proposal_id, _outcome in decided
    ]
    send_papers(**before, meeting_id=meeting_id)
    during = stage.act(plan.decided_by, plan.ago)
    for item_id, (one, proposal_id, outcome) in zip(items, decided, strict=True):
        item = get_item(municipality_id=stage.municipality_id, item_id=item_id)
        entry_of = DecisionEntry(outcome=outcome.outcome, wording=outcome.wording)
        decide_item(**during, item_id=item_id, entry=entry_of, seen_revision=item.revision)
        _follow(stage, plan, one, proposal_id, outcome.outcome)
    close_meeting(**during, meeting_id=meeting_id, ends_time=None)


def _follow(stage: _Stage, plan: DemoMeeting, one: DemoProposal, proposal_id: UUID, outcome: Outcome) -> None:
    if outcome is not Outcome.DECIDED:
        return
    place_in_plan(**stage.act(plan.by, plan.ago), proposal_id=proposal_id)
    if one.budget:
        facts = stage.act(plan.by, one.budget.ago)
        record_budget(
            **facts,
            proposal_id=proposal_id,
            is_approved=True,
            yen=one.budget.yen,
            note=one.budget.note,
            on=japan_date(facts["now"]),
        )


def _body(stage: _Stage, pack: DemoProposalsPack) -> str:
    """The city's headquarters; set up here where no other pack has done so."""
    known = Body.objects.filter(municipality_id=stage.municipality_id, kind=BodyKind.HEADQUARTERS).first()
    if known is None:
        entry = BodyEntry(kind=BodyKind.HEADQUARTERS, name="標市DX推進本部会議")
        set_up_body(**stage.act(pack.meeting.by, 400), code=pack.body, entry=entry)
        return pack.body
    return known.code


def _help(stage: _Stage, duty: DemoDuty) -> None:
    facts = stage.act("suzuki", duty.ago)
    give_duty(
        **facts,
        section_ids=[stage.sections[code] for code in duty.sections],
        staff_id=stage.account(duty.staff).pk,
        begins_on=japan_date(facts["now"]),
        note=duty.note,
    )


def _ask_desk(stage: _Stage, one: DemoSupport) -> None:
    request_id = ask_support(
        **stage.act(one.by, one.ago),
        section_id=stage.sections[one.section],
        kind=one.kind,
        urgency=one.urgency,
        title=one.title,
        text=one.text,
    )
    for number, act in enumerate(one.acts, start=1):
        act_on_support(
            **stage.act(act.by, act.ago),
            request_id=request_id,
            act=act.act,
            text=act.text,
            seen_revision=number,
        )
