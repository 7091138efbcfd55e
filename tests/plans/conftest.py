"""A plan of 港市 with one initiative that the citizens' section carries, and the people who work on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine

from shirube.accounts.interface import Actor, Role
from shirube.kernel.clock import JAPAN
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Action, Initiative, Kpi, Plan
from tests.factories.organizations import SectionFactory
from tests.factories.plans import ActionFactory, InitiativeFactory, KpiFactory, PlanFactory
from tests.factories.published_plan import published_plan_of

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN)


@pytest.fixture
def today() -> Iterator[datetime]:
    """The clock stands at ten o'clock on 2026-11-21."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="shimin", name="市民課")


@pytest.fixture
def other_section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="zeimu", name="税務課")


@pytest.fixture
def plan(in_city: Municipality) -> Plan:
    return PlanFactory(municipality=in_city, slug="dx-2024")


@pytest.fixture
def published_plan(in_city: Municipality) -> Plan:
    """A plan loaded from a pack, with a reading, as outputs see it."""
    return published_plan_of(in_city)


@pytest.fixture
def initiative(plan: Plan, section: Section) -> Initiative:
    return InitiativeFactory(plan=plan, code="1-1", slug="1-1", carried_by=section)


@pytest.fixture
def kpi(initiative: Initiative) -> Kpi:
    return KpiFactory(initiative=initiative, code="online-rate")


@pytest.fixture
def action(initiative: Initiative) -> Action:
    return ActionFactory(initiative=initiative, code="a1", running=(2024, 2028))


def actor(role: Role, section_id: UUID | None = None) -> Actor:
    """Somebody who holds the role, in the section where one is given."""
    sections = frozenset({(role, section_id)}) if section_id else frozenset()
    return Actor(staff_id=new_id(), roles=frozenset({role}), sections=sections)


@pytest.fixture
def clerk(section: Section) -> Actor:
    return actor(Role.SECTION_STAFF, section.pk)


@pytest.fixture
def chief(section: Section) -> Actor:
    return actor(Role.SECTION_CHIEF, section.pk)


@pytest.fixture
def stranger(other_section: Section) -> Actor:
    """The chief of a section that does not carry the initiative."""
    return actor(Role.SECTION_CHIEF, other_section.pk)


@pytest.fixture
def promoter() -> Actor:
    return actor(Role.DX_PROMOTION)


@pytest.fixture
def headquarters() -> Actor:
    return actor(Role.HEADQUARTERS)


@pytest.fixture
def auditor() -> Actor:
    return actor(Role.AUDITOR)


@pytest.fixture
def deed(city: Municipality) -> Callable[..., Any]:
    """`deed(command, **facts)`: run the command for the city, now."""

    def run(command: Callable[..., Any], **facts: Any) -> Any:
        return command(**{"municipality_id": city.pk, "now": NOW, **facts})

    return run
