"""Three sections: one asks, two are asked."""

from __future__ import annotations

import pytest

from shirube.organizations.models import Municipality, Section
from tests.factories.organizations import SectionFactory


@pytest.fixture
def asker(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="asker", name="DX推進課", position=0)


@pytest.fixture
def first(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="first", name="税務課", position=1)


@pytest.fixture
def second(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="second", name="市民課", position=2)
