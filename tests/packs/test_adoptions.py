"""Five cities take the packs over; only the invented one receives, and it has words of its own."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.audit import interface as audit
from shirube.forms import interface as forms
from shirube.kernel.packs import InvalidPackError
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures

PACKS = Path(__file__).resolve().parents[2] / "packs"
NOW = dt.datetime(2026, 11, 21, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=9)))
CITIES = {"ishinomaki": "042021", "shiroishi": "042064", "kurihara": "042137", "higashimatsushima": "042145"}
SHIRUBE = "990019"
REAL = CITIES.values()


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


PROCEDURES = sorted((PACKS / "procedures").glob("*/*.yaml"))
ADOPTIONS = {path.stem: read(path) for path in sorted((PACKS / "adoptions").glob("*.yaml"))}
GUIDES = [read(path) for path in sorted((PACKS / "guides").glob("*.yaml"))]

every_adoption = pytest.mark.parametrize("adoption", ADOPTIONS.values(), ids=ADOPTIONS.keys())


def city_of(code: str) -> organizations.MunicipalitySummary:
    city = organizations.find_municipality_by_code(code)
    assert city is not None
    return city


@pytest.fixture
def five_cities(db: None) -> None:  # noqa: ARG001 — the cities lie in the database.
    """The five cities with their sections, and all packs adopted."""
    for path in sorted((PACKS / "municipalities").glob("*.yaml")):
        pack = read(path)
        sections = [organizations.SectionEntry(**one) for one in pack.pop("sections")]
        plain = {key: value for key, value in pack.items() if key not in {"kind", "version"}}
        entry = organizations.MunicipalityEntry(**plain, sections=sections)
        organizations.register_municipality(entry=entry, actor=audit.SYSTEM, now=NOW)
    for path in PROCEDURES:
        procedures.load_procedure(
            pack_name=path.parent.name, content=read(path), actor=audit.SYSTEM, now=NOW
        )
    for adoption in ADOPTIONS.values():
        city = city_of(adoption["municipality"])
        with municipality_scope(city.id):
            procedures.load_adoption(municipality_id=city.id, content=adoption, actor=audit.SYSTEM, now=NOW)


def listed(code: str) -> dict[str, procedures.ProcedureSummary]:
    city = city_of(code)
    with municipality_scope(city.id):
        return {one.code: one for one in procedures.list_procedures(municipality_id=city.id)}


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_entry_and_form_are_read_without_a_problem(path: Path) -> None:
    assert procedures.parse_procedure_pack(read(path)).code == path.stem


@every_adoption
def test_an_adoption_is_read_without_a_problem(adoption: Any) -> None:
    try:
        procedures.parse_adoption_pack(adoption)
    except InvalidPackError as error:
        pytest.fail(str(error.problems))


def test_real_cities_receive_nothing() -> None:
    real = [one for one in ADOPTIONS.values() if one["municipality"] in REAL]
    assert [one["municipality"] for one in real] == sorted(REAL)
    assert not any(one["reception"] or one.get("overrides") for one in real)


def test_only_the_invented_city_makes_everyday_forms() -> None:
    assert [one["municipality"] for one in ADOPTIONS.values() if one["pack"] == "everyday-5"] == [SHIRUBE]


@pytest.mark.parametrize("city", ["042064", "042137", "042145"])
def test_no_section_is_invented_for_a_city_whose_documents_name_none(city: str) -> None:
    assert ADOPTIONS[city]["sections"] == {}


def test_the_guide_names_procedures_that_exist() -> None:
    named = {
        task["procedure"]
        for guide in GUIDES
        for event in guide["events"]
        for task in event["tasks"]
        if "procedure" in task
    }
    assert named <= {path.stem for path in PROCEDURES}


@pytest.mark.usefixtures("five_cities")
def test_five_cities_are_served_by_one_pack() -> None:
    found = {code: len(listed(code)) for code in (*REAL, SHIRUBE)}
    assert found == {**dict.fromkeys(REAL, 28), SHIRUBE: 33}


@pytest.mark.usefixtures("five_cities")
def test_the_overrides_of_the_invented_city_hold_there_alone() -> None:
    own, other = listed(SHIRUBE)["risai-shoumei"], listed("042021")["risai-shoumei"]
    assert (own.facts.standard_days, other.facts.standard_days) == (14, 30)


@pytest.mark.usefixtures("five_cities")
def test_the_invented_city_asks_its_own_question() -> None:
    keys = {}
    for code in ("042021", SHIRUBE):
        city = city_of(code)
        with municipality_scope(city.id):
            version = forms.find_current_version(municipality_id=city.id, code="risai-shoumei")
        assert version is not None
        keys[code] = set(version.form.by_key)
    assert keys[SHIRUBE] - keys["042021"] == {"parking"}
    assert keys["042021"] - keys[SHIRUBE] == {"structure"}
