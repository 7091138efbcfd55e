"""Packs of registers: faults are told with their place; the packs of the house are whole, and real cities say no more than
their documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.kernel.packs import InvalidPackError
from shirube.organizations.models import Municipality
from shirube.registers import interface as registers
from shirube.registers.domain.entries import values_of
from shirube.registers.domain.values import Office
from shirube.registers.models import Change, Item, Register
from shirube.ui.pack_problems import knows_problem
from tests.factories.registers import (
    NOW,
    TODAY,
    item_of,
    items_content,
    keeper,
    load_register,
    register_content,
    view_of,
)

PACKS = Path(__file__).parents[2] / "packs"
DEFINITIONS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for path in sorted((PACKS / "registers").glob("*.yaml"))
}
ITEMS = {path.stem: path for path in sorted((PACKS / "register-items").glob("*.yaml"))}
STAGE = {"code": "plan", "label": "計画"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"columns": [{"code": "a", "label": "あ", "type": "choice"}]}, "options_missing"),
        ({"columns": [{"code": "a", "label": "あ", "type": "song"}]}, "unknown_choice"),
        ({"columns": [{"code": "a", "label": "備考", "type": "text"}]}, "twin_column"),
        ({"columns": [{"code": "a", "label": "あ", "type": "text", "colour": "red"}]}, "unknown_key"),
        ({"stages": [STAGE, STAGE]}, "twin_stage"),
        ({"stages": []}, "too_few_entries"),
        ({"text_search": {"rule": "cost", "ordinance": "law", "sentence": "about"}}, "unknown_column"),
    ],
)
def test_a_faulty_definition_is_refused_with_a_known_problem(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidPackError) as caught:
        registers.parse_register_pack(register_content(**changes))

    assert [problem.code for problem in caught.value.problems] == [code]
    assert knows_problem(code)


@pytest.mark.parametrize(
    ("item", "path", "code"),
    [
        ({"section": "財政課"}, "items[1] › section", "unknown_section"),
        ({"cells": {"size": 1}}, "items[1] › cells › size", "unknown_column"),
        ({"cells": {"cost": "たくさん"}}, "items[1] › cells › cost", "not_a_number"),
        ({"stages": {"end": {"planned": 1}}}, "items[1] › stages › end › planned", "unknown_stage"),
        ({"stages": {"plan": {"actual": 1}}}, "items[1] › stages › plan › actual", "day_ahead"),
    ],
)
def test_a_faulty_item_is_refused_with_its_place(
    register: registers.RegisterView, in_city: Municipality, item: dict[str, Any], path: str, code: str
) -> None:
    pack = registers.parse_items_pack(
        items_content(in_city, items=[{"key": "new", "title": "新しい仕事", **item}])
    )
    with pytest.raises(InvalidPackError) as caught:
        registers.load_items(municipality_id=in_city.pk, pack=pack, now=NOW)

    assert (caught.value.problems[0].path, caught.value.problems[0].code) == (path, code)
    assert knows_problem(code)
    assert Item.objects.count() == 3


def test_loading_again_changes_nothing(register: registers.RegisterView, in_city: Municipality) -> None:
    before = Change.objects.count()
    load_register(in_city)

    assert Change.objects.count() == before
    assert Register.objects.get().revision == register.revision


def test_a_newer_pack_changes_what_nobody_has_edited(
    register: registers.RegisterView, in_city: Municipality
) -> None:
    edited = item_of(in_city, "tax")
    registers.change_item(
        municipality_id=in_city.pk, item_id=edited.id, values={"note": "確かめた"},
        seen_revision=edited.revision, actor=keeper(), now=NOW,
    )  # fmt: skip
    newer = items_content(in_city)["items"]
    newer[0]["title"], newer[1]["title"] = "市県民税", "住民基本台帳"
    load_register(in_city, items=newer)

    assert [item.title for item in view_of(in_city).items] == ["住民税", "住民基本台帳", "健康管理"]


def test_a_new_definition_is_a_new_version_and_loses_no_value(
    register: registers.RegisterView, in_city: Municipality
) -> None:
    fewer = register_content(text_search=None)
    fewer["columns"] = fewer["columns"][1:]
    items = items_content(in_city)["items"]
    del items[0]["cells"]
    view = load_register(in_city, definition=fewer, items=items)

    assert Register.objects.get().version == 2
    assert "c-kind" not in view.fields
    assert Item.objects.get(key="tax").cells["kind"] == "sight"


def test_nothing_is_late_beyond_the_day_of_the_document(
    register: registers.RegisterView, in_city: Municipality
) -> None:
    assert [item.key for item in register.late] == ["tax"]
    assert load_register(in_city, known_until="2026-10-30").late == ()


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_of_the_house_is_whole(name: str) -> None:
    assert registers.parse_register_pack(DEFINITIONS[name]).code == name


@pytest.mark.parametrize("name", ITEMS)
def test_items_of_the_house_fit_their_definition(name: str) -> None:
    pack = registers.parse_items_pack(
        yaml.load(ITEMS[name].read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    )
    city = next(
        path for path in (PACKS / "municipalities").glob("*.yaml") if pack.municipality in path.read_text()
    )
    sections = {
        one["code"]: one["name"] for one in yaml.load(city.read_text(), Loader=yaml.CSafeLoader)["sections"]
    }
    definition = registers.parse_register_pack(DEFINITIONS[pack.register_code])

    assert len(values_of(pack, definition, Office(TODAY, sections))) == len(pack.items)


def _ishinomaki(name: str) -> registers.ItemsPack:
    return registers.parse_items_pack(
        yaml.load(ITEMS[f"042021-{name}"].read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    )


def test_ishinomaki_has_its_20_systems_and_28_procedures_and_no_more() -> None:
    assert len(_ishinomaki("standard-systems").items) == 20
    assert len(_ishinomaki("online-procedures").items) == 28
    assert {path for path in ITEMS if not path.startswith("990019")} == {
        "042021-standard-systems",
        "042021-online-procedures",
    }


@pytest.mark.parametrize("name", ["standard-systems", "online-procedures"])
def test_of_ishinomaki_only_the_printed_days_are_known(name: str) -> None:
    pack = _ishinomaki(name)
    days = {(stage, str(one.planned)) for item in pack.items for stage, one in item.stages.items()}

    assert str(pack.known_until) == "2022-11-07"
    assert len(days) == 1
    assert not [item.key for item in pack.items for one in item.stages.values() if one.actual]
    assert not [item.key for item in pack.items if item.cells or item.person]


def test_the_invented_city_keeps_all_six_registers() -> None:
    assert {f"990019-{name}" for name in DEFINITIONS} <= set(ITEMS)
