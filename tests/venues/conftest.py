"""A city with a hall and a class, as on an autumn day."""

from __future__ import annotations

from datetime import datetime

import pytest

from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality
from shirube.venues.models import Room, Session
from tests.factories.venues import load_class, load_hall

NOW = datetime(2026, 11, 21, 10, tzinfo=JAPAN)


@pytest.fixture
def room(in_city: Municipality) -> Room:
    """The hall's room, bookable."""
    load_hall(in_city, now=NOW)
    return Room.objects.get()


@pytest.fixture
def session(room: Room) -> Session:
    """The class on 3 December 2026, 10:00, with two seats."""
    load_class(room.municipality, now=NOW)
    return Session.objects.get()
