"""港市's みなとホール, run by the 生涯学習課."""

from __future__ import annotations

from uuid import UUID

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.bookings.models import Resource, Slot
from shirube.bookings.registry import owners
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from tests.bookings.hall import HALLS, Desk
from tests.bookings.lots import Lots
from tests.factories.organizations import SectionFactory

if HALLS.identifier not in owners:
    owners.register(HALLS)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="gakushu", name="生涯学習課")


@pytest.fixture
def subject_id(section: Section) -> UUID:
    hall = new_id()
    HALLS.sections[hall] = section.pk
    return hall


@pytest.fixture
def clerk(section: Section) -> Actor:
    return Actor(staff_id=new_id(), sections=frozenset({(Role.SECTION_STAFF, section.pk)}))


@pytest.fixture
def desk(in_city: Municipality, clerk: Actor) -> Desk:
    return Desk(municipality_id=in_city.pk, clerk=clerk)


@pytest.fixture
def hall(desk: Desk, subject_id: UUID) -> Resource:
    return desk.resource(subject_id=subject_id)


@pytest.fixture
def slot(desk: Desk, hall: Resource) -> Slot:
    """Two places tomorrow at nine."""
    return desk.slot(hall, capacity=2)


@pytest.fixture
def lots(desk: Desk, hall: Resource) -> Lots:
    """A lottery of the hall that is still to be announced."""
    return Lots(desk=desk, hall=hall)
