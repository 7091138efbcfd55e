"""What the cities make of the packs, as data; that they load is seen in tests/procedures."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.procedures import interface as procedures

PACKS = Path(__file__).resolve().parents[2] / "packs"
ISHINOMAKI, SHIROISHI, KURIHARA, HIGASHIMATSUSHIMA = "042021", "042064", "042137", "042145"
REAL, SHIRUBE = (ISHINOMAKI, SHIROISHI, KURIHARA, HIGASHIMATSUSHIMA), "990019"


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


PROCEDURES = sorted((PACKS / "procedures").glob("*/*.yaml"))
ADOPTIONS = {path.stem: read(path) for path in sorted((PACKS / "adoptions").glob("*.yaml"))}
GUIDES = [read(path) for path in sorted((PACKS / "guides").glob("*.yaml"))]
CITIES = {city["code"]: city for city in map(read, (PACKS / "municipalities").glob("*.yaml"))}

every_adoption = pytest.mark.parametrize("adoption", ADOPTIONS.values(), ids=ADOPTIONS.keys())


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_entry_and_form_are_read_without_a_problem(path: Path) -> None:
    assert procedures.parse_procedure_pack(read(path)).code == path.stem


@every_adoption
def test_an_adoption_is_read_without_a_problem(adoption: Any) -> None:
    assert procedures.parse_adoption_pack(adoption).municipality in CITIES


@every_adoption
def test_an_adoption_names_sections_that_the_city_has(adoption: Any) -> None:
    city = CITIES[adoption["municipality"]]
    assert set(adoption["sections"].values()) <= {section["name"] for section in city["sections"]}


@every_adoption
def test_an_adoption_with_sections_names_one_for_every_procedure(adoption: Any) -> None:
    kinds = {read(path)["section_kind"] for path in PROCEDURES if path.parent.name == adoption["pack"]}
    assert set(adoption["sections"]) in (set(), kinds)


def test_real_cities_receive_nothing_and_change_nothing() -> None:
    real = [one for one in ADOPTIONS.values() if one["municipality"] in REAL]
    assert [one["municipality"] for one in real] == list(REAL)
    assert not any(one["reception"] or one.get("overrides") for one in real)


@pytest.mark.parametrize("city", [SHIROISHI, KURIHARA, HIGASHIMATSUSHIMA])
def test_no_section_is_invented_for_a_city_whose_documents_name_none(city: str) -> None:
    assert ADOPTIONS[city]["sections"] == {}


def test_only_the_invented_city_makes_everyday_forms() -> None:
    assert [one["municipality"] for one in ADOPTIONS.values() if one["pack"] == "everyday-5"] == [SHIRUBE]


def test_the_guide_names_procedures_that_exist() -> None:
    tasks = [task for guide in GUIDES for event in guide["events"] for task in event["tasks"]]
    assert {task["procedure"] for task in tasks if "procedure" in task} <= {path.stem for path in PROCEDURES}
