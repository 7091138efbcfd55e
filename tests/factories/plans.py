"""Plans with their parts, and what people report on them.

`InitiativeFactory(carried_by=section)` makes an initiative that the section carries; without it nobody is named.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import factory

from shirube.kernel.clock import JAPAN
from shirube.plans.domain.terms import ActionState, Direction, Grade, ReviewState
from shirube.plans.models import (
    Action,
    ActionPhase,
    ActionReport,
    Initiative,
    Kpi,
    Pillar,
    Plan,
    PlanVersion,
    Reading,
    Reminder,
    Responsibility,
    Review,
)
from tests.factories.organizations import SectionFactory, TenantFactory

APRIL_2024 = datetime(2024, 4, 1, 9, tzinfo=JAPAN)


class PlanFactory(TenantFactory):
    class Meta:
        model = Plan

    slug = factory.Sequence(lambda number: f"dx-{number}")
    name = "港市デジタル計画"
    document_kind = "plan"
    start_year = 2024
    end_year = 2028
    source = factory.LazyFunction(lambda: {"title": "港市デジタル計画"})
    changed_at = APRIL_2024


class PlanVersionFactory(TenantFactory):
    class Meta:
        model = PlanVersion

    plan = factory.SubFactory(PlanFactory)
    municipality = factory.SelfAttribute("plan.municipality")
    number = 1
    effective_at = APRIL_2024
    actor = "system"
    reason = "pack"
    content = factory.LazyFunction(dict)


class PillarFactory(TenantFactory):
    class Meta:
        model = Pillar

    plan = factory.SubFactory(PlanFactory)
    municipality = factory.SelfAttribute("plan.municipality")
    position = factory.Sequence(int)
    code = factory.Sequence(lambda number: f"柱{number}")
    slug = factory.Sequence(lambda number: f"pillar-{number}")
    name = "くらしを軽くする"


class ResponsibilityFactory(TenantFactory):
    class Meta:
        model = Responsibility

    initiative = factory.SubFactory("tests.factories.plans.InitiativeFactory")
    municipality = factory.SelfAttribute("initiative.municipality")
    section = factory.SubFactory(SectionFactory, municipality=factory.SelfAttribute("..municipality"))
    label = factory.LazyAttribute(lambda row: row.section.name if row.section else "すべての課")
    position = factory.Sequence(int)


class InitiativeFactory(TenantFactory):
    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    municipality = factory.SelfAttribute("plan.municipality")
    position = factory.Sequence(int)
    # No test writes a code like this itself: the number depends on what ran before.
    code = factory.Sequence(lambda number: f"1-1{number:05}")
    slug = factory.Sequence(lambda number: f"initiative-{number}")
    title = "行政手続のオンライン化"

    @factory.post_generation
    def carried_by(row: Any, create: bool, section: Any, **_: Any) -> None:  # noqa: N805 — factory_boy's signature.
        if create and section is not None:
            ResponsibilityFactory(initiative=row, section=section)


class KpiFactory(TenantFactory):
    """2024年3月末の40％を、2028年度末に90％にする。"""

    class Meta:
        model = Kpi

    initiative = factory.SubFactory(InitiativeFactory)
    municipality = factory.SelfAttribute("initiative.municipality")
    position = factory.Sequence(int)
    code = factory.Sequence(lambda number: f"kpi-{number}")
    name = "オンラインでできる手続の割合"
    unit = "％"
    decimals = 1
    direction = Direction.INCREASE.value
    baseline_value = Decimal(40)
    baseline_year = 2023
    target_value = Decimal(90)
    target_year = 2028


class ReadingFactory(TenantFactory):
    class Meta:
        model = Reading

    kpi = factory.SubFactory(KpiFactory)
    municipality = factory.SelfAttribute("kpi.municipality")
    measured_on = date(2026, 3, 31)
    value = Decimal(60)
    source = "手続台帳"
    actor = "system"
    entered_at = APRIL_2024


class ActionFactory(TenantFactory):
    class Meta:
        model = Action
        skip_postgeneration_save = True

    initiative = factory.SubFactory(InitiativeFactory)
    municipality = factory.SelfAttribute("initiative.municipality")
    position = factory.Sequence(int)
    code = factory.Sequence(lambda number: f"a{number}")
    name = "申請システムの導入"

    @factory.post_generation
    def running(row: Any, create: bool, years: Any, **_: Any) -> None:  # noqa: N805 — factory_boy's signature.
        if create and years is not None:
            ActionPhase.objects.create(
                municipality=row.municipality,
                action=row,
                name="稼働",
                first_year=years[0],
                last_year=years[1],
            )


class ActionReportFactory(TenantFactory):
    class Meta:
        model = ActionReport

    action = factory.SubFactory(ActionFactory)
    municipality = factory.SelfAttribute("action.municipality")
    fiscal_year = 2025
    state = ActionState.ON_TIME.value
    actor = "system"
    reported_at = APRIL_2024


class ReviewFactory(TenantFactory):
    class Meta:
        model = Review

    class Params:
        at_dx_promotion = factory.Trait(state=ReviewState.DX_PROMOTION.value)
        at_headquarters = factory.Trait(state=ReviewState.HEADQUARTERS.value)
        published = factory.Trait(state=ReviewState.PUBLISHED.value, published_at=APRIL_2024)

    initiative = factory.SubFactory(InitiativeFactory)
    municipality = factory.SelfAttribute("initiative.municipality")
    fiscal_year = 2025
    state = ReviewState.SECTION.value
    achievements = "48の手続をオンラインにした。"
    grade_by_rule = Grade.ON_COURSE.value


class ReminderFactory(TenantFactory):
    class Meta:
        model = Reminder

    plan = factory.SubFactory(PlanFactory)
    municipality = factory.SelfAttribute("plan.municipality")
    section = factory.SubFactory(SectionFactory, municipality=factory.SelfAttribute("..municipality"))
    fiscal_year = 2025
    waiting = 3
    actor = "system"
    sent_at = APRIL_2024
