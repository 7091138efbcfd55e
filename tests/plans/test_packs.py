"""A faulty pack is refused as a whole, with its faults by name and place."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from shirube.accounts.interface import SYSTEM
from shirube.audit import interface as audit
from shirube.config.cli import load
from shirube.config.cli.output import CannotContinueError
from shirube.config.packs import PackFileError, load_pack_file
from shirube.kernel.packs import InvalidPackError
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.plans import interface as plans
from shirube.plans.models import Plan
from shirube.ui.pack_problems import knows_problem
from tests.architecture.rooms import ROOT
from tests.factories.organizations import MunicipalityFactory

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
CODES = [
    "unknown_key",
    "missing_key",
    "out_of_range",
    "unknown_choice",
    "not_a_whole_number",
    "not_a_number",
    "not_a_text",
    "not_yes_or_no",
    "slug",
    "measure_formula",
    "adopted",
    "period_reversed",
    "target_before_baseline",
    "intermediate_years",
    "twin_pillar",
    "twin_initiative",
    "twin_action",
    "twin_kpi",
    "unknown_pillar",
    "unknown_municipality",
    "municipality_code",
    "reserved_slug",
    "too_large",
    "not_a_pack",
    "not_yaml",
    "alias",
    "twin_key",
    "empty",
    "not_in_this_form",
    "total_differs",
    "repeated",
    "cells_differ",
    "all_none_differs",
    "invalid_check_digit",
]
HIGASHIMATSUSHIMA = ROOT / "packs" / "plans" / "higashimatsushima-digital-2026.yaml"


@pytest.fixture
def content() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load(HIGASHIMATSUSHIMA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


@pytest.fixture
def higashimatsushima(db: None) -> Municipality:
    return MunicipalityFactory(code="042145", slug="higashimatsushima")


def _problems(content: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidPackError) as raised:
        plans.parse_plan_pack(content)
    return [(problem.path, problem.code) for problem in raised.value.problems]


def test_an_unknown_key_is_named(content: dict[str, Any]) -> None:
    content["initiatives"][1]["kpis"][0]["taget"] = 50

    assert _problems(content) == [("initiatives[2] › kpis[1] › taget", "unknown_key")]


def test_a_wrong_fiscal_year_is_named(content: dict[str, Any]) -> None:
    content["period"] = {"start": 8, "end": 12}

    assert _problems(content) == [("period › start", "out_of_range"), ("period › end", "out_of_range")]


def test_two_initiatives_with_one_code_are_refused(content: dict[str, Any]) -> None:
    content["initiatives"][1]["code"] = content["initiatives"][0]["code"]

    assert _problems(content) == [("", "twin_initiative")]


def test_a_target_before_its_baseline_is_refused(content: dict[str, Any]) -> None:
    content["initiatives"][0]["kpis"][0]["target"]["fiscal_year"] = 2020

    assert _problems(content) == [("initiatives[1] › kpis[1]", "target_before_baseline")]


def test_every_problem_is_told_at_once(content: dict[str, Any]) -> None:
    content["adopted"] = "四月"
    content["initiatives"][0]["kpis"][0]["target"]["value"] = "約90"
    del content["name"]

    assert {code for _, code in _problems(content)} == {"adopted", "not_a_number", "missing_key"}


@pytest.mark.parametrize("code", CODES)
def test_every_problem_has_a_sentence(code: str) -> None:
    assert knows_problem(code)


def test_a_key_written_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("kind: plan\nname: a\nname: b\n", encoding="utf-8")

    with pytest.raises(PackFileError) as raised:
        load_pack_file(path, now=NOW)
    assert [problem.code for problem in raised.value.problems] == ["twin_key"]


def test_an_alias_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_text("kind: plan\na: &a [x, x]\nb: [*a, *a]\n", encoding="utf-8")

    with pytest.raises(PackFileError) as raised:
        load_pack_file(path, now=NOW)
    assert [problem.code for problem in raised.value.problems] == ["alias"]


def test_a_formula_that_cannot_be_read_is_named(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    content["initiatives"][0]["kpis"][0]["measure"] = "procedures.online_share **"
    with municipality_scope(higashimatsushima.pk), pytest.raises(InvalidPackError) as raised:
        _load(higashimatsushima, content)
    assert [problem.code for problem in raised.value.problems] == ["measure_formula"]


def test_all_thirteen_indicators_are_bound_and_none_is_typed(content: dict[str, Any]) -> None:
    bound = [kpi["measure"] for item in content["initiatives"] for kpi in item.get("kpis", [])]
    assert (len(bound), all(bound)) == (13, True)


def test_a_pack_comes_back_as_it_went_in(higashimatsushima: Municipality, content: dict[str, Any]) -> None:
    pack = plans.parse_plan_pack(content)
    with municipality_scope(higashimatsushima.pk):
        plans.load_plan(municipality_id=higashimatsushima.pk, pack=pack, actor=audit.SYSTEM, now=NOW)
        document = plans.get_plan_document(municipality_id=higashimatsushima.pk, slug=pack.slug, on=TODAY)

    assert plans.pack_content(plans.pack_of(document, "042145", {})) == plans.pack_content(pack)


def test_loading_the_same_pack_again_changes_nothing(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    pack = plans.parse_plan_pack(content)
    with municipality_scope(higashimatsushima.pk):
        plan_id, _again = (
            plans.load_plan(municipality_id=higashimatsushima.pk, pack=pack, actor="system", now=NOW)
            for _ in range(2)
        )

        assert len(plans.list_versions(municipality_id=higashimatsushima.pk, plan_id=plan_id)) == 1
        assert Plan.objects.get().revision == 1


def test_a_newer_pack_keeps_the_readings(higashimatsushima: Municipality, content: dict[str, Any]) -> None:
    newer = copy.deepcopy(content)
    newer["initiatives"][0]["kpis"][0]["target"]["value"] = 95
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _read(higashimatsushima)
        _load(higashimatsushima, newer)
        document = plans.get_plan_document(
            municipality_id=higashimatsushima.pk, slug="digital-2026", on=TODAY
        )

    assert document.kpis[0].target.value == 95
    assert len(document.kpis[0].readings) == 1


def test_a_part_with_a_history_is_not_dropped(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    shorter = {**content, "initiatives": content["initiatives"][1:]}
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _read(higashimatsushima)
        with pytest.raises(plans.PartInUseError):
            _load(higashimatsushima, shorter)

        assert len(_document(higashimatsushima).initiatives) == 10


def test_a_pack_does_not_overwrite_what_people_edited(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _edit_first_title(higashimatsushima)
        with pytest.raises(plans.PlanEditedHereError):
            _load(higashimatsushima, {**content, "philosophy": "新しい"})

        assert _document(higashimatsushima).initiatives[0].title == "新しい題"


def test_a_key_is_a_text_whatever_yaml_makes_of_it(tmp_path: Path, db: None) -> None:
    path = tmp_path / "session.yaml"
    path.write_text("kind: guide\non: 2026-04-01\n")

    with pytest.raises(PackFileError) as caught:
        load_pack_file(path, now=NOW)

    assert ("on", "unknown_key") in {(one.path, one.code) for one in caught.value.problems}


def test_the_demonstration_tells_of_it_and_goes_on(
    higashimatsushima: Municipality,
    content: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _edit_first_title(higashimatsushima)
    newer = tmp_path / "newer.yaml"
    newer.write_text(yaml.safe_dump({**content, "philosophy": "新しい"}, allow_unicode=True))

    load.load([newer], goes_on=True)

    said = capsys.readouterr().err
    assert "まちの計画をそのまま残し、先へ進みます" in said
    assert f"./shirube load --replace-edits --data {settings.DATA} {newer}" in said
    with municipality_scope(higashimatsushima.pk):
        assert _document(higashimatsushima).initiatives[0].title == "新しい題"
    with pytest.raises(CannotContinueError, match="何も変えていません"):
        load.load([newer])


def test_edits_are_replaced_when_that_is_asked_for_and_stay_to_be_read(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        printed = _document(higashimatsushima).initiatives[0].title
        _edit_first_title(higashimatsushima)
        _load(higashimatsushima, content, replace_edits=True)

        plan = _document(higashimatsushima)
        kept = [
            one.number for one in plans.list_versions(municipality_id=higashimatsushima.pk, plan_id=plan.id)
        ]
        entry = audit.list_entries_about(
            municipality_id=higashimatsushima.pk, subject=f"plans.plan:{plan.id}"
        )[0]

    assert plan.initiatives[0].title == printed
    assert sorted(kept) == [1, 2, 3]
    assert entry.facts["replaced_edits"] is True


def test_after_replacing_the_next_pack_needs_no_asking(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _edit_first_title(higashimatsushima)
        _load(higashimatsushima, content, replace_edits=True)
        _load(higashimatsushima, {**content, "philosophy": "新しい"})

        assert _document(higashimatsushima).philosophy == "新しい"


def test_a_part_with_a_history_is_not_dropped_by_force_either(
    higashimatsushima: Municipality, content: dict[str, Any]
) -> None:
    shorter = {**content, "initiatives": content["initiatives"][1:]}
    with municipality_scope(higashimatsushima.pk):
        _load(higashimatsushima, content)
        _read(higashimatsushima)
        with pytest.raises(plans.PartInUseError):
            _load(higashimatsushima, shorter, replace_edits=True)


def _load(city: Municipality, content: dict[str, Any], *, replace_edits: bool = False) -> None:
    pack = plans.parse_plan_pack(content)
    plans.load_plan(municipality_id=city.pk, pack=pack, actor="system", now=NOW, replace_edits=replace_edits)


def _document(city: Municipality) -> plans.PlanDocument:
    return plans.get_plan_document(municipality_id=city.pk, slug="digital-2026", on=TODAY)


def _read(city: Municipality) -> None:
    plans.enter_reading(
        municipality_id=city.pk,
        kpi_id=_document(city).kpis[0].id,
        measured_on=date(2026, 3, 31),
        value=80,
        source="試験",
        actor=SYSTEM,
        now=NOW,
    )


def _edit_first_title(city: Municipality) -> None:
    document = _document(city)
    pack = plans.pack_of(document, "042145", {})
    plans.edit_initiative(
        municipality_id=city.pk,
        plan_id=document.id,
        initiative_id=document.initiatives[0].id,
        expected_revision=document.initiatives[0].revision,
        edited=pack.initiatives[0].model_copy(update={"title": "新しい題"}),
        reason="試験のため",
        actor=SYSTEM,
        now=NOW,
    )
