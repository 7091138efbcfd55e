"""A city whose headquarters meet on 24 November 2026."""

from __future__ import annotations

from uuid import UUID

import pytest

from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq


@pytest.fixture
def meeting(in_city: Municipality) -> UUID:
    hq.set_up(in_city)
    return hq.meeting(in_city)


@pytest.fixture
def item(in_city: Municipality, meeting: UUID) -> UUID:
    return hq.item(in_city, meeting)
