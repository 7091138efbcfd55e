"""A city at work: a plan with an indicator, a late action and a DX mark, and a register with something late in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Plan
from shirube.plans.queries.documents import forget_documents
from shirube.ui.kept_pages import forget_pages
from tests.factories.organizations import SectionFactory
from tests.factories.plans import (
    ActionFactory,
    ActionReportFactory,
    InitiativeFactory,
    KpiFactory,
    PlanFactory,
    ReadingFactory,
    ReviewFactory,
)
from tests.factories.registers import load_register, register_content

REASON = "端末の納品が3か月遅れた。"


@dataclass(frozen=True, slots=True)
class Office:
    """`first` carries the plan's initiative and has a late item; `second` has nothing late."""

    city: Municipality
    plan: Plan
    first: Section
    second: Section


def open_office(city: Municipality, *, visibility: str = "public") -> Office:
    forget_documents()
    forget_pages()
    first = SectionFactory(municipality=city, code="first", name="税務課")
    second = SectionFactory(municipality=city, code="second", name="市民課")
    plan = PlanFactory(municipality=city, slug="dx-2024")
    initiative = InitiativeFactory(
        plan=plan, slug="online", dx_mark=True, dx_mark_basis="実施計画に載せる", carried_by=first
    )
    read = KpiFactory(initiative=initiative, code="rate", name="オンライン化率")
    ReadingFactory(kpi=read, value=Decimal("63.5"), measured_on=date(2026, 9, 30), source="手続台帳")
    KpiFactory(initiative=initiative, code="unread", name="利用の割合")
    action = ActionFactory(initiative=initiative, name="申請システムの導入")
    ActionReportFactory(action=action, fiscal_year=2026, state="late", reason=REASON)
    ReviewFactory(initiative=initiative, at_headquarters=True)
    load_register(city, definition=register_content(visibility=visibility))
    return Office(city, plan, first, second)
