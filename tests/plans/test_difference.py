"""What is different between two states of a plan."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from shirube.plans.domain.difference import PartKind, compare_packs
from shirube.plans.domain.packs import PlanPack
from shirube.plans.domain.parsing import parse_plan_pack
from shirube.plans.web.public.differences import part_change

PLAN = Path(__file__).parents[2] / "packs" / "plans" / "shirube-dx-2024.yaml"


@pytest.fixture
def pack() -> PlanPack:
    return parse_plan_pack(yaml.load(PLAN.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def with_initiative(pack: PlanPack, place: int, **changes: object) -> PlanPack:
    items = list(pack.initiatives)
    items[place] = items[place].model_copy(update=changes)
    return pack.model_copy(update={"initiatives": items})


def test_a_plan_does_not_differ_from_itself(pack: PlanPack) -> None:
    assert compare_packs(pack, pack) == ()


def test_a_new_target_is_told_with_its_year(pack: PlanPack) -> None:
    item = pack.initiatives[0]
    target = item.kpis[0].target.model_copy(update={"value": Decimal(60)})
    kpis = [item.kpis[0].model_copy(update={"target": target}), *item.kpis[1:]]
    (found,) = compare_packs(pack, with_initiative(pack, 0, kpis=kpis))
    words = part_change(found, "ja")

    assert words.caption == "評価指標: 行政手続のオンライン化率"
    assert [(field.before, field.after) for field in words.fields] == [
        ("100%（令和10年度）", "60%（令和10年度）")
    ]


def test_parts_that_came_or_went_are_told_as_such(pack: PlanPack) -> None:
    shorter = pack.model_copy(update={"initiatives": pack.initiatives[1:]})
    gone = compare_packs(pack, shorter)
    came = compare_packs(shorter, pack)

    assert gone[0].part.kind is PartKind.INITIATIVE
    assert part_change(gone[0], "ja").sentence == "あとでなくなりました。"
    assert part_change(came[-1], "ja").sentence == "あとから加わりました。"


def test_a_translation_alone_is_no_change_of_the_plan(pack: PlanPack) -> None:
    assert compare_packs(pack, with_initiative(pack, 0, translations={})) == ()
