"""港市の窓口."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.organizations.models import Municipality
from tests.factories.accounts import UserFactory
from tests.people import SATO
from tests.visits.interviews.desks import Desk, offer_package


@pytest.fixture
def offered() -> tuple[str, ...]:
    """Cost: each form that is loaded takes its time; tests that need the whole package say so."""
    return ("sousaihi", "kaigo-soushitsu", "suidou-meigi")


@pytest.fixture
def sections(in_city: Municipality, offered: tuple[str, ...]) -> dict[str, Any]:
    """おくやみ is offered; the sections that receive, by name."""
    return offer_package(in_city, "okuyami", offered)


@pytest.fixture
def clerk(in_city: Municipality, sections: dict[str, Any]) -> Actor:
    """佐藤, of 市民課."""
    section = sections["市民課"]
    user = UserFactory(section_staff=True, municipality=in_city, section=section, **SATO.account)
    role = Role.SECTION_STAFF
    return Actor(staff_id=user.pk, roles=frozenset({role}), sections=frozenset({(role, section.pk)}))


@pytest.fixture
def desk(in_city: Municipality, clerk: Actor) -> Desk:
    return Desk(in_city, clerk)
