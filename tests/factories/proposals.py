"""Ad-hoc proposals as their people make them: written, handed in, taken up, made ready, decided on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shirube.accounts.interface import Actor, Role
from shirube.headquarters.commands.proposals import move_proposal, write_proposal
from shirube.headquarters.commands.proposals_deciding import settle_proposal
from shirube.headquarters.domain.proposals import Cost, MoneySource, Move, ProposalContent
from shirube.headquarters.models import Proposal
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Plan

NOW = datetime(2026, 10, 8, 1, 0, tzinfo=UTC)
TODAY = date(2026, 10, 8)
_OFFICE, _HEADQUARTERS = UUID(int=11), UUID(int=12)


def chief_of(section: Section) -> Actor:
    return Actor(staff_id=section.pk, sections=frozenset({(Role.SECTION_CHIEF, section.pk)}))


def clerk_of(section: Section) -> Actor:
    return Actor(staff_id=section.pk, sections=frozenset({(Role.SECTION_STAFF, section.pk)}))


def office() -> Actor:
    """Somebody of the headquarters office."""
    return Actor(staff_id=_OFFICE, roles=frozenset({Role.DX_PROMOTION}))


def headquarters() -> Actor:
    return Actor(staff_id=_HEADQUARTERS, roles=frozenset({Role.HEADQUARTERS}))


def content_for(plan: Plan, **changes: Any) -> ProposalContent:
    """A whole proposal for the first pillar of tests.factories.published_plan, in class A."""
    facts: dict[str, Any] = {
        "title": "避難所の受付アプリ",
        "purpose": "避難所の受付を早くする",
        "necessity": "台風の前に要る",
        "alternatives": "紙の名簿では集計が遅い",
        "effect": "受付の列が短くなる",
        "measure": "一人あたりの受付を1分にする",
        "category": "A",
        "category_reason": "市民が使う",
        "plan_id": plan.pk,
        "pillar": "1",
        "first_year": 2026,
        "last_year": 2027,
        "costs": (Cost(2026, MoneySource.GENERAL, 1_200_000), Cost(2027, MoneySource.NATIONAL, 800_000)),
    }
    return ProposalContent(**{**facts, **changes})


def write(city: Municipality, section: Section, content: ProposalContent) -> Proposal:
    proposal_id = write_proposal(
        municipality_id=city.pk, section_id=section.pk, content=content, actor=clerk_of(section), now=NOW
    )
    return Proposal.objects.get(pk=proposal_id)


def make(row: Proposal, move: Move, actor: Actor, comment: str = "", now: datetime = NOW) -> Proposal:
    row.refresh_from_db()
    move_proposal(
        municipality_id=row.municipality_id,
        proposal_id=row.pk,
        move=move,
        seen_revision=row.revision,
        comment=comment,
        actor=actor,
        now=now,
    )
    row.refresh_from_db()
    return row


def take_up(city: Municipality, section: Section, content: ProposalContent) -> Proposal:
    """Written, approved and lying with the office."""
    row = make(write(city, section, content), Move.APPROVE, chief_of(section))
    return make(row, Move.TAKE_UP, office())


def make_ready(city: Municipality, section: Section, content: ProposalContent) -> Proposal:
    return make(take_up(city, section, content), Move.MAKE_READY, office())


def settle(row: Proposal, move: Move = Move.DECIDE, wording: str = "妥当と認める") -> Proposal:
    """What a meeting's command does with it."""
    with transaction.atomic():
        settle_proposal(
            municipality_id=row.municipality_id,
            proposal_id=row.pk,
            move=move,
            decided_in="港市DX推進本部会議 令和8年度 第2回",
            decided_on=TODAY,
            wording=wording,
            actor=headquarters(),
            now=NOW,
        )
    row.refresh_from_db()
    return row
