"""Finding one part of a plan by its id, with the plan around it; and who may work on it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.kernel.errors import NotFoundError
from shirube.plans.domain.document import ActionItem, InitiativeItem, KpiItem, PlanDocument
from shirube.plans.domain.reviews import open_moves
from shirube.plans.domain.terms import ReviewMove, ReviewState
from shirube.plans.models import Action, Initiative, Kpi, Reading
from shirube.plans.queries.documents import get_plan_document


class PartNotFoundError(NotFoundError):
    """No such initiative, action, KPI or review in this municipality."""

    code = "plans.part_not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """An initiative in its plan."""

    document: PlanDocument
    initiative: InitiativeItem

    def kpi(self, kpi_id: UUID) -> KpiItem:
        return next(kpi for kpi in self.initiative.kpis if kpi.id == kpi_id)

    def action(self, action_id: UUID) -> ActionItem:
        return next(action for action in self.initiative.actions if action.id == action_id)


def get_initiative_place(*, municipality_id: UUID, initiative_id: UUID, on: date) -> Place:
    """The initiative; PartNotFoundError."""
    slugs = Initiative.objects.filter(municipality_id=municipality_id, pk=initiative_id)
    slug = slugs.values_list("plan__slug", flat=True).first()
    if slug is None:
        raise PartNotFoundError(kind="initiative")
    return _place(municipality_id, slug, initiative_id, on)


def get_kpi_place(*, municipality_id: UUID, kpi_id: UUID, on: date) -> Place:
    """The initiative that the KPI belongs to; PartNotFoundError."""
    kpis = Kpi.objects.filter(municipality_id=municipality_id, pk=kpi_id)
    found = kpis.values_list("initiative__plan__slug", "initiative_id").first()
    if found is None:
        raise PartNotFoundError(kind="kpi")
    return _place(municipality_id, *found, on)


def get_kpi_of_reading(*, municipality_id: UUID, reading_id: UUID) -> UUID:
    """The KPI that a reading belongs to; PartNotFoundError."""
    readings = Reading.objects.filter(municipality_id=municipality_id, pk=reading_id)
    kpi_id = readings.values_list("kpi_id", flat=True).first()
    if kpi_id is None:
        raise PartNotFoundError(kind="reading")
    return kpi_id


def get_action_place(*, municipality_id: UUID, action_id: UUID, on: date) -> Place:
    """The initiative that the action belongs to; PartNotFoundError."""
    actions = Action.objects.filter(municipality_id=municipality_id, pk=action_id)
    found = actions.values_list("initiative__plan__slug", "initiative_id").first()
    if found is None:
        raise PartNotFoundError(kind="action")
    return _place(municipality_id, *found, on)


def _place(municipality_id: UUID, slug: str, initiative_id: UUID, on: date) -> Place:
    document = get_plan_document(municipality_id=municipality_id, slug=slug, on=on)
    initiative = next((item for item in document.initiatives if item.id == initiative_id), None)
    if initiative is None:
        raise PartNotFoundError(kind="initiative")
    return Place(document, initiative)


def can_carry(
    section_ids: Collection[UUID | None], actor: Actor, roles: Collection[Role] = SECTION_ROLES
) -> bool:
    """Whether the actor may report for an initiative that these sections carry.

    DX promotion and the system may for all. A wording that names no section (「すべての課」) lets every section.
    """
    if actor.is_system or actor.holds(Role.DX_PROMOTION):
        return True
    if None in section_ids and any(role in roles for role, _ in actor.sections):
        return True
    return actor.works_in([section for section in section_ids if section is not None], roles)


def can_hold_review(
    state: ReviewState, section_ids: Collection[UUID | None], actor: Actor, *, sending: bool
) -> bool:
    """Whether the review lies on this actor's desk. A section's chief sends it on, its staff only write."""
    if actor.is_system:
        return True
    if state is ReviewState.SECTION:
        return can_carry(section_ids, actor, {Role.SECTION_CHIEF} if sending else SECTION_ROLES)
    return actor.holds(Role.DX_PROMOTION if state is ReviewState.DX_PROMOTION else Role.HEADQUARTERS)


def list_open_moves(state: ReviewState, initiative: InitiativeItem, actor: Actor) -> tuple[ReviewMove, ...]:
    """The moves of a review that are open to this actor now, forward first."""
    sections = [one.section_id for one in initiative.responsible]
    return open_moves(state) if can_hold_review(state, sections, actor, sending=True) else ()


def can_report(initiative: InitiativeItem, actor: Actor) -> bool:
    """Whether the actor may enter readings, reports, reviews and OODA entries here."""
    return can_carry([one.section_id for one in initiative.responsible], actor)
