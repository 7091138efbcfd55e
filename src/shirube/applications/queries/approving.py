"""決裁 as it stands: the desks of a proposal, who could stand in, and what waits for one person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor, Role
from shirube.applications.domain.routes import (
    Desk,
    desk_to_pull_to,
    desks_of,
    has_signed,
    holds,
    may_act,
    next_desk,
)
from shirube.applications.models import ApprovalStep, Proposal
from shirube.applications.models.deciding import ProposalState
from shirube.applications.queries.staff_cases import ProposalView


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What one person may do with an open proposal now; the commands decide again when it is done.

    `approve`: it is their desk; `act`: 代決 for the desk whose turn it is; `pull_up`: 引上げ to their own, higher desk.
    """

    approve: bool = False
    act: bool = False
    send_back: bool = False
    pull_up: bool = False
    take_back: bool = False


def get_turn(*, municipality_id: UUID, section_id: UUID, proposal: ProposalView | None, actor: Actor) -> Turn:
    """What the actor may do with the proposal of a case in the section. Cost: two queries at most."""
    if proposal is None or proposal.state != ProposalState.OPEN:
        return Turn()
    if proposal.proposed_by == actor.log_name:
        return Turn(take_back=True)
    desks = [
        Desk(one.position, one.role, one.decided_at is not None, one.decided_by) for one in proposal.desks
    ]
    turn, roles = next_desk(desks), roles_in(actor, section_id)
    is_free = not has_signed(desks, actor.log_name)
    is_own = turn is not None and is_free and holds(turn, roles)
    may_stand_in = (
        turn is not None
        and is_free
        and not is_own
        and may_act_at(turn, desks, proposal.proposed_by, municipality_id, section_id, roles)
    )
    return Turn(
        approve=is_own,
        act=may_stand_in,
        send_back=any(holds(one, roles) for one in desks if not one.is_decided),
        pull_up=is_free and desk_to_pull_to(desks, roles) is not None,
    )


def roles_in(actor: Actor, section_id: UUID) -> frozenset[str]:
    """The roles the actor holds in the section."""
    return frozenset(role.value for role, held_in in actor.sections if held_in == section_id)


def has_subsection_chief(*, municipality_id: UUID, section_id: UUID, but: Collection[str]) -> bool:
    """Whether the section has a 係長 at work besides those named as in the log."""
    people = accounts.list_staff_with_role(
        municipality_id=municipality_id, role=Role.SUBSECTION_CHIEF, section_id=section_id
    )
    return any(f"staff:{one.id}" not in but for one in people)


def may_act_at(
    desk: Desk,
    desks: Sequence[Desk],
    proposed_by: str,
    municipality_id: UUID,
    section_id: UUID,
    roles: Collection[str],
) -> bool:
    """代決: whether somebody with these roles in the case's section may stand in at the desk."""
    taken = {proposed_by, *(one.decided_by for one in desks)}
    is_free = has_subsection_chief(municipality_id=municipality_id, section_id=section_id, but=taken)
    return may_act(desk, roles, is_deputy_free=is_free)


def list_desks(proposal: Proposal) -> list[Desk]:
    """The desks of the proposal, the lowest first."""
    steps = ApprovalStep.objects.filter(municipality_id=proposal.municipality_id, proposal=proposal)
    return [
        Desk(step.position, step.role, step.decided_at is not None, step.decided_by)
        for step in steps.order_by("position")
    ]


def waits_for(actor: Actor) -> Q:
    """Of cases: those with an open proposal at whose next desk the actor decides; never an own one (四つの目)."""
    steps = ApprovalStep.objects.filter(municipality_id=OuterRef("municipality_id"), proposal=OuterRef("pk"))
    turn = steps.filter(decided_at__isnull=True).order_by("position").values("role")[:1]
    rows = Proposal.objects.filter(
        municipality_id=OuterRef("municipality_id"), case_id=OuterRef("pk"), state=ProposalState.OPEN
    )
    others = rows.exclude(proposed_by=actor.log_name).exclude(Exists(steps.filter(decided_by=actor.log_name)))
    sections_at: dict[str, set[UUID]] = {}
    for role, section_id in actor.sections:
        for desk in desks_of({role.value}):
            sections_at.setdefault(desk, set()).add(section_id)
    found = Q(pk__in=[])
    for desk, sections in sorted(sections_at.items()):
        here = others.annotate(turn=Subquery(turn)).filter(turn=desk)
        found |= Q(Exists(here), section_id__in=sections)
    return found
