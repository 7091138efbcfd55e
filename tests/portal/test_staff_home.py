"""Staff's first page: the counter comes first for who serves there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from shirube.accounts.interface import Role
from shirube.accounts.models import User
from tests.conftest import CityClient
from tests.factories.packs import text_of
from tests.visits.counters import MORNING, Counter, make_counter


@pytest.fixture
def counter(in_city) -> Counter:
    return make_counter(in_city)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


def test_the_counter_comes_first_for_who_sits_at_a_desk(counter: Counter) -> None:
    counter.open(0)
    page = text_of(CityClient(counter.city).enter(_clerk(counter)), "/staff/")

    assert page.index('id="counter"') < page.index('id="cases"')


def test_it_comes_behind_applications_for_others(counter: Counter, signed_in) -> None:
    page = text_of(signed_in(Role.SECTION_CHIEF), "/staff/")

    assert page.index('id="cases"') < page.index('id="counter"')


def _clerk(counter: Counter) -> User:
    return User.objects.get(pk=counter.clerks[0].staff_id)
