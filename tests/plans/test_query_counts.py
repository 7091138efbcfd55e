"""What each public page costs in queries: few, and the same for one row as for many (seen in review when it changes)."""

from __future__ import annotations

import pytest

from shirube.plans.queries.documents import forget_documents
from shirube.ui.kept_pages import forget_pages
from tests.conftest import CityClient
from tests.factories.packs import reader_in

pytestmark = pytest.mark.django_db
PLAN = "plans/dx-2024/"
# The city takes one query of each; a plan read for the first time takes its document's eighteen.
FIRST = {
    "plans/": 3,
    PLAN: 21,
    # Three steps of its logic model have a figure.
    PLAN + "initiatives/1-1/": 24,
    PLAN + "kpis/online-rate/": 21,
    PLAN + "roadmap/": 21,
    PLAN + "dx-mark/": 21,
    PLAN + "reviews/": 21,
    PLAN + "versions/": 22,
    "changes/": 6,
    # One of them asks whether the city has a counter.
    "": 27,
}
# The page itself is remembered: the city, and the stamp of the plan.
AGAIN = 2


@pytest.fixture
def shirube() -> CityClient:
    return reader_in("shirube", alive=True)


def _cost(client: CityClient, path: str) -> int:
    forget_documents()
    forget_pages()
    return client.count_queries(path)


def test_a_page_read_for_the_first_time(shirube: CityClient) -> None:
    assert {path: _cost(shirube, path) for path in FIRST} == FIRST


def test_a_page_read_again(shirube: CityClient) -> None:
    first = [shirube.get(path).status_code for path in FIRST]
    again = {path: shirube.count_queries(path) for path in FIRST}

    assert set(first) == {200}
    assert again == dict.fromkeys(FIRST, AGAIN) | {"": AGAIN + 1}


def test_three_years_of_activity_cost_no_more_than_none() -> None:
    quiet, busy = reader_in("higashimatsushima"), reader_in("shirube", alive=True)
    evidence = 3  # of readings, reports and reviews: not asked for where there are none

    assert _cost(quiet, "plans/digital-2026/roadmap/") + evidence == _cost(busy, PLAN + "roadmap/")
