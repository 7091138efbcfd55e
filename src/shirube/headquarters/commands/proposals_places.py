"""Where in a plan a proposal belongs: whether the place is there, and what a decision puts there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.headquarters.domain.proposals import ProposalContent
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.plans import interface as plans
from shirube.plans.interface import Category, NoteKind, PackInitiative, PlanPack, Relation

# Words of a plan are content, in Japanese as the plan itself.
_PHASE = "実施"
_CARRIED_BY = {
    Category.A: (Relation.IMPLEMENTATION, "総合計画実施計画"),
    Category.B: (Relation.REFORM, "行財政改革推進プラン"),
}
_LONGEST_BASIS = 300


class PlanPlaceGoneError(ConflictError):
    """The plan, its pillar or its initiative is not there (any more); another place must be chosen."""

    code = "headquarters.plan_place_gone"


class CategoryDiffersError(InvalidInputError):
    """The initiative that an action is proposed for is of the other class."""

    code = "headquarters.category_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decided proposal as the plan needs to know it. `slug` is its address in the plan, `ground` says who decided when."""

    content: ProposalContent
    slug: str
    ground: str
    section: str
    section_name: str


def check_plan(municipality_id: UUID, content: ProposalContent) -> None:
    """The plan is one of the city's. PlanPlaceGoneError."""
    if content.plan_id is not None:
        known = {plan.id for plan in plans.list_plans(municipality_id=municipality_id)}
        if content.plan_id not in known:
            raise PlanPlaceGoneError


def check_place(municipality_id: UUID, content: ProposalContent, on: date) -> None:
    """Pillar and initiative are there as the plan stands, and of the proposal's class. PlanPlaceGoneError, CategoryDiffersError."""
    slug = content.plan_id and plans.find_plan_slug(municipality_id=municipality_id, plan_id=content.plan_id)
    if not slug:
        raise PlanPlaceGoneError
    document = plans.get_plan_document(municipality_id=municipality_id, slug=slug, on=on)
    if content.pillar not in {pillar.slug for pillar in document.pillars}:
        raise PlanPlaceGoneError
    if content.initiative:
        found = next((item for item in document.initiatives if item.slug == content.initiative), None)
        if found is None:
            raise PlanPlaceGoneError
        _require_class(found.category, content)


def placed(pack: PlanPack, decided: Decided) -> PlanPack:
    """The plan with the decision in it: an action of an initiative, or a new initiative, under the plan that carries its class.

    A: DX mark and 総合計画実施計画; B: 行財政改革推進プラン. PlanPlaceGoneError, CategoryDiffersError.
    """
    category = Category(decided.content.category)
    pack, carrier = _with_carrier(pack, category)
    basis = f"{carrier}に位置付け（{decided.ground}）"[:_LONGEST_BASIS]
    if decided.content.initiative:
        return _with_action(pack, decided, category, basis)
    return _with_initiative(pack, decided, category, basis)


def _with_carrier(pack: PlanPack, category: Category) -> tuple[PlanPack, str]:
    """The name of the plan that carries the class; a link to it is added where there is none."""
    relation, name = _CARRIED_BY[category]
    for link in pack.links:
        if link.category is category or link.relation is relation:
            return pack, link.name
    link = plans.PackLink(name=name, relation=relation, category=category)
    return pack.model_copy(update={"links": [*pack.links, link]}), name


def _with_initiative(pack: PlanPack, decided: Decided, category: Category, basis: str) -> PlanPack:
    pillar = next((one for one in pack.pillars if one.slug == decided.content.pillar), None)
    if pillar is None:
        raise PlanPlaceGoneError
    is_marked = category is Category.A
    added = PackInitiative(
        code=_next_code(pack, pillar.code),
        slug=decided.slug,
        pillar=pillar.code,
        title=decided.content.title,
        summary=decided.content.purpose,
        category=category,
        dx_mark=is_marked,
        dx_mark_basis=basis if is_marked else "",
        responsible=[plans.PackResponsible(section=decided.section, label=decided.section_name)],
        notes=_notes(decided, basis),
        actions=[_action(decided)],
    )
    return pack.model_copy(update={"initiatives": [*pack.initiatives, added]})


def _with_action(pack: PlanPack, decided: Decided, category: Category, basis: str) -> PlanPack:
    found = next((one for one in pack.initiatives if one.slug == decided.content.initiative), None)
    if found is None:
        raise PlanPlaceGoneError
    _require_class(found.category, decided.content)
    marks = category is Category.A and not found.dx_mark
    grown = found.model_copy(
        update={
            "category": category,
            "actions": [*found.actions, _action(decided)],
            "notes": [*found.notes, *_notes(decided, basis)],
            **({"dx_mark": True, "dx_mark_basis": basis} if marks else {}),
        }
    )
    items = [grown if item.slug == found.slug else item for item in pack.initiatives]
    return pack.model_copy(update={"initiatives": items})


def _require_class(category: Category | None, content: ProposalContent) -> None:
    if category is not None and category != Category(content.category):
        raise CategoryDiffersError(category=category.value)


def _action(decided: Decided) -> plans.PackAction:
    first, last = decided.content.first_year, decided.content.last_year
    if first is None or last is None:
        raise PlanPlaceGoneError
    phase = plans.PackPhase(name=_PHASE, first_year=first, last_year=last)
    return plans.PackAction(code=decided.slug, name=decided.content.title, phases=[phase])


def _notes(decided: Decided, basis: str) -> list[plans.PackNote]:
    """What residents are told of it: by what it is measured, and on what ground it stands in the plan."""
    return [
        plans.PackNote(kind=NoteKind.FIGURE, text=f"効果を測る数字: {decided.content.measure}"),
        plans.PackNote(kind=NoteKind.GUIDELINE, text=f"{decided.content.title}: {basis}"),
    ]


def _next_code(pack: PlanPack, pillar: str) -> str:
    """The number behind the last of the pillar's: 1-4 after 1-3, whatever was added meanwhile."""
    front = f"{pillar}-"
    ends = [item.code.removeprefix(front) for item in pack.initiatives if item.code.startswith(front)]
    return f"{front}{max((int(end) for end in ends if end.isascii() and end.isdecimal()), default=0) + 1}"
