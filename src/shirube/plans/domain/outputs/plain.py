"""The plan in JSON: the public shape of the API and of the file plan.json. Described in plans/api/schemas.py.

Figures are JSON numbers with the digits that were entered, because the readers are spreadsheets and scripts that would
have to convert strings. 15 significant digits pass through any reader's double unchanged; no indicator has more. What
is not known is null and never 0, and a `state` beside it says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from shirube.plans.domain import document as doc
from shirube.plans.domain.grading import newest_reading

Plain = dict[str, Any]


def plan_json(document: doc.PlanDocument, *, city_code: str, demonstration: bool, on: date) -> bytes:
    """The whole plan as UTF-8 JSON, graded as of `on`.

    Texts are in the plan's own language with their translations beside them.
    """
    return dump(plain_plan(document, city_code=city_code, demonstration=demonstration, on=on))


def dump(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain_value).encode()


def plain_plan(document: doc.PlanDocument, *, city_code: str, demonstration: bool, on: date) -> Plain:
    names = (
        "id slug name document_kind adopted philosophy progress_method kpi_note source notices translations"
    )
    return {
        **_fields(document, names),
        "municipality": {"code": city_code, "demonstration": demonstration},
        "period": {"start": document.start_year, "end": document.end_year},
        "revision": document.revision,
        "changed_at": document.changed_at,
        "graded_on": on,
        "links": [asdict(link) for link in document.links],
        "pillars": [
            _fields(pillar, "id code slug name category translations") for pillar in document.pillars
        ],
        "initiatives": [_initiative(item, on) for item in document.initiatives],
    }


def _initiative(item: doc.InitiativeItem, on: date) -> Plain:
    names = "id code slug title summary pillar_code category dx_mark dx_mark_basis translations grade"
    return {
        **_fields(item, names),
        "responsible": [_fields(one, "label duties") for one in item.responsible],
        "notes": [asdict(note) for note in item.notes],
        "laws": [asdict(law) for law in item.laws],
        "logic": [asdict(step) for step in item.logic],
        "actions": [_action(action) for action in item.actions],
        "kpis": [_kpi(kpi, on) for kpi in item.kpis],
        "reviews": [_review(review) for review in item.reviews],
    }


def _action(item: doc.ActionItem) -> Plain:
    return {
        **_fields(item, "id code name translations"),
        "phases": [asdict(phase) for phase in item.phases],
        "reports": [_report(report) for report in item.reports],
    }


def _report(item: doc.Report) -> Plain:
    return {**_fields(item, "fiscal_year state reason reported_at"), "evidence": _evidence(item.evidence)}


def _kpi(item: doc.KpiItem, on: date) -> Plain:
    newest = newest_reading(item.readings, on)
    return {
        **_fields(item, "id code name unit decimals direction formula measure translations grade"),
        "baseline": _value(item.baseline) if item.baseline else None,
        "target": _value(item.target),
        "intermediate": [_value(stop) for stop in item.intermediate],
        "state": "measured" if newest else "not_measured",
        "newest": _reading(newest) if newest else None,
        "readings": [_reading(reading) for reading in item.readings],
    }


def _value(item: doc.Value) -> Plain:
    return {
        "fiscal_year": item.fiscal_year,
        "value": item.value,
        "state": "unknown" if item.value is None else "known",
    }


def _reading(item: doc.ReadingItem) -> Plain:
    return {
        **_fields(item, "id measured_on value source note entered_at"),
        "evidence": _evidence(item.evidence),
    }


def _review(item: doc.ReviewItem) -> Plain:
    names = "id fiscal_year achievements issues next_steps grade grade_by_rule override_reason published_at"
    return {**_fields(item, names), "evidence": _evidence(item.evidence)}


def _evidence(items: Iterable[doc.EvidenceItem]) -> list[Plain]:
    # The ids of stored files lead nowhere outside the house: the name of the file is what a reader can ask for.
    return [_fields(item, "text link file_name") for item in items]


def _fields(item: object, names: str) -> Plain:
    return {name: getattr(item, name) for name in names.split()}


def _plain_value(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
