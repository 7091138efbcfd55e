"""Proposals as pages, papers and the inbox read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor
from shirube.headquarters.domain.proposals import (
    ASKED_IN,
    BudgetState,
    Cost,
    MoneySource,
    Move,
    ProposalContent,
    ProposalState,
    Stance,
)
from shirube.headquarters.models import Proposal, ProposalCost, ProposalOpinion, ProposalStep
from shirube.headquarters.queries.proposals_rights import OVERSEERS, can_answer, can_see
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.organizations import interface as organizations

_PARTS = (
    "title", "purpose", "necessity", "alternatives", "effect", "measure", "category", "category_reason", "plan_id",
    "pillar", "initiative", "first_year", "last_year", "needs_no_money",
)  # fmt: skip
Sections = Mapping[UUID, organizations.SectionSummary]


class ProposalNotFoundError(NotFoundError):
    """No such proposal, or one that this person may not see."""

    code = "headquarters.proposal_not_found"


class OpinionNotFoundError(NotFoundError):
    """No such question, or one that was asked of another section."""

    code = "headquarters.opinion_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A proposal in a list."""

    id: UUID
    title: str
    section: str
    state: ProposalState
    fiscal_year: int
    number: int | None
    category: str
    total_yen: int | None
    needs_no_money: bool
    asked: int
    answered: int
    changed_at: datetime
    budget: BudgetState
    is_placed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionView:
    id: UUID
    section_id: UUID
    section: str
    question: str
    due_on: date
    asked_at: datetime
    reminded_at: datetime | None
    stance: Stance | None
    text: str
    answered_by: str
    answered_at: datetime | None

    def is_late(self, on: date) -> bool:
        """Not answered and overdue; or answered after the day."""
        return (japan_date(self.answered_at) if self.answered_at else on) > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """`move` None: a correction by the office. `content`: what was proposed then, where that was kept."""

    move: Move | None
    comment: str
    by: str
    made_at: datetime
    content: ProposalContent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal with its way so far. `placing_fault`: the code of what kept the decision from the plan."""

    id: UUID
    section_id: UUID
    section: str
    state: ProposalState
    fiscal_year: int
    number: int | None
    revision: int
    content: ProposalContent
    changed_at: datetime
    decided_in: str
    decided_on: date | None
    wording: str
    budget: BudgetState
    budget_yen: int | None
    budget_note: str
    budget_on: date | None
    placed_at: datetime | None
    placed_version: int | None
    placed_initiative: str
    placing_fault: str
    opinions: tuple[OpinionView, ...]
    steps: tuple[StepView, ...]

    @property
    def can_be_answered(self) -> bool:
        return self.state in ASKED_IN

    @property
    def returned_with(self) -> str:
        """Why it lies with its section again; "" where it does not."""
        last = next((step for step in reversed(self.steps) if step.move), None)
        return last.comment if last and self.state is ProposalState.RETURNED else ""


def list_proposals(*, municipality_id: UUID, actor: Actor, limit: int = 200) -> Sequence[ProposalLine]:
    """Those that the person may see, the latest change first. Two queries, however many there are."""
    seen = Proposal.objects.filter(municipality_id=municipality_id)
    if not actor.is_system and not actor.holds(*OVERSEERS):
        mine = {section_id for _role, section_id in actor.sections}
        asked = ProposalOpinion.objects.filter(municipality_id=municipality_id, section_id__in=mine)
        seen = seen.filter(
            Q(section_id__in=mine) | Q(pk__in=asked.values("proposal_id")) | Q(state=ProposalState.DECIDED)
        )
    counted = seen.annotate(
        asked=Count("opinions", distinct=True),
        answered=Count("opinions", filter=Q(opinions__answered_at__isnull=False), distinct=True),
    )
    rows = list(counted.order_by("-changed_at", "-pk")[:limit])
    yen = _totals(municipality_id, [row.pk for row in rows])
    sections = sections_of(municipality_id)
    return [_line(row, sections, yen.get(row.pk)) for row in rows]


def get_proposal(*, municipality_id: UUID, proposal_id: UUID, actor: Actor) -> ProposalView:
    """ProposalNotFoundError."""
    row = _whole(municipality_id).filter(pk=proposal_id).first()
    if row is None:
        raise ProposalNotFoundError(proposal=str(proposal_id))
    asked = [one.section_id for one in row.opinions.all()]
    if not can_see(actor, ProposalState(row.state), row.section_id, asked):
        raise ProposalNotFoundError(proposal=str(proposal_id))
    return _view(row)


def find_proposal(*, municipality_id: UUID, proposal_id: UUID) -> ProposalView | None:
    """Whoever looks: for papers and tasks."""
    row = _whole(municipality_id).filter(pk=proposal_id).first()
    return _view(row) if row else None


def get_opinion(*, municipality_id: UUID, opinion_id: UUID, actor: Actor) -> tuple[OpinionView, UUID]:
    """A question that the person's section was asked, with the proposal's id. OpinionNotFoundError."""
    row = ProposalOpinion.objects.filter(municipality_id=municipality_id, pk=opinion_id).first()
    if row is None or not can_answer(actor, row.section_id):
        raise OpinionNotFoundError(opinion=str(opinion_id))
    sections = sections_of(municipality_id)
    return _opinion(row, sections, _names(municipality_id, [row.answered_by])), row.proposal_id


def find_opinion(*, municipality_id: UUID, opinion_id: UUID) -> tuple[OpinionView | None, UUID | None]:
    """Whoever looks: for letters. With the proposal's id."""
    row = ProposalOpinion.objects.filter(municipality_id=municipality_id, pk=opinion_id).first()
    if row is None:
        return None, None
    return _opinion(row, sections_of(municipality_id), {}), row.proposal_id


def list_ready(*, municipality_id: UUID) -> Sequence[ProposalView]:
    """What may be put on an agenda, the oldest first."""
    rows = _whole(municipality_id).filter(state=ProposalState.READY)
    return [_view(row) for row in rows.order_by("changed_at", "pk")]


def content_of(row: Proposal, costs: Iterable[ProposalCost]) -> ProposalContent:
    return ProposalContent(
        **{part: getattr(row, part) for part in _PARTS},
        costs=tuple(Cost(one.fiscal_year, MoneySource(one.source), one.yen) for one in costs),
    )


def content_to_json(content: ProposalContent) -> dict[str, Any]:
    parts = {part: getattr(content, part) for part in _PARTS}
    costs = [[cost.fiscal_year, cost.source.value, cost.yen] for cost in content.costs]
    return {**parts, "plan_id": str(content.plan_id) if content.plan_id else None, "costs": costs}


def content_from_json(kept: Mapping[str, Any]) -> ProposalContent:
    costs = tuple(Cost(year, MoneySource(source), yen) for year, source, yen in kept["costs"])
    plan_id = UUID(kept["plan_id"]) if kept["plan_id"] else None
    return ProposalContent(**{**kept, "plan_id": plan_id, "costs": costs})


def sections_of(municipality_id: UUID) -> Sections:
    return {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}


def name_in(sections: Sections, section_id: UUID) -> str:
    return sections[section_id].name if section_id in sections else ""


def _whole(municipality_id: UUID) -> QuerySet[Proposal]:
    parts = (
        Prefetch(name, model.objects.filter(municipality_id=municipality_id))
        for name, model in (("costs", ProposalCost), ("opinions", ProposalOpinion), ("steps", ProposalStep))
    )
    return Proposal.objects.filter(municipality_id=municipality_id).prefetch_related(*parts)


def _totals(municipality_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, int]:
    costs = ProposalCost.objects.filter(municipality_id=municipality_id, proposal_id__in=ids).order_by()
    return dict(costs.values("proposal_id").annotate(yen=Sum("yen")).values_list("proposal_id", "yen"))


def _line(row: Any, sections: Sections, total_yen: int | None) -> ProposalLine:
    return ProposalLine(
        id=row.pk,
        title=row.title,
        section=name_in(sections, row.section_id),
        state=ProposalState(row.state),
        fiscal_year=row.fiscal_year,
        number=row.number,
        category=row.category,
        total_yen=total_yen,
        needs_no_money=row.needs_no_money,
        asked=row.asked,
        answered=row.answered,
        changed_at=row.changed_at,
        budget=BudgetState(row.budget),
        is_placed=row.placed_at is not None,
    )


def _view(row: Proposal) -> ProposalView:
    sections = sections_of(row.municipality_id)
    opinions, steps = list(row.opinions.all()), list(row.steps.all())
    names = _names(
        row.municipality_id, [*(one.answered_by for one in opinions), *(one.actor for one in steps)]
    )
    plain = (
        "section_id", "fiscal_year", "number", "revision", "changed_at", "decided_in", "decided_on", "wording",
        "budget_yen", "budget_note", "budget_on", "placed_at", "placed_version", "placed_initiative", "placing_fault",
    )  # fmt: skip
    return ProposalView(
        id=row.pk,
        section=name_in(sections, row.section_id),
        state=ProposalState(row.state),
        content=content_of(row, row.costs.all()),
        budget=BudgetState(row.budget),
        opinions=tuple(_opinion(one, sections, names) for one in opinions),
        steps=tuple(_step(one, names) for one in steps),
        **{name: getattr(row, name) for name in plain},
    )


def _opinion(row: ProposalOpinion, sections: Sections, names: Mapping[str, str]) -> OpinionView:
    plain = ("section_id", "question", "due_on", "asked_at", "reminded_at", "text", "answered_at")
    return OpinionView(
        id=row.pk,
        section=name_in(sections, row.section_id),
        stance=Stance(row.stance) if row.stance else None,
        answered_by=names.get(row.answered_by, ""),
        **{name: getattr(row, name) for name in plain},
    )


def _step(row: ProposalStep, names: Mapping[str, str]) -> StepView:
    return StepView(
        move=Move(row.move) if row.move else None,
        comment=row.comment,
        by=names.get(row.actor, ""),
        made_at=row.made_at,
        content=content_from_json(row.content) if row.content else None,
    )


def _names(municipality_id: UUID, actors: Iterable[str]) -> Mapping[str, str]:
    """Names of staff by the words of the log; the system has none."""
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in set(actors) if actor.startswith("staff:")}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return {actor: names.get(user_id, "") for actor, user_id in ids.items()}
