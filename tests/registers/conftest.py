"""A city with two sections and a register of three works, on an autumn day."""

from __future__ import annotations

import pytest

from shirube.organizations.models import Municipality, Section
from shirube.registers.interface import RegisterView
from tests.factories.organizations import SectionFactory
from tests.factories.registers import load_register


@pytest.fixture
def first(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="first", name="税務課")


@pytest.fixture
def second(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="second", name="市民課")


@pytest.fixture
def register(in_city: Municipality, first: Section, second: Section) -> RegisterView:
    return load_register(in_city)
