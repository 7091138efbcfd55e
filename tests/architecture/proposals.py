"""A proposal with a question to a section, a request to the support desk and a duty, for their addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shirube.accounts.interface import SYSTEM
from shirube.headquarters.commands.proposals_opinions import ask_opinions
from shirube.headquarters.commands.support import ask_support, give_duty
from shirube.headquarters.domain.support import SupportKind, Urgency
from shirube.headquarters.models import Proposal, ProposalOpinion, SupportDuty, SupportRequest
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Plan
from tests.factories.proposals import NOW, TODAY, clerk_of, content_for, take_up


def propose(city: Municipality, section: Section, plan: Plan, helper: Any) -> None:
    """`helper` is somebody who may sign in."""
    facts: dict[str, Any] = {"municipality_id": city.pk, "now": NOW}
    row = take_up(city, section, content_for(plan, pillar=plan.pillars.get().slug))
    ask_opinions(
        proposal_id=row.pk, section_ids=[section.pk], question="どうか", due_on=TODAY, actor=SYSTEM, **facts
    )
    ask_support(
        section_id=section.pk, kind=SupportKind.AI, urgency=Urgency.NONE, title="相談", text="使い方",
        actor=clerk_of(section), **facts
    )  # fmt: skip
    give_duty(section_ids=[section.pk], staff_id=helper.pk, begins_on=TODAY, actor=SYSTEM, **facts)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "proposals_staff/proposal_id": lambda _: Proposal.objects.get().pk,
    "proposals_staff/opinion_id": lambda _: ProposalOpinion.objects.get().pk,
    "support_staff/request_id": lambda _: SupportRequest.objects.get().pk,
    "support_staff/duty_id": lambda _: SupportDuty.objects.get().pk,
}
