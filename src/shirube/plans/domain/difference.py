"""What is different between two states of a plan, part by part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shirube.plans.domain.packs import (
    PackAction,
    PackInitiative,
    PackKpi,
    PackPillar,
    PackTranslations,
    PlanPack,
)

# Field names to values; the entrance knows how each field is called and written.
Fields = Mapping[str, object]


class PartKind(StrEnum):
    PLAN = "plan"
    PILLAR = "pillar"
    INITIATIVE = "initiative"
    ACTION = "action"
    KPI = "kpi"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a plan: known by kind and code, called `name`, in other languages as `names` say."""

    kind: PartKind
    code: str
    name: str
    fields: Fields
    names: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.name


@dataclass(frozen=True, slots=True)
class FieldDifference:
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class PartDifference:
    """`before` is None for a part that was added, `after` for one that was removed."""

    before: Part | None
    after: Part | None
    fields: tuple[FieldDifference, ...] = ()

    @property
    def part(self) -> Part:
        part = self.after or self.before
        if part is None:
            raise ValueError("a difference is of some part")
        return part


def compare_packs(before: PlanPack, after: PlanPack) -> tuple[PartDifference, ...]:
    """The differences in the order of the parts; translations are left out, the Japanese text is what was decided."""
    old, new = _parts(before), _parts(after)
    keys = list(dict.fromkeys([*old, *new]))
    found = (_compare(old.get(key), new.get(key)) for key in keys)
    return tuple(difference for difference in found if difference is not None)


def _compare(before: Part | None, after: Part | None) -> PartDifference | None:
    if before is None or after is None:
        return PartDifference(before, after)
    changed = tuple(
        FieldDifference(name, value, after.fields[name])
        for name, value in before.fields.items()
        if value != after.fields[name]
    )
    return PartDifference(before, after, changed) if changed else None


def _parts(pack: PlanPack) -> dict[tuple[str, ...], Part]:
    parts = (
        _plan(pack),
        *(_pillar(pillar) for pillar in pack.pillars),
        *(part for item in pack.initiatives for part in _initiative_parts(item)),
    )
    return {(part.kind, part.code): part for part in parts}


def _plan(pack: PlanPack) -> Part:
    fields = {
        "name": pack.name,
        "adopted": pack.adopted,
        "period": (pack.period.start, pack.period.end),
        "philosophy": pack.philosophy,
        "progress_method": pack.progress_method,
        "kpi_note": pack.kpi_note,
        "links": tuple(link.name for link in pack.links),
        "notices": tuple(pack.notices),
    }
    return Part(PartKind.PLAN, pack.slug, pack.name, fields, _names(pack.translations))


def _pillar(pillar: PackPillar) -> Part:
    fields = {"name": pillar.name, "category": pillar.category}
    return Part(PartKind.PILLAR, pillar.slug, pillar.name, fields, _names(pillar.translations))


def _initiative_parts(item: PackInitiative) -> Iterable[Part]:
    yield _initiative(item)
    for action in item.actions:
        yield _action(item, action)
    for kpi in item.kpis:
        yield _kpi(kpi)


def _initiative(item: PackInitiative) -> Part:
    fields = {
        "title": item.title,
        "summary": item.summary,
        "pillar": item.pillar,
        "category": item.category,
        "dx_mark": item.dx_mark,
        "responsible": tuple(one.label for one in item.responsible),
        "duties": tuple(duty for one in item.responsible for duty in one.duties),
        "notes": tuple(note.text for note in item.notes),
        "laws": tuple(f"{law.name} {law.clause}".strip() for law in item.laws),
        "logic": tuple(f"{step.text} {step.measure or ''}".strip() for step in item.logic),
    }
    return Part(PartKind.INITIATIVE, item.slug, item.title, fields, _names(item.translations, "title"))


def _action(item: PackInitiative, action: PackAction) -> Part:
    phases = tuple((phase.name, phase.first_year, phase.last_year) for phase in action.phases)
    # An action's code is unique within its initiative only.
    code, fields = f"{item.slug}/{action.code}", {"name": action.name, "phases": phases}
    return Part(PartKind.ACTION, code, action.name, fields, _names(action.translations))


def _kpi(kpi: PackKpi) -> Part:
    fields = {
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "baseline": (kpi.baseline.fiscal_year, kpi.baseline.value) if kpi.baseline else None,
        "target": (kpi.target.fiscal_year, kpi.target.value),
        "intermediate": tuple((stop.fiscal_year, stop.value) for stop in kpi.intermediate),
        "formula": kpi.formula,
    }
    return Part(PartKind.KPI, kpi.code, kpi.name, fields, _names(kpi.translations))


def _names(translations: PackTranslations, name: str = "name") -> dict[str, str]:
    return {language: texts[name] for language, texts in translations.items() if name in texts}
