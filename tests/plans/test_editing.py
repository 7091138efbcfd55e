"""Changing what the plan promises: each time a version with a reason, never over somebody else's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Actor
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.kernel.packs import InvalidPackError
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.editing import (
    ChangeReasonMissingError,
    EditedMeanwhileError,
    NotDxPromotionError,
    NothingChangedError,
    add_initiative,
    edit_initiative,
    edit_plan_outline,
    remove_initiative,
)
from shirube.plans.commands.guards import PartNotFoundError
from shirube.plans.commands.loading import PartInUseError, load_plan
from shirube.plans.commands.rows import UnknownSectionError
from shirube.plans.domain.packs import PackInitiative, PlanPack
from shirube.plans.models import Initiative, Kpi, Pillar, Plan, PlanVersion
from shirube.plans.queries.plans import get_version
from tests.factories.plans import ActionReportFactory, InitiativeFactory, ReadingFactory
from tests.plans.conftest import NOW

Deed = Callable[..., Any]

PACK = {
    "municipality": "991007",
    "slug": "dx-2024",
    "name": "港市デジタル計画",
    "document_kind": "plan",
    "period": {"start": 2024, "end": 2028},
    "source": {"title": "港市デジタル計画"},
    "pillars": [
        {"code": "1", "slug": "ease", "name": "軽くする"},
        {"code": "2", "slug": "join", "name": "つながる"},
    ],
    "initiatives": [
        {
            "code": "1-1",
            "slug": "online",
            "pillar": "1",
            "title": "手続のオンライン化",
            "translations": {"en": {"title": "Procedures online"}},
            "responsible": [{"section": "shimin", "label": "市民課"}],
            "notes": [{"kind": "issue", "text": "紙が残る"}],
            "actions": [
                {"code": "a1", "name": "導入", "phases": [{"name": "準備", "from": 2024, "to": 2025}]}
            ],
            "kpis": [
                {
                    "code": "rate",
                    "name": "割合",
                    "unit": "％",
                    "direction": "increase",
                    "baseline": {"fiscal_year": 2023, "value": 40},
                    "target": {"fiscal_year": 2028, "value": 90},
                }
            ],
        },
        {"code": "1-2", "slug": "counter", "pillar": "1", "title": "書かない窓口"},
    ],
}


@pytest.fixture
def pack(deed: Deed, city: Municipality, section: Section) -> PlanPack:
    pack = PlanPack.model_validate({**PACK, "municipality": city.code})
    deed(load_plan, pack=pack, actor="system")
    return pack


@pytest.fixture
def loaded(pack: PlanPack) -> Plan:
    return Plan.objects.get(slug=pack.slug)


@pytest.fixture
def online(loaded: Plan) -> Initiative:
    return loaded.initiatives.get(slug="online")


@pytest.fixture
def edit(deed: Deed, online: Initiative, pack: PlanPack, promoter: Actor) -> Deed:
    """Edit the first initiative: `edit(title="…")`; `as_seen`, `reason` and `by` as the test says."""

    def run(*, as_seen: int = 2, reason: str = "議会の意見", by: Actor = promoter, **changes: Any) -> int:
        content = {**pack.initiatives[0].model_dump(), **changes}
        facts = {"plan_id": online.plan_id, "initiative_id": online.pk, "expected_revision": as_seen}
        edited = PackInitiative.model_validate(content)
        return deed(edit_initiative, edited=edited, reason=reason, actor=by, **facts)

    return run


def test_an_edit_becomes_a_version_with_its_reason(
    edit: Deed, online: Initiative, city: Municipality, promoter: Actor
) -> None:
    number = edit(title="すべての手続のオンライン化")

    version = get_version(municipality_id=city.pk, plan_id=online.plan_id, number=number)
    assert (number, version.line.reason, version.line.actor) == (2, "議会の意見", promoter.log_name)
    assert version.pack.initiatives[0].title == "すべての手続のオンライン化"


def test_parts_keep_their_ids_and_what_was_reported_on_them(edit: Deed, online: Initiative) -> None:
    kpi = Kpi.objects.get(code="rate")
    ReadingFactory(kpi=kpi)
    kpis = [{"code": "rate", "name": "できる割合", "unit": "％", "direction": "increase"}]

    edit(kpis=[{**kpis[0], "target": {"fiscal_year": 2028, "value": 95}}])

    changed = Kpi.objects.get(code="rate")
    assert (changed.pk, changed.name, changed.target_value) == (kpi.pk, "できる割合", Decimal(95))
    assert changed.readings.count() == 1


def test_the_second_of_two_editors_is_told_and_overwrites_nothing(edit: Deed, online: Initiative) -> None:
    edit(title="先の人の題名")

    with pytest.raises(EditedMeanwhileError) as told:
        edit(title="後の人の題名")
    online.refresh_from_db()
    assert online.title == "先の人の題名"
    assert told.value.facts == {"current_revision": 3}


def test_an_editor_of_a_form_opened_before_a_pack_was_loaded_is_told(
    edit: Deed, deed: Deed, pack: PlanPack
) -> None:
    deed(load_plan, pack=pack.model_copy(update={"philosophy": "迷わない"}), actor="system")

    with pytest.raises(EditedMeanwhileError):
        edit(title="後の人の題名")


def test_two_initiatives_may_be_edited_side_by_side(
    edit: Deed, deed: Deed, loaded: Plan, pack: PlanPack, promoter: Actor
) -> None:
    edit(title="新しい題名")

    counter = loaded.initiatives.get(slug="counter")
    edited = pack.initiatives[1].model_copy(update={"title": "待たない窓口"})
    facts = {"plan_id": loaded.pk, "initiative_id": counter.pk, "expected_revision": counter.revision}
    number = deed(edit_initiative, edited=edited, reason="x", actor=promoter, **facts)

    assert number == 3
    assert list(loaded.initiatives.values_list("title", flat=True)) == ["新しい題名", "待たない窓口"]


def test_only_dx_promotion_edits(edit: Deed, chief: Actor) -> None:
    with pytest.raises(NotDxPromotionError):
        edit(by=chief, title="x")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": "x", "reason": "　"}, ChangeReasonMissingError),
        ({}, NothingChangedError),
        ({"code": "1-2"}, InvalidPackError),
        ({"pillar": "9"}, InvalidPackError),
        ({"responsible": [{"section": "nobody", "label": "無い課"}]}, UnknownSectionError),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(
    edit: Deed, online: Initiative, changes: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        edit(**changes)

    assert Initiative.objects.get(pk=online.pk).revision == online.revision
    assert PlanVersion.objects.count() == 1


def test_the_address_of_an_initiative_stays(edit: Deed, online: Initiative) -> None:
    edit(slug="another", title="題名")

    online.refresh_from_db()
    assert (online.slug, online.title) == ("online", "題名")


@pytest.mark.parametrize("part", ["kpis", "actions"])
def test_what_has_been_reported_on_is_not_taken_away(edit: Deed, online: Initiative, part: str) -> None:
    ReadingFactory(kpi=online.kpis.get())
    ActionReportFactory(action=online.actions.get())

    with pytest.raises(PartInUseError) as told:
        edit(**{part: []})
    assert told.value.facts["parts"] in {"割合", "導入"}


def test_what_nobody_reported_on_may_be_taken_away(edit: Deed, online: Initiative) -> None:
    edit(kpis=[], actions=[], notes=[])

    assert not online.kpis.exists()
    assert not online.actions.exists()


def test_an_initiative_of_another_plan_is_not_found(deed: Deed, pack: PlanPack, promoter: Actor) -> None:
    elsewhere = InitiativeFactory()
    facts = {"plan_id": Plan.objects.get(slug="dx-2024").pk, "initiative_id": elsewhere.pk}

    with pytest.raises(PartNotFoundError):
        deed(
            edit_initiative,
            edited=pack.initiatives[0],
            reason="x",
            actor=promoter,
            expected_revision=1,
            **facts,
        )


def test_an_initiative_is_added_and_taken_out_again(deed: Deed, loaded: Plan, promoter: Actor) -> None:
    added = PackInitiative(code="2-1", slug="rivers", pillar="2", title="川の水位")
    facts = {"plan_id": loaded.pk, "actor": promoter}

    assert deed(add_initiative, added=added, reason="大雨", **facts) == 2
    assert deed(remove_initiative, slug="rivers", reason="統合", now=NOW + timedelta(hours=1), **facts) == 3
    assert not loaded.initiatives.filter(slug="rivers").exists()


def test_an_initiative_cannot_be_added_twice(deed: Deed, loaded: Plan, promoter: Actor) -> None:
    twin = PackInitiative(code="1-1", slug="online", title="同じ")

    with pytest.raises(InvalidPackError):
        deed(add_initiative, added=twin, plan_id=loaded.pk, reason="x", actor=promoter)


def test_an_unknown_initiative_cannot_be_taken_out(deed: Deed, loaded: Plan, promoter: Actor) -> None:
    with pytest.raises(PartNotFoundError):
        deed(remove_initiative, slug="nothing", plan_id=loaded.pk, reason="x", actor=promoter)


@pytest.fixture
def edit_outline(deed: Deed, loaded: Plan, pack: PlanPack, promoter: Actor) -> Deed:
    def run(*, as_seen: int = 1, **changes: Any) -> int:
        edited = PlanPack.model_validate({**pack.model_dump(), **changes})
        facts = {"plan_id": loaded.pk, "expected_version": as_seen, "reason": "見直し", "actor": promoter}
        return deed(edit_plan_outline, edited=edited, **facts)

    return run


def test_the_outline_changes_and_the_initiatives_stay(edit_outline: Deed, loaded: Plan) -> None:
    edit_outline(name="港市デジタル計画（改訂）", initiatives=[], slug="elsewhere")

    loaded.refresh_from_db()
    assert (loaded.name, loaded.slug, loaded.pack_digest != "") == (
        "港市デジタル計画（改訂）",
        "dx-2024",
        True,
    )
    assert loaded.initiatives.count() == 2


def test_the_second_editor_of_the_outline_is_told(edit_outline: Deed, loaded: Plan) -> None:
    edit_outline(name="先の人の名前")

    with pytest.raises(EditedMeanwhileError):
        edit_outline(name="後の人の名前")
    loaded.refresh_from_db()
    assert loaded.name == "先の人の名前"


def test_a_pillar_taken_out_is_gone_and_the_plan_can_be_edited_again(edit_outline: Deed) -> None:
    one = [{"code": "1", "slug": "ease", "name": "軽くする"}]

    edit_outline(pillars=one)
    edit_outline(as_seen=2, pillars=one, philosophy="迷わない")

    assert list(Pillar.objects.values_list("slug", flat=True)) == ["ease"]


def test_a_pillar_with_initiatives_is_not_taken_out(edit_outline: Deed) -> None:
    with pytest.raises(InvalidPackError):
        edit_outline(pillars=[{"code": "2", "slug": "join", "name": "つながる"}], initiatives=[])


def test_initiatives_follow_their_pillar_to_its_new_code(edit_outline: Deed, online: Initiative) -> None:
    pillars = [
        {"code": "Ⅰ", "slug": "ease", "name": "軽くする"},
        {"code": "2", "slug": "join", "name": "つながる"},
    ]

    edit_outline(pillars=pillars, initiatives=[])

    online.refresh_from_db()
    assert online.pillar is not None
    assert online.pillar.code == "Ⅰ"


def test_an_unknown_plan_is_not_found(deed: Deed, pack: PlanPack) -> None:
    with pytest.raises(DomainError, match="plan_not_found"):
        deed(edit_plan_outline, plan_id=new_id(), expected_version=1, edited=pack, reason="x", actor=SYSTEM)
