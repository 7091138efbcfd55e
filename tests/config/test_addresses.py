"""The municipality is found by its host name, else by the first segment of the path, in one query."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality


@pytest.fixture
def hosted(other_city: Municipality) -> Municipality:
    """A city with an address of its own."""
    other_city.host = "dx.yamabe.example"
    other_city.save()
    return other_city


def _find(host: str, slug: str) -> str | None:
    found = organizations.find_municipality_at(host=host, slug=slug)
    return None if found is None else found.slug


def test_a_city_is_found_by_the_first_segment(city: Municipality) -> None:
    assert _find("dx.miyagi.example", city.slug) == city.slug


def test_a_city_is_found_by_its_host_whatever_the_path(hosted: Municipality) -> None:
    assert _find("dx.yamabe.example", "plans") == hosted.slug


def test_the_host_stands_before_another_citys_segment(city: Municipality, hosted: Municipality) -> None:
    assert _find("dx.yamabe.example", city.slug) == hosted.slug


@pytest.mark.usefixtures("city", "hosted")
def test_an_address_of_no_city_is_nobodys() -> None:
    assert _find("dx.miyagi.example", "") is None


def test_every_page_asks_once(city: Municipality, hosted: Municipality) -> None:
    with CaptureQueriesContext(connection) as queries:
        _find(hosted.host or "", city.slug)

    assert len(queries) == 1
