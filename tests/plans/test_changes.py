"""What changed lately: complete, in order, and page by page without gaps or repeats."""

from __future__ import annotations

import pytest

from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.plans.domain.changes import Change, ChangeKind, ChangePlace
from shirube.plans.models import Review
from shirube.plans.queries.changes import list_changes
from shirube.plans.web.public.changes import read_place, write_place
from tests.factories.packs import load_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Municipality:
    return load_city("shirube", alive=True)


def changes_of(city: Municipality, before: ChangePlace | None = None, limit: int = 1000) -> list[Change]:
    with municipality_scope(city.pk):
        return list(list_changes(municipality_id=city.pk, before=before, limit=limit))


def test_all_kinds_are_listed_newest_first(city: Municipality) -> None:
    changes = changes_of(city)

    assert {change.kind for change in changes} == set(ChangeKind)
    assert [change.at for change in changes] == sorted((change.at for change in changes), reverse=True)


def test_pages_hold_every_change_once(city: Municipality) -> None:
    whole = changes_of(city)
    first = changes_of(city, limit=40)
    rest = changes_of(city, before=ChangePlace(first[-1].at, first[-1].id))

    assert [change.id for change in [*first, *rest]] == [change.id for change in whole]


def test_a_review_on_its_way_is_nobodys_business_yet(city: Municipality) -> None:
    reviews = {change.id for change in changes_of(city) if change.kind is ChangeKind.REVIEW}
    with municipality_scope(city.pk):
        waiting = set(Review.objects.exclude(state="published").values_list("pk", flat=True))

    assert waiting
    assert not reviews & waiting


def test_a_place_survives_the_address(city: Municipality) -> None:
    change = changes_of(city, limit=1)[0]

    assert read_place(write_place(change)) == ChangePlace(change.at, change.id)


@pytest.mark.parametrize("written", ["", "x", "2026-01-01_zz", "2026-01-01T00:00:00_" + "0" * 32])
def test_words_that_are_no_place_are_none(written: str) -> None:
    assert read_place(written) is None
