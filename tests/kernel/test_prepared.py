"""Reads that keep their SQL: they find what the queryset finds, in the city of the moment, as it is now."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db.models import Model, QuerySet

from shirube.kernel.prepared import PreparedRead
from shirube.kernel.scope import NoScopeError, municipality_scope
from shirube.organizations.models import Municipality, Section
from tests.factories.organizations import SectionFactory

pytestmark = pytest.mark.django_db


def _named(name: str) -> QuerySet[Section]:
    return Section.objects.select_related("municipality").filter(name=name).order_by("code")


@pytest.fixture
def by_name() -> PreparedRead[Section]:
    return PreparedRead(_named, name=str)


def test_it_finds_what_the_queryset_finds_with_what_is_joined(
    city: Municipality, by_name: PreparedRead[Section]
) -> None:
    SectionFactory(municipality=city, name="市民課", code="b")
    SectionFactory(municipality=city, name="市民課", code="a")
    with municipality_scope(city.pk):
        expected = list(_named("市民課"))

        found = by_name.list(name="市民課")

    assert [_values(one) for one in found] == [_values(one) for one in expected]
    assert [one.municipality.name for one in found] == [city.name] * 2


def test_each_city_finds_its_own(
    city: Municipality, other_city: Municipality, by_name: PreparedRead[Section]
) -> None:
    found = []
    for one in (city, other_city, city):
        SectionFactory.create(municipality=one, name="市民課")
        with municipality_scope(one.pk):
            found.append({row.municipality_id for row in by_name.list(name="市民課")})

    assert found == [{city.pk}, {other_city.pk}, {city.pk}]


def test_a_change_shows_at_once(city: Municipality, by_name: PreparedRead[Section]) -> None:
    section = SectionFactory(municipality=city, name="市民課")
    with municipality_scope(city.pk):
        first = by_name.find(name="市民課")
        Section.objects.filter(pk=section.pk).update(name="住民課")

        assert first is not None
        assert by_name.find(name="市民課") is None


def test_outside_any_scope_it_refuses(city: Municipality, by_name: PreparedRead[Section]) -> None:
    with municipality_scope(city.pk):
        by_name.list(name="市民課")

    with pytest.raises(NoScopeError):
        by_name.list(name="市民課")


def test_a_read_that_does_not_ask_for_the_scope_is_refused(city: Municipality) -> None:
    unscoped: PreparedRead[Section] = PreparedRead(
        lambda pk: QuerySet(Section).filter(pk=pk),
        pk=UUID,
    )
    with municipality_scope(city.pk), pytest.raises(TypeError, match="scope"):
        unscoped.find(pk=city.pk)


def test_a_value_that_is_missing_or_none_is_refused(
    city: Municipality, by_name: PreparedRead[Section]
) -> None:
    with municipality_scope(city.pk):
        for values in ({}, {"name": None}, {"name": "x", "more": "y"}):
            with pytest.raises(TypeError):
                by_name.list(**values)


def _values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
