"""The invented conversations of the demonstration are handed in as people do, and once."""

from __future__ import annotations

import pytest

from shirube.applications.models import Case
from shirube.config.demonstration_talks import DemoTalk, load_talks
from shirube.visits.models import Interview
from shirube.visits.queries.interviews import figures
from tests.factories.accounts import UserFactory
from tests.visits.interviews.desks import NOW, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered() -> tuple[str, ...]:
    return ("sousaihi",)


def test_a_conversation_of_the_past_is_handed_in_and_rated_once(desk: Desk) -> None:
    UserFactory(section_staff=True, municipality=desk.city, email="mori@shirube.example")
    answers = {"had_insurance": True, "contact_phone": "0225000202"}
    talk = DemoTalk(package="okuyami", days_ago=7, by="mori", answers=answers, rating=3)

    for _ in range(2):
        load_talks(desk.city.pk, [talk], NOW)

    done = Interview.objects.get()
    assert done.confirmed_at is not None
    assert done.confirmed_at < NOW
    assert figures.count_ratings(municipality_id=desk.city.pk, on=NOW.date()) == (1, 1)
    assert Case.objects.count() == 1
