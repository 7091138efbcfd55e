"""From the document back to a pack: what `shirube export` writes and what a version keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shirube.plans.domain import document as doc
from shirube.plans.domain.packs import PlanPack


def pack_of(
    document: doc.PlanDocument, municipality_code: str, section_codes: Mapping[UUID, str]
) -> PlanPack:
    """The promises of the plan without its progress. `section_codes` names the sections by their ids."""
    return PlanPack.model_validate(
        {
            "municipality": municipality_code,
            "slug": document.slug,
            "name": document.name,
            "document_kind": document.document_kind,
            "adopted": document.adopted,
            "period": {"start": document.start_year, "end": document.end_year},
            "philosophy": document.philosophy,
            "progress_method": document.progress_method,
            "kpi_note": document.kpi_note,
            "translations": dict(document.translations),
            "source": dict(document.source),
            "notices": list(document.notices),
            "links": [_fields(link, "name relation category part adopted note") for link in document.links],
            "pillars": [
                _fields(pillar, "code slug name category translations") for pillar in document.pillars
            ],
            "initiatives": [_initiative(item, section_codes) for item in document.initiatives],
        }
    )


def _initiative(item: doc.InitiativeItem, section_codes: Mapping[UUID, str]) -> dict[str, Any]:
    names = "code slug title summary category dx_mark dx_mark_basis translations"
    return {
        **_fields(item, names),
        "pillar": item.pillar_code,
        "responsible": [_responsible(one, section_codes) for one in item.responsible],
        "notes": [_fields(note, "kind text") for note in item.notes],
        "laws": [_fields(law, "name clause") for law in item.laws],
        "logic": [_logic(step) for step in item.logic],
        "actions": [_action(action) for action in item.actions],
        "kpis": [_kpi(kpi) for kpi in item.kpis],
    }


def _responsible(item: doc.ResponsibleItem, section_codes: Mapping[UUID, str]) -> dict[str, Any]:
    section = section_codes.get(item.section_id) if item.section_id else None
    return {"section": section, "label": item.label, "duties": list(item.duties)}


def _logic(step: doc.LogicStep) -> dict[str, Any]:
    return {**_fields(step, "stage text"), "measure": step.measure or None}


def _action(item: doc.ActionItem) -> dict[str, Any]:
    phases = [_fields(phase, "name first_year last_year") for phase in item.phases]
    return {**_fields(item, "code name translations"), "phases": phases}


def _kpi(item: doc.KpiItem) -> dict[str, Any]:
    return {
        **_fields(item, "code name translations unit decimals direction formula"),
        "measure": item.measure or None,
        "baseline": _fields(item.baseline, "fiscal_year value") if item.baseline else None,
        "target": _fields(item.target, "fiscal_year value"),
        "intermediate": [_fields(stop, "fiscal_year value") for stop in item.intermediate],
    }


def _fields(item: object, names: str) -> dict[str, Any]:
    return {name: getattr(item, name) for name in names.split()}
