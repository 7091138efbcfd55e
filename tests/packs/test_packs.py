"""The packs as data: they need no Django, and say only what their documents say."""

import datetime as dt
import unicodedata
from collections.abc import Iterator
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.measures import interface as measures
from shirube.measures.domain.formula import operands_of, parse_formula
from tests.architecture.rooms import built_rooms, ranks

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
SEEDS = ROOT.parent / "shared" / "seeds"
TODAY = dt.date(2026, 11, 21)
JST = dt.timezone(dt.timedelta(hours=9))


def words(text: str) -> set[str]:
    return set(text.split())


MUNICIPALITY_KEYS = words("kind version code slug name kana prefecture english demonstration sections")
PLAN_KEYS = words(
    "kind version municipality slug name document_kind adopted period philosophy progress_method translations source"
    " notices kpi_note links pillars initiatives"
)
LINK_KEYS = words("name relation part category note adopted")
PILLAR_KEYS = words("code slug name category translations")
INITIATIVE_KEYS = words(
    "code slug pillar title summary category dx_mark dx_mark_basis translations responsible notes laws logic actions kpis"
)
ACTION_KEYS = words("code name translations phases")
KPI_KEYS = words(
    "code name translations unit decimals direction baseline target intermediate formula measure"
)
RELATIONS = words("upper implementation reform beside predecessor also_positioned_as")
NOTE_KINDS = words("background issue response case figure means guideline deadline base")
ROW_KEYS = words("number group sub_group label label_confidence done not_applicable none all_none")
STATES = {"on_time", "late", "done", "stopped"}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


MUNICIPALITIES = {p["slug"]: p for p in map(read, sorted((PACKS / "municipalities").glob("*.yaml")))}
PLANS = {path.stem: read(path) for path in sorted((PACKS / "plans").glob("*.yaml"))}
MIYAGI = read(PACKS / "comparisons" / "miyagi-2021.yaml")
DEMO = read(PACKS / "demonstrations" / "shirube.yaml")
DEMO_PLAN = PLANS["shirube-dx-2024"]
EVERY_FILE = sorted(PACKS.rglob("*.yaml"))

every_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
every_file = pytest.mark.parametrize("path", EVERY_FILE, ids=lambda path: path.stem)


def check_digit(code: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def items(plan: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for initiative in plan["initiatives"] for item in initiative.get(kind, [])]


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from (text for value in node.values() for text in texts(value))
    elif isinstance(node, list):
        yield from (text for value in node for text in texts(value))


def squeeze(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def runs(text: str, length: int = 30) -> set[str]:
    return {text[i : i + length] for i in range(len(text) - length + 1)}


def unknown_keys(nodes: list[dict[str, Any]], known: set[str]) -> set[str]:
    return {key for node in nodes for key in node} - known


def entries() -> list[dict[str, Any]]:
    steps = [step for review in DEMO["reviews"] for step in review["steps"]]
    return [*DEMO["readings"], *DEMO["reports"], *DEMO["ooda"], *DEMO["changes"], *steps]


# Municipalities


def test_five_municipalities_have_valid_codes() -> None:
    codes = {p["slug"]: p["code"] for p in MUNICIPALITIES.values()}
    assert codes == {
        "ishinomaki": "042021", "shiroishi": "042064", "kurihara": "042137",
        "higashimatsushima": "042145", "shirube": "990019",
    }  # fmt: skip
    assert all(code[5] == check_digit(code) for code in codes.values())


def test_municipalities_use_the_keys_of_the_schema() -> None:
    assert unknown_keys(list(MUNICIPALITIES.values()), MUNICIPALITY_KEYS) == set()


def test_only_the_invented_city_is_a_demonstration() -> None:
    assert [slug for slug, p in MUNICIPALITIES.items() if p["demonstration"]] == ["shirube"]
    lived = [read(path)["municipality"] for path in (PACKS / "demonstrations").glob("*.yaml")]
    assert lived
    assert set(lived) == {MUNICIPALITIES["shirube"]["code"]}


# Plans


@pytest.mark.parametrize(
    ("name", "pillars", "initiatives", "actions", "kpis"),
    [
        ("ishinomaki-dx-2021", 2, 10, 0, 0),
        ("shiroishi-digital-2023", 3, 13, 0, 0),
        ("higashimatsushima-digital-2026", 3, 10, 13, 13),
        ("kurihara-dx-2023", 3, 6, 0, 0),
        ("shirube-dx-2024", 3, 9, 15, 22),
    ],
)
def test_a_plan_is_complete(name: str, pillars: int, initiatives: int, actions: int, kpis: int) -> None:
    plan = PLANS[name]
    assert (len(plan["pillars"]), len(plan["initiatives"])) == (pillars, initiatives)
    assert (len(items(plan, "actions")), len(items(plan, "kpis"))) == (actions, kpis)


@every_plan
def test_a_plan_uses_the_keys_of_the_schema(plan: dict[str, Any]) -> None:
    assert set(plan) <= PLAN_KEYS
    assert unknown_keys(plan["links"], LINK_KEYS) == set()
    assert unknown_keys(plan["pillars"], PILLAR_KEYS) == set()
    assert unknown_keys(plan["initiatives"], INITIATIVE_KEYS) == set()
    assert unknown_keys(items(plan, "actions"), ACTION_KEYS) == set()
    assert unknown_keys(items(plan, "kpis"), KPI_KEYS) == set()
    assert unknown_keys(items(plan, "responsible"), {"section", "label", "duties"}) == set()
    assert unknown_keys(items(plan, "notes"), {"kind", "text"}) == set()
    assert unknown_keys(items(plan, "laws"), {"name", "clause"}) == set()


@every_plan
def test_a_plan_uses_the_words_of_the_schema(plan: dict[str, Any]) -> None:
    assert plan["document_kind"] in {"plan", "policy"}
    assert {link["relation"] for link in plan["links"]} <= RELATIONS
    assert {note["kind"] for note in items(plan, "notes")} <= NOTE_KINDS
    assert {kpi["direction"] for kpi in items(plan, "kpis")} <= {"increase", "decrease", "keep"}
    named = [operands_of(parse_formula(kpi["measure"])) for kpi in items(plan, "kpis") if kpi["measure"]]
    codes = {operand.code for operand in chain.from_iterable(named)}
    # What a room to come will measure says "not measured" until then; a slip of the pen would say so for ever.
    assert {code for code in codes if code.partition(".")[0] in built_rooms()} <= {
        measure.identifier for measure in measures.measures
    }
    assert {code.partition(".")[0] for code in codes} <= ranks().keys() | {"series"}


@every_plan
def test_codes_and_slugs_are_unique(plan: dict[str, Any]) -> None:
    actions = [initiative.get("actions", []) for initiative in plan["initiatives"]]
    named = [plan["pillars"], plan["initiatives"], items(plan, "kpis"), *actions]
    codes = [[item["code"] for item in group] for group in named]
    slugs = [[item["slug"] for item in group] for group in named[:2]]
    assert all(len(values) == len(set(values)) for values in codes + slugs)
    assert all(isinstance(value, str) for values in codes + slugs for value in values)


@every_plan
def test_pillars_and_sections_named_by_an_initiative_exist(plan: dict[str, Any]) -> None:
    city = next(p for p in MUNICIPALITIES.values() if p["code"] == plan["municipality"])
    sections = {section["code"] for section in city["sections"]}
    pillars = {pillar["code"] for pillar in plan["pillars"]}
    assert {r["section"] for r in items(plan, "responsible") if "section" in r} <= sections
    assert {i["pillar"] for i in plan["initiatives"] if "pillar" in i} <= pillars


@every_plan
def test_every_name_and_summary_has_english_and_plain_japanese(plan: dict[str, Any]) -> None:
    named = [plan, *plan["pillars"], *items(plan, "actions"), *items(plan, "kpis")]
    assert all(item["translations"][language]["name"] for item in named for language in ("en", "ja-easy"))
    assert all(
        set(initiative["translations"][language]) == {"title", "summary"}
        for initiative in plan["initiatives"]
        for language in ("en", "ja-easy")
    )


@every_plan
def test_phases_lie_in_the_period_and_follow_each_other(plan: dict[str, Any]) -> None:
    start, end = plan["period"]["start"], plan["period"]["end"]
    years = [[(p["from"], p["to"]) for p in action["phases"]] for action in items(plan, "actions")]
    assert all(start <= first <= last <= end for phases in years for first, last in phases)
    assert all(a[1] < b[0] for phases in years for a, b in pairwise(phases))


@every_plan
def test_targets_come_after_their_baseline(plan: dict[str, Any]) -> None:
    points = [[k["baseline"], *k.get("intermediate", []), k["target"]] for k in items(plan, "kpis")]
    years = [[point["fiscal_year"] for point in sequence] for sequence in points]
    assert all(sequence == sorted(set(sequence)) for sequence in years)
    assert all(2000 <= year <= 2040 for sequence in years for year in sequence)


def test_ishinomaki_marks_exactly_its_class_a() -> None:
    marks = {i["code"]: i["dx_mark"] for i in PLANS["ishinomaki-dx-2021"]["initiatives"]}
    assert [code for code, mark in marks.items() if mark] == ["A-①", "A-②", "A-③", "A-④", "A-⑤"]


def test_higashimatsushima_keeps_missing_values_missing() -> None:
    kpis = {k["code"]: k for k in items(PLANS["higashimatsushima-digital-2026"], "kpis")}
    missing = [code for code, kpi in kpis.items() if kpi["baseline"]["value"] is None]
    assert missing == ["online-rate", "systems-migrated", "security-literacy", "ai-staff-share"]
    assert (kpis["incidents"]["direction"], kpis["incidents"]["baseline"]["value"]) == ("keep", 0)


# Comparison of the 35 municipalities


def test_the_35_municipalities_have_valid_unique_codes() -> None:
    codes = [m["code"] for m in MIYAGI["municipalities"]]
    assert len(codes) == len(set(codes)) == 35
    assert codes == sorted(codes)
    assert all(code[:2] == "04" and code[5] == check_digit(code) for code in codes)


def test_sums_of_the_35_are_the_printed_totals() -> None:
    sums = {key: sum(m[key] for m in MIYAGI["municipalities"]) for key in ("population", "cards")}
    assert sums == {"population": 2_292_385, "cards": 663_832}
    assert MIYAGI["totals"] == {**sums, "rate_printed": "29.0%"}


def test_each_of_the_93_rows_counts_35_cells() -> None:
    rows = MIYAGI["rows"]
    assert [row["number"] for row in rows] == list(range(1, 94))
    assert {row["done"] + row["none"] + row["not_applicable"] for row in rows} == {35}
    assert all(row["all_none"] == (row["none"] == 35) for row in rows)
    assert unknown_keys(rows, ROW_KEYS) == set()


# Demonstration


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("people", "key name kana email role section"),
        ("readings", "kpi measured_on value source note by at"),
        ("reports", "initiative action fiscal_year state reason by at"),
        ("reviews", "initiative fiscal_year achievements issues next_steps override steps"),
        ("ooda", "initiative observed oriented decided acted by at"),
        ("changes", "at by reason initiative kpi set"),
    ],
)
def test_the_demonstration_uses_the_keys_of_the_schema(kind: str, known: str) -> None:
    assert unknown_keys(DEMO[kind], words(known)) == set()


def test_the_demonstration_refers_to_what_exists() -> None:
    people = {person["key"] for person in DEMO["people"]}
    actions = {(i["code"], a["code"]) for i in DEMO_PLAN["initiatives"] for a in i["actions"]}
    kpis = {k["code"] for k in items(DEMO_PLAN, "kpis")}
    assert {entry["by"] for entry in entries()} <= people
    assert {r["kpi"] for r in DEMO["readings"]} <= kpis
    assert {(r["initiative"], r["action"]) for r in DEMO["reports"]} <= actions
    assert {r["initiative"] for r in DEMO["reviews"] + DEMO["ooda"]} <= {code for code, _ in actions}


def test_invented_people_have_invented_addresses_and_real_sections() -> None:
    sections = {section["code"] for section in MUNICIPALITIES["shirube"]["sections"]}
    emails = [person["email"] for person in DEMO["people"]]
    assert len(emails) == len(set(emails))
    assert all(email.endswith("@shirube.example") for email in emails)
    assert {person["section"] for person in DEMO["people"] if "section" in person} <= sections


def test_everything_happened_before_today_in_office_hours() -> None:
    local = [entry["at"].astimezone(JST) for entry in entries()]
    assert all(moment.date() < TODAY and moment.weekday() < 5 for moment in local)
    assert all(dt.time(8, 30) <= moment.time() <= dt.time(17, 15) for moment in local)


def test_readings_are_entered_after_they_are_measured() -> None:
    assert all(r["measured_on"] < r["at"].astimezone(JST).date() for r in DEMO["readings"])
    days = [(r["kpi"], r["measured_on"]) for r in DEMO["readings"]]
    assert len(days) == len(set(days))


def test_reports_are_one_for_each_action_and_fiscal_year() -> None:
    keys = [(r["initiative"], r["action"], r["fiscal_year"]) for r in DEMO["reports"]]
    assert len(keys) == len(set(keys))
    assert {r["state"] for r in DEMO["reports"]} <= STATES
    assert all(r.get("reason") for r in DEMO["reports"] if r["state"] in {"late", "stopped"})


def test_review_steps_keep_their_order() -> None:
    ways = {" ".join(step["move"] for step in review["steps"]) for review in DEMO["reviews"]}
    times = [[step["at"] for step in review["steps"]] for review in DEMO["reviews"]]
    assert all(sequence == sorted(set(sequence)) for sequence in times)
    assert ways == {
        "submit", "submit return", "submit forward", "submit forward publish",
        "submit return submit forward publish", "submit forward return return submit forward publish",
    }  # fmt: skip


def test_what_is_not_measured_by_the_work_has_readings_and_one_ended() -> None:
    days: dict[str, dt.date] = {}
    for reading in DEMO["readings"]:
        days[reading["kpi"]] = max(reading["measured_on"], days.get(reading["kpi"], dt.date.min))
    by_hand = {kpi["code"] for kpi in items(DEMO_PLAN, "kpis") if not kpi["measure"]}
    assert by_hand <= set(days)
    assert [kpi for kpi, day in days.items() if day < dt.date(2025, 11, 1)] == ["support-satisfaction"]


# Words


@every_file
def test_no_sentence_is_copied_from_a_seed(path: Path) -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed documents are not beside this repository")
    seeds = [squeeze(seed.read_text(encoding="utf-8")) for seed in sorted(SEEDS.glob("00[0-4]*.txt"))]
    sentences = [squeeze(text) for text in texts(read(path)) if "。" in text]
    assert {run for text in sentences for run in runs(text) if any(run in seed for seed in seeds)} == set()
