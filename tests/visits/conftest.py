"""The counter of the tests."""

from __future__ import annotations

import pytest

from shirube.organizations.models import Municipality
from tests.visits.counters import Counter, make_counter


@pytest.fixture
def counter(in_city: Municipality) -> Counter:
    return make_counter(in_city)
