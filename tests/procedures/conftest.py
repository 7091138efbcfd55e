"""A section that looks after children, and a city that has adopted one procedure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shirube.organizations.models import Municipality, Section
from shirube.procedures.queries.catalogue import forget_catalogues
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import adopt, load_content


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget_catalogues()
    yield
    forget_catalogues()


@pytest.fixture
def children_section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="kosodate", name="子育て支援課")


@pytest.fixture
def adopted(in_city: Municipality, children_section: Section) -> Municipality:
    """港市 receives the child allowance in its section for children."""
    load_content()
    adopt(in_city, sections={"子育て支援課": "子育て支援課"})
    return in_city
