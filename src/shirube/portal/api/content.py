"""The page "DXのいま" as plain values; schemas.py says what they mean."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse

from shirube.headquarters import interface as headquarters
from shirube.plans import interface as plans
from shirube.portal.queries.now import CityNow, PlanNow
from shirube.registers import interface as registers


def content_of(request: HttpRequest, now: CityNow) -> dict[str, Any]:
    """`request` gives the city and makes addresses absolute."""
    city = cast("Any", request).municipality
    return {
        "municipality": {"code": city.code, "demonstration": city.demonstration},
        "on": now.on,
        "plans": [_plan(request, plan) for plan in now.plans],
        "decisions": [_decision(request, one) for one in now.decisions],
        "registers": [_register(request, register) for register in now.registers],
    }


def _plan(request: HttpRequest, plan: PlanNow) -> dict[str, Any]:
    document = plan.document
    return {
        "id": document.id,
        "slug": document.slug,
        "name": document.name,
        "translations": document.translations,
        "kpis": [_kpi(request, one) for one in plan.kpis],
        "dx_marks": [_mark(request, document, item) for item in plan.marked],
        "late_actions": [_late_action(request, one) for one in plan.late],
        "url": _url(request, "plans:plan", document.slug),
    }


def _kpi(request: HttpRequest, one: plans.KpiStanding) -> dict[str, Any]:
    kpi, reading = one.kpi, one.reading
    return {
        "code": kpi.code,
        "name": kpi.name,
        "translations": kpi.translations,
        "unit": kpi.unit,
        "decimals": kpi.decimals,
        "grade": kpi.grade,
        "value": reading.value if reading else None,
        "measured_on": reading.measured_on if reading else None,
        "source": reading.source if reading else "",
        "formula": kpi.formula,
        "measured": bool(reading and reading.is_measured),
        "confirmed_at": reading.confirmed_at if reading else None,
        "target": {"fiscal_year": kpi.target.fiscal_year, "value": kpi.target.value},
        "url": _url(request, "plans:kpi", one.document.slug, kpi.code),
    }


def _mark(request: HttpRequest, document: plans.PlanDocument, item: plans.InitiativeItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "translations": item.translations,
        "grade": item.grade,
        "basis": item.dx_mark_basis,
        "url": _url(request, "plans:initiative", document.slug, item.slug),
    }


def _late_action(request: HttpRequest, one: plans.LateAction) -> dict[str, Any]:
    return {
        "initiative": one.initiative.code,
        "code": one.action.code,
        "name": one.action.name,
        "translations": one.action.translations,
        "fiscal_year": one.report.fiscal_year,
        "state": one.report.state,
        "reason": one.report.reason,
        "reported_at": one.report.reported_at,
        "url": _url(request, "plans:initiative", one.document.slug, one.initiative.slug),
    }


def _decision(request: HttpRequest, one: headquarters.DecisionView) -> dict[str, Any]:
    return {
        "id": one.id,
        "decided_on": one.decided_on,
        "meeting": one.meeting_title,
        "title": one.item_title,
        "outcome": one.outcome,
        "wording": one.wording,
        "points": [{"code": point.code, "text": point.text} for point in one.points],
        "url": _url(request, "headquarters:meeting", str(one.meeting_id)),
    }


def _register(request: HttpRequest, register: registers.RegisterView) -> dict[str, Any]:
    return {
        "code": register.code,
        "title": register.pack.title,
        "items": len(register.items),
        "done": register.done,
        "known_until": register.known_until,
        "late_items": [_late_item(register, item) for item in register.late],
        "url": _url(request, "registers:register", register.code),
    }


def _late_item(register: registers.RegisterView, item: registers.ItemView) -> dict[str, Any]:
    late = item.progress.late
    return {
        "key": item.key,
        "title": item.title,
        "section": register.section_of(item),
        "stage": late.label if late else "",
        "planned": late.planned if late else None,
        "days_late": item.progress.days_late,
    }


def _url(request: HttpRequest, name: str, *words: str) -> str:
    return request.build_absolute_uri(reverse(name, args=words))
