"""`python -m bench.many_sections COUNT`: an office of so many sections, each with work that is late, and somebody who oversees it.

It says how many queries its page takes once the plan is remembered.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connection  # noqa: E402 — the application exists once Django has started.
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.desks import OVERSEER, PASSWORD  # noqa: E402
from bench.reception import CITY, CITY_CODE  # noqa: E402
from shirube.accounts import interface as accounts  # noqa: E402
from shirube.accounts.interface import SYSTEM, Actor, Held, Role  # noqa: E402
from shirube.kernel.calendar import fiscal_year_of  # noqa: E402
from shirube.kernel.clock import japan_date, read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402
from shirube.plans import interface as plans  # noqa: E402
from shirube.portal.queries.office import get_office_standing  # noqa: E402
from shirube.registers import interface as registers  # noqa: E402

KPIS = 13
ACTIONS = 3
# The six registers that every city can keep, each with its own first and last stage.
REGISTERS = {
    "standard-systems": ("team", "live"),
    "online-procedures": ("review", "open"),
    "procedure-rules": ("check", "done"),
    "analog-rules": ("found", "in_force"),
    "ai-rpa": ("idea", "live"),
    "security-incidents": ("found", "prevented"),
}
PLAN = "bench"


def main(count: int) -> None:
    started, now = time.monotonic(), read_clock()
    city_id = _found_city(count, now)
    with municipality_scope(city_id):
        _report(city_id, _load_plan(city_id, count, now), now)
        items = sum(_load_register(city_id, code, count, now) for code in REGISTERS)
        _invite(city_id, now)
        queries = _count_queries(city_id, japan_date(now))
    told = {"sections": count, "items": items, "queries": queries, "seconds": time.monotonic() - started}
    sys.stdout.write(json.dumps(told) + "\n")


def _found_city(count: int, now: datetime) -> UUID:
    """The demonstration's city, with sections that only measurements have."""
    entry = organizations.MunicipalityEntry(
        code=CITY_CODE, slug=CITY, name="標市", kana="しるべし", english="Shirube City", prefecture="架空の県",
        demonstration=True, sections=[_section(number) for number in range(count)],
    )  # fmt: skip
    return organizations.register_municipality(entry=entry, actor="system", now=now)


def _section(number: int) -> organizations.SectionEntry:
    return organizations.SectionEntry(code=f"s{number}", name=f"第{number}課", department="総務部")


def _load_plan(city_id: UUID, count: int, now: datetime) -> plans.PlanDocument:
    """An initiative with an indicator for each of them, its sections taken in turn."""
    year = fiscal_year_of(japan_date(now))
    content = {
        "municipality": CITY_CODE, "slug": PLAN, "name": "測るための計画", "document_kind": "plan",
        "period": {"start": year - 2, "end": year + 2}, "source": {"title": "測るための計画"}, "pillars": [],
        "initiatives": [_initiative(number, count, year) for number in range(KPIS)],
    }  # fmt: skip
    plans.load_plan(municipality_id=city_id, pack=plans.parse_plan_pack(content), actor="system", now=now)
    return plans.get_plan_document(municipality_id=city_id, slug=PLAN, on=japan_date(now))


def _initiative(number: int, count: int, year: int) -> dict[str, Any]:
    kpi = {
        "code": f"kpi-{number}", "name": f"指標{number}", "unit": "%", "direction": "increase",
        "baseline": {"fiscal_year": year - 3, "value": 10}, "target": {"fiscal_year": year + 2, "value": 90},
    }  # fmt: skip
    phases = [{"name": "実施", "from": year - 2, "to": year + 2}]
    return {
        "code": f"1-{number}", "slug": f"initiative-{number}", "title": f"取組{number}", "kpis": [kpi],
        "responsible": [
            {"section": f"s{one}", "label": f"第{one}課"} for one in range(count) if one % KPIS == number % count
        ],
        "actions": [{"code": f"a{n}", "name": f"実施事項{n}", "phases": phases} for n in range(ACTIONS)],
    }  # fmt: skip


def _report(city_id: UUID, document: plans.PlanDocument, now: datetime) -> None:
    """Half of the indicators were read; of each initiative one action is late, and the others were not reported."""
    facts: dict[str, Any] = {"municipality_id": city_id, "actor": SYSTEM, "now": now}
    last_year = fiscal_year_of(japan_date(now)) - 1
    for number, item in enumerate(document.initiatives):
        if not item.kpis[0].readings and number % 2:
            day = date(last_year + 1, 3, 31)
            plans.enter_reading(
                kpi_id=item.kpis[0].id, measured_on=day, value=Decimal(30), source="表", **facts
            )
        if not item.actions[0].reports:
            state = plans.ActionState.LATE
            plans.report_action(
                action_id=item.actions[0].id, fiscal_year=last_year, state=state, reason="納品の遅れ", **facts
            )


def _load_register(city_id: UUID, code: str, count: int, now: datetime) -> int:
    """One item a section; one in three is late, one in three done."""
    first, last = REGISTERS[code]
    today = japan_date(now)
    days = [
        {first: {"planned": str(today - timedelta(30))}},
        {last: {"actual": str(today - timedelta(60))}},
        {first: {"actual": str(today - timedelta(60))}, last: {"planned": str(today + timedelta(60))}},
    ]
    items = [
        {
            "key": f"item-{number}",
            "title": f"項目{number}",
            "section": f"s{number}",
            "stages": days[number % 3],
        }
        for number in range(count)
    ]
    content = {
        "kind": "register_items",
        "version": 1,
        "municipality": CITY_CODE,
        "register": code,
        "items": items,
    }
    registers.load_items(municipality_id=city_id, pack=registers.parse_items_pack(content), now=now)
    return len(items)


def _invite(city_id: UUID, now: datetime) -> None:
    overseer = accounts.NewStaff(
        name="鈴木 一郎", kana="スズキ イチロウ", email=OVERSEER, roles=[Held(Role.DX_PROMOTION)]
    )
    accounts.create_demonstration_staff(
        municipality_id=city_id, people=[overseer], password=PASSWORD, actor=SYSTEM, now=now
    )


def _count_queries(city_id: UUID, on: date) -> int:
    overseer = Actor(staff_id=city_id, roles=frozenset({Role.DX_PROMOTION}))
    look: dict[str, Any] = {"municipality_id": city_id, "actor": overseer, "on": on}
    get_office_standing(**look)
    with CaptureQueriesContext(connection) as seen:
        get_office_standing(**look)
    return len(seen)


if __name__ == "__main__":
    main(int(sys.argv[1]))
