"""From a pack to unsaved rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shirube.kernel.errors import InvalidInputError
from shirube.kernel.ids import new_id
from shirube.plans.domain.packs import PackAction, PackInitiative, PackKpi, PackResponsible, PlanPack
from shirube.plans.models import (
    Action,
    ActionPhase,
    Initiative,
    InitiativeNote,
    IntermediateTarget,
    Kpi,
    LogicStep,
    Pillar,
    Plan,
    PlanLink,
    RelatedLaw,
    Responsibility,
)

Ids = Mapping[tuple[str, ...], UUID]


class UnknownSectionError(InvalidInputError):
    """The pack names a section code that the municipality does not have."""

    code = "plans.unknown_section"


@dataclass(slots=True)
class PlanRows:
    """All rows of one plan, in the order they must be written."""

    plan: Plan
    links: list[PlanLink] = field(default_factory=list)
    pillars: list[Pillar] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    notes: list[InitiativeNote] = field(default_factory=list)
    laws: list[RelatedLaw] = field(default_factory=list)
    logic: list[LogicStep] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    phases: list[ActionPhase] = field(default_factory=list)
    kpis: list[Kpi] = field(default_factory=list)
    intermediate: list[IntermediateTarget] = field(default_factory=list)

    def details(self) -> Iterator[tuple[type[Any], Sequence[Any]]]:
        """The rows that nothing else hangs on."""
        yield PlanLink, self.links
        yield Responsibility, self.responsibilities
        yield InitiativeNote, self.notes
        yield RelatedLaw, self.laws
        yield LogicStep, self.logic
        yield ActionPhase, self.phases
        yield IntermediateTarget, self.intermediate


def collect_rows(
    pack: PlanPack, municipality_id: UUID, plan_id: UUID, ids: Ids, sections: Mapping[str, UUID]
) -> PlanRows:
    """Rows for every part of the pack; a part in `ids` keeps its id. UnknownSectionError."""
    rows = PlanRows(plan=_plan(pack, municipality_id, plan_id))
    tenant = {"municipality_id": municipality_id}
    for position, link in enumerate(pack.links):
        rows.links.append(PlanLink(**tenant, plan_id=plan_id, position=position, **_stored(link)))
    for position, pillar in enumerate(pack.pillars):
        pk = ids.get(("pillar", pillar.slug)) or new_id()
        rows.pillars.append(Pillar(id=pk, **tenant, plan_id=plan_id, position=position, **_stored(pillar)))
    pillar_ids = {pillar.code: pillar.pk for pillar in rows.pillars}
    for position, item in enumerate(pack.initiatives):
        pk = ids.get(("initiative", item.slug)) or new_id()
        pillar_id = pillar_ids[item.pillar] if item.pillar else None
        rows.initiatives.append(
            Initiative(
                id=pk,
                **tenant,
                plan_id=plan_id,
                pillar_id=pillar_id,
                position=position,
                **_initiative_fields(item),
            )
        )
        _collect_details(rows, item, pk, tenant, sections)
        for place, action in enumerate(item.actions):
            _collect_action(rows, action, place, ids.get(("action", item.slug, action.code)), pk, tenant)
        for place, kpi in enumerate(item.kpis):
            _collect_kpi(rows, kpi, place, ids.get(("kpi", kpi.code)), pk, tenant)
    return rows


def _plan(pack: PlanPack, municipality_id: UUID, plan_id: UUID) -> Plan:
    names = (
        "slug",
        "name",
        "adopted",
        "philosophy",
        "progress_method",
        "kpi_note",
        "notices",
        "translations",
    )
    return Plan(
        id=plan_id,
        municipality_id=municipality_id,
        document_kind=pack.document_kind.value,
        start_year=pack.period.start,
        end_year=pack.period.end,
        source=pack.source.model_dump(mode="json"),
        **{name: getattr(pack, name) for name in names},
    )


def _collect_details(
    rows: PlanRows,
    item: PackInitiative,
    initiative_id: UUID,
    tenant: dict[str, UUID],
    sections: Mapping[str, UUID],
) -> None:
    owner = {**tenant, "initiative_id": initiative_id}
    for position, one in enumerate(item.responsible):
        section_id = _section_id(one, sections)
        rows.responsibilities.append(
            Responsibility(
                **owner, position=position, section_id=section_id, label=one.label, duties=one.duties
            )
        )
    for position, note in enumerate(item.notes):
        rows.notes.append(InitiativeNote(**owner, position=position, **_stored(note)))
    for position, law in enumerate(item.laws):
        rows.laws.append(RelatedLaw(**owner, position=position, **_stored(law)))
    for position, step in enumerate(item.logic):
        rows.logic.append(LogicStep(**owner, position=position, **_stored(step)))


def _collect_action(
    rows: PlanRows,
    pack: PackAction,
    position: int,
    known: UUID | None,
    initiative_id: UUID,
    tenant: dict[str, UUID],
) -> None:
    action = Action(
        id=known or new_id(),
        **tenant,
        initiative_id=initiative_id,
        position=position,
        code=pack.code,
        name=pack.name,
        translations=pack.translations,
    )
    rows.actions.append(action)
    for phase in pack.phases:
        rows.phases.append(ActionPhase(**tenant, action_id=action.pk, **phase.model_dump(mode="json")))


def _collect_kpi(
    rows: PlanRows,
    pack: PackKpi,
    position: int,
    known: UUID | None,
    initiative_id: UUID,
    tenant: dict[str, UUID],
) -> None:
    plain = ("code", "name", "unit", "decimals", "formula", "translations")
    kpi = Kpi(
        id=known or new_id(),
        **tenant,
        initiative_id=initiative_id,
        position=position,
        direction=pack.direction.value,
        baseline_value=pack.baseline.value if pack.baseline else None,
        baseline_year=pack.baseline.fiscal_year if pack.baseline else None,
        target_value=pack.target.value,
        target_year=pack.target.fiscal_year,
        measure=pack.measure or "",
        **{name: getattr(pack, name) for name in plain},
    )
    rows.kpis.append(kpi)
    for stop in pack.intermediate:
        rows.intermediate.append(
            IntermediateTarget(**tenant, kpi_id=kpi.pk, fiscal_year=stop.fiscal_year, value=stop.value)
        )


def _section_id(pack: PackResponsible, sections: Mapping[str, UUID]) -> UUID | None:
    if pack.section is None:
        return None
    if pack.section not in sections:
        raise UnknownSectionError(section=pack.section)
    return sections[pack.section]


def _initiative_fields(item: PackInitiative) -> dict[str, Any]:
    names = ("code", "slug", "title", "summary", "dx_mark", "dx_mark_basis", "translations")
    return {
        "category": item.category.value if item.category else "",
        **{name: getattr(item, name) for name in names},
    }


def _stored(part: Any) -> dict[str, Any]:
    """Plain values of a part; an absent class or measure is stored as an empty string."""
    values: dict[str, Any] = part.model_dump(mode="json")
    return {name: "" if value is None else value for name, value in values.items()}
