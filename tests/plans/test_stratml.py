from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from shirube.plans.domain import document as doc
from shirube.plans.domain.outputs.stratml import NAMESPACE, plan_stratml
from tests.factories.plan_documents import bare_initiative, edition, initiative, kpi, plan_document

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "standards" / "PerformancePlanOrReport20160216.xsd"
NAMES = {"s": NAMESPACE}


def tree(document: doc.PlanDocument, language: str = "ja") -> etree._Element:
    return etree.fromstring(plan_stratml(document, edition(language=language)))


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(element.text) for element in root.iterfind(path, NAMES)]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    if not SCHEMA.exists():
        pytest.skip(
            f"the StratML schema is not beside this repository ({SCHEMA.name} in ../shared/standards)"
        )
    return etree.XMLSchema(etree.parse(SCHEMA))


@pytest.mark.parametrize("initiatives", [(initiative(), bare_initiative()), (bare_initiative(),), ()])
@pytest.mark.parametrize("pillars", [plan_document().pillars, ()])
def test_every_plan_holds_to_the_schema(
    schema: etree.XMLSchema, initiatives: tuple[doc.InitiativeItem, ...], pillars: tuple[doc.PillarItem, ...]
) -> None:
    schema.assertValid(tree(plan_document(initiatives=initiatives, pillars=pillars)))


def test_pillars_are_goals_and_what_has_no_pillar_stands_under_the_plan_itself() -> None:
    root = tree(plan_document())
    assert texts(root, ".//s:Goal/s:Name") == ["くらしの手続きを軽くする", "標市デジタル・しるべ計画"]
    assert texts(root, ".//s:Goal/s:Objective/s:Name") == ["行政手続のオンライン化", "+セキュリティ対策"]


def test_targets_and_readings_stand_in_their_fiscal_years() -> None:
    root = tree(plan_document())
    indicator = root.find(".//s:PerformanceIndicator", NAMES)
    assert indicator is not None
    assert texts(indicator, ".//s:TargetResult/s:NumberOfUnits") == ["45", "70"]
    assert texts(indicator, ".//s:ActualResult/s:NumberOfUnits") == ["12.5", "20.9", "40.9"]
    assert texts(indicator, ".//s:ActualResult/s:EndDate") == ["2024-03-31", "2025-03-31", "2026-09-30"]


def test_an_unknown_baseline_is_left_out_and_not_zero() -> None:
    root = tree(plan_document())
    unmeasured = root.findall(".//s:PerformanceIndicator", NAMES)[1]
    assert unmeasured.findall(".//s:ActualResult", NAMES) == []


@pytest.mark.parametrize(
    ("kpis", "kind"),
    [((), "Strategic_Plan"), ((kpi(readings=()),), "Performance_Plan"), ((kpi(),), "Performance_Report")],
)
def test_the_type_says_whether_there_is_something_to_report(kpis: tuple[doc.KpiItem, ...], kind: str) -> None:
    assert tree(plan_document(initiatives=(initiative(kpis=kpis),))).get("Type") == kind


def test_identifiers_stay_the_same_from_one_file_to_the_next() -> None:
    document = plan_document()
    assert plan_stratml(document, edition()) == plan_stratml(document, edition())


def test_what_xml_cannot_hold_is_left_out(schema: etree.XMLSchema) -> None:
    document = replace(plan_document(), initiatives=(initiative(title="前\x0b後", summary="<b>&</b>"),))
    root = tree(document)
    schema.assertValid(root)
    assert texts(root, ".//s:Objective/s:Name") == ["前後"]
    assert texts(root, ".//s:Objective/s:Description") == ["<b>&</b>"]


def test_names_are_in_the_language_asked_for() -> None:
    assert texts(tree(plan_document(), "en"), "s:Name") == ["Shirube City Digital Waymark Plan"]
