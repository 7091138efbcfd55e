"""A small plan loaded from a pack: one KPI that was read, one that was not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from shirube.organizations.models import Municipality
from shirube.plans.commands.loading import load_plan
from shirube.plans.domain.parsing import parse_plan_pack
from shirube.plans.models import Kpi, Plan, Reading
from shirube.plans.queries.documents import forget_documents

LOADED_AT = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
READ_AT = datetime(2026, 10, 7, 1, 5, tzinfo=UTC)


def kpi_content(code: str, name: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "unit": "%",
        "decimals": 1,
        "direction": "increase",
        "baseline": {"fiscal_year": 2023, "value": None},
        "target": {"fiscal_year": 2028, "value": 70},
    }


def plan_content(municipality_code: str) -> dict[str, Any]:
    return {
        "kind": "plan",
        "version": 1,
        "municipality": municipality_code,
        "slug": "dx-2024",
        "name": "港市DX計画",
        "document_kind": "plan",
        "period": {"start": 2024, "end": 2028},
        "source": {"title": "港市DX計画"},
        "translations": {"en": {"name": "Minato City DX Plan"}},
        "pillars": [{"code": "1", "slug": "1", "name": "くらし"}],
        "initiatives": [
            {
                "code": "1-1",
                "slug": "1-1",
                "pillar": "1",
                "title": "行政手続のオンライン化",
                "kpis": [kpi_content("online-rate", "オンライン化率"), kpi_content("use-rate", "利用割合")],
            }
        ],
    }


def published_plan_of(in_city: Municipality) -> Plan:
    forget_documents()
    pack = parse_plan_pack(plan_content(in_city.code))
    load_plan(municipality_id=in_city.pk, pack=pack, actor="system", now=LOADED_AT)
    kpi = Kpi.objects.get(code="online-rate")
    Reading.objects.create(
        municipality=in_city,
        kpi=kpi,
        measured_on=date(2026, 9, 30),
        value=Decimal("40.9"),
        source="手続き台帳",
        actor="system",
        entered_at=READ_AT,
    )
    return Plan.objects.get(slug="dx-2024")
