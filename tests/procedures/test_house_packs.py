"""The packs of the house, in the five cities."""

from __future__ import annotations

import pytest

from shirube.config.packs import find_pack_files, load_pack_file
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures
from tests.factories.packs import LOADED_AT, PACKS

FOLDERS = {"municipalities", "procedures", "adoptions", "guides"}


@pytest.fixture
def cities(db: None) -> dict[str, list[procedures.ProcedureSummary]]:
    """The catalogues of the five cities by their slugs."""
    for path in find_pack_files(PACKS):
        if FOLDERS & {parent.name for parent in path.parents}:
            load_pack_file(path, now=LOADED_AT)
    found = {}
    for city in organizations.list_municipalities():
        with municipality_scope(city.id):
            found[city.slug] = list(procedures.list_procedures(municipality_id=city.id))
    return found


def test_five_cities_have_the_28_and_one_receives_them(cities) -> None:
    numbers = {slug: [one.number for one in entries if one.number] for slug, entries in cities.items()}
    received = {slug: sum(one.is_received for one in entries) for slug, entries in cities.items()}

    assert all(found == list(range(1, 29)) for found in numbers.values())
    assert {slug for slug, count in received.items() if count} == {"shirube"}
    assert received["shirube"] == 42


def test_ishinomaki_names_a_section_for_each_and_the_others_none(cities) -> None:
    named = {slug: sum(one.section_id is not None for one in entries) for slug, entries in cities.items()}

    assert named == {
        "ishinomaki": 28, "shiroishi": 0, "kurihara": 0, "higashimatsushima": 0, "shirube": 44,
    }  # fmt: skip


def test_the_invented_city_says_some_things_differently(cities) -> None:
    certificate = next(one for one in cities["shirube"] if one.code == "risai-shoumei")
    pack = next(one for one in cities["ishinomaki"] if one.code == "risai-shoumei")

    assert (certificate.standard_days, pack.standard_days) == (14, 30)
    assert [one.key for one in certificate.overrides] == ["standard_days"]
    assert [one for one in cities["ishinomaki"] if one.overrides] == []
