"""The procedures as data: all 28 with real forms, in three languages, and each form can be filled."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.forms import interface as forms
from tests.packs.answers import TODAY, Filler

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "packs"
FACTS = ROOT.parent / "shared" / "facts" / "ishinomaki_policy_2021.json"
NATIONWIDE, EVERYDAY = "nationwide-28", "everyday-5"

# As the city's policy of 2021 prints them, 居住 for 居宅 in the seventh included.
NAMES = {
    "risai-shoumei": "罹災証明書の発行申請",
    "tenshutsu-tennyuu-yoyaku": "転出・転入予約手続",
    "ninshin-todoke": "妊娠の届出",
    "youkaigo-nintei": "要介護・要支援認定の申請",
    "youkaigo-koushin": "要介護・要支援更新認定の申請",
    "youkaigo-henkou": "要介護・要支援状態区分変更認定の申請",
    "kyotaku-keikaku-todoke": "居住（介護予防）サービス計画作成（変更）依頼の届出",
    "futan-wariai-saikoufu": "介護保険負担割合証の再交付申請",
    "hihokenshashou-saikoufu": "被保険者証の再交付申請",
    "kougaku-kaigo": "高額介護（予防）サービス費の支給申請",
    "futan-gendogaku": "介護保険負担限度額認定申請",
    "fukushi-yougu": "居宅介護（介護予防）福祉用具購入費の支給申請",
    "juutaku-kaishuu": "居宅介護（介護予防）住宅改修費の支給申請",
    "juusho-iten-youkaigo": "住所移転後の要介護・要支援認定申請",
    "jidou-teate-nintei": "児童手当等の受給資格及び児童手当の額についての認定請求",
    "jidou-teate-gakukaitei": "児童手当等の額の改定の請求及び届出",
    "jidou-teate-shimei-juusho": "氏名変更／住所変更等の届出",
    "jidou-teate-shoumetsu": "受給事由消滅の届出",
    "jidou-teate-mishiharai": "未支払の児童手当等の請求",
    "jidou-teate-kifu": "児童手当等に係る寄附の申出",
    "jidou-teate-kifu-henkou": "児童手当に係る寄附変更等の申出",
    "kyuushokuhi-choushuu": "受給資格者の申出による学校給食費等の徴収等の申出",
    "kyuushokuhi-choushuu-henkou": "受給資格者の申出による学校給食費等の徴収等の変更等の申出",
    "jidou-teate-genkyou": "児童手当等の現況届",
    "jidou-fuyou-genkyou": "児童扶養手当の現況届の事前送信",
    "hoiku-nintei": "支給認定の申請",
    "hoiku-riyou": "保育施設等の利用申込",
    "hoiku-genkyou": "保育施設等の現況届",
}
SECTIONS = {
    "資産税課": 1,
    "市民課": 1,
    "健康推進課": 1,
    "介護保険課": 11,
    "子育て支援課": 11,
    "子ども保育課": 3,
}
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
PLACEHOLDERS = {
    "applicant_name", "submitted_on", "decided_on", "receipt_number", "municipality_name", "section_name",
    "officer_note",
}  # fmt: skip
MOST_TRIES = 60


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


FILES = sorted((PACKS / "procedures").glob("*/*.yaml"))
PROCEDURES: dict[str, Any] = {path.stem: read(path) for path in FILES}
OF_PACK = {
    pack: [PROCEDURES[path.stem] for path in FILES if path.parent.name == pack]
    for pack in (NATIONWIDE, EVERYDAY)
}
FORMS = {code: forms.parse_form(procedure["form"]) for code, procedure in PROCEDURES.items()}

every_procedure = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES.keys())
every_form = pytest.mark.parametrize("code", FORMS)


def words(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text of a procedure, with its place."""
    if isinstance(node, dict) and "ja" in node:
        yield path, node
    elif isinstance(node, dict):
        yield from (found for key, value in node.items() for found in words(value, f"{path}/{key}"))
    elif isinstance(node, list):
        yield from (found for place, value in enumerate(node) for found in words(value, f"{path}[{place}]"))


def fields(procedure: Any) -> Iterator[Any]:
    for step in procedure["form"]["steps"]:
        for field in step["fields"]:
            yield field
            yield from field.get("fields", [])


def texts_of(field: Any) -> list[Any]:
    """What people read of a field, each of which must be in three languages."""
    named = [field[name] for name in ("label", "help", "text", "row_title", "unit") if name in field]
    messages = [check["message"] for check in field.get("checks", [])]
    return [*named, *messages, *(option["label"] for option in field.get("options", []))]


# The catalogue


def test_all_28_procedures_are_there_by_their_official_names() -> None:
    found = sorted((one["number"], one["code"], one["name"]["ja"]) for one in OF_PACK[NATIONWIDE])
    assert found == [(number, code, name) for number, (code, name) in enumerate(NAMES.items(), 1)]


def test_each_belongs_to_the_section_that_the_city_names() -> None:
    assert Counter(one["section_kind"] for one in OF_PACK[NATIONWIDE]) == SECTIONS


def test_names_and_sections_are_those_of_the_facts() -> None:
    if not FACTS.is_file():
        pytest.skip("the facts are not beside this repository")
    by_section = json.loads(FACTS.read_text(encoding="utf-8"))["online_procedures_28"]["by_section"]
    told = {(section, name) for section, names in by_section.items() for name in names}
    assert {(one["section_kind"], one["name"]["ja"]) for one in OF_PACK[NATIONWIDE]} == told


def test_sections_exist_in_ishinomaki() -> None:
    city = read(PACKS / "municipalities" / "ishinomaki.yaml")
    assert set(SECTIONS) <= {section["name"] for section in city["sections"]}


@every_procedure
def test_file_code_and_form_code_are_one(procedure: Any) -> None:
    assert PROCEDURES[procedure["code"]] is procedure
    assert procedure["form"]["code"] == procedure["code"]


@pytest.mark.parametrize("procedure", OF_PACK[NATIONWIDE], ids=lambda one: one["code"])
def test_a_nationwide_procedure_names_its_law(procedure: Any) -> None:
    assert all(basis["law"] and basis["article"].startswith("第") for basis in procedure["legal_basis"])
    assert procedure["legal_basis"]


@every_procedure
def test_a_level_is_stated(procedure: Any) -> None:
    assert procedure["level"] in {"none", "mail", "card", "signature"}


def test_who_lost_a_home_needs_no_identity_and_who_donates_signs() -> None:
    assert PROCEDURES["risai-shoumei"]["level"] == "none"
    assert PROCEDURES["jidou-teate-nintei"]["level"] == "card"
    assert PROCEDURES["youkaigo-nintei"]["level"] == "mail"
    assert PROCEDURES["jidou-teate-kifu"]["level"] == "signature"


def test_everyday_forms_show_what_a_section_may_do() -> None:
    everyday = OF_PACK[EVERYDAY]
    assert len(everyday) == 5
    assert "none" in {one["level"] for one in everyday}
    assert "once" in {one["reception"]["per_person"] for one in everyday}
    assert any(field["type"] == "group" for one in everyday for field in fields(one))
    assert any("when" in field for one in everyday for field in fields(one))


@every_procedure
def test_documents_ask_only_for_what_is_known(procedure: Any) -> None:
    bodies = procedure.get("document", {}).get("body", {}).values()
    asked = {name for body in bodies for name in re.findall(r"\{([^}]*)\}", body)}
    answers = {f"answers.{field['key']}" for field in fields(procedure)}
    assert asked <= PLACEHOLDERS | answers


@every_procedure
def test_exported_columns_exist_in_the_form(procedure: Any) -> None:
    keys = {field["key"] for step in procedure["form"]["steps"] for field in step["fields"]}
    values = [column["value"] for column in procedure["export"]["columns"]]
    assert {value.split(".")[1] for value in values if value.startswith("answers.")} <= keys
    assert values[0] == "receipt_number"


# The words


@every_procedure
def test_every_text_is_there_in_three_languages(procedure: Any) -> None:
    lacking = [place for place, text in words(procedure) if not all(text.get(k) for k in ("en", "ja-easy"))]
    assert lacking == []


@every_procedure
def test_no_text_is_plain_japanese_only(procedure: Any) -> None:
    steps = procedure["form"]["steps"]
    shown = [step[name] for step in steps for name in ("title", "explanation") if name in step]
    shown += [procedure["form"]["title"], procedure["form"]["intro"], *procedure["bring"]]
    shown += [text for field in fields(procedure) for text in texts_of(field)]
    assert [text for text in shown if not isinstance(text, dict)] == []


@every_procedure
def test_english_is_english(procedure: Any) -> None:
    assert [place for place, text in words(procedure) if JAPANESE.search(text["en"])] == []


@every_procedure
def test_easy_sentences_are_short(procedure: Any) -> None:
    easy = [text["ja-easy"] for _, text in words(procedure)]
    sentences = [re.sub(r"（[^）]*）", "", one) for text in easy for one in re.split(r"[。\n]", text)]
    assert [one for one in sentences if len(one) > 45] == []


# The forms


@every_form
def test_a_form_survives_being_written_and_read(code: str) -> None:
    assert forms.parse_form(forms.dump_form(FORMS[code])) == FORMS[code]


@every_form
def test_nothing_in_a_form_is_unclear_to_the_lint(code: str) -> None:
    # Its hints may stay: a doctor is asked for in one line, because nobody knows the kana.
    assert [
        (note.path, note.code) for note in forms.lint_form(FORMS[code]) if note.severity == "warning"
    ] == []


@every_procedure
def test_a_form_asks_little_at_a_time(procedure: Any) -> None:
    steps = procedure["form"]["steps"]
    plain = [sum("when" not in field for field in step["fields"]) for step in steps]
    assert 2 <= len(steps) <= 6
    assert max(plain) <= 8
    assert 5 <= sum(plain) <= 24


@every_procedure
def test_my_number_is_asked_only_by_law_and_never_forced(procedure: Any) -> None:
    asked = [field for field in fields(procedure) if field["type"] == "my_number"]
    assert all("番号法第9条" in field["help"]["ja"] for field in asked)
    assert all(field["required"] == "soft" for field in asked)
    assert not (asked and procedure["code"] in {one["code"] for one in OF_PACK[EVERYDAY]})


@every_procedure
def test_no_fact_is_asked_twice(procedure: Any) -> None:
    outer = [field for step in procedure["form"]["steps"] for field in step["fields"]]
    asked = Counter(field["concept"] for field in outer if "concept" in field)
    assert [concept for concept, times in asked.items() if times > 1] == []


@every_procedure
def test_papers_that_lack_do_not_stop_an_application(procedure: Any) -> None:
    # Law: an application must be accepted even when an attachment is missing (行政手続法第7条).
    files = [field for field in fields(procedure) if field["type"] == "files"]
    assert [field["key"] for field in files if field.get("required", True) is True] == []


def test_a_damaged_house_asks_for_three_photos_and_a_decision_by_photos_demands_them() -> None:
    form = FORMS["risai-shoumei"]
    answers = next(one for one in fillings("risai-shoumei") if one.get("self_judgement"))
    two = {**answers, "photos": answers["photos"][:2]}
    by_photos = [one.severity for one in forms.check_answers(form, two, today=TODAY) if one.path == "photos"]
    visited = forms.drop_hidden(form, {**two, "self_judgement": False}, today=TODAY)
    on_visit = [
        one.severity for one in forms.check_answers(form, visited, today=TODAY) if one.path == "photos"
    ]
    assert (by_photos, on_visit) == (["error", "warning"], ["warning"])


@cache
def fillings(code: str) -> list[dict[str, Any]]:
    """Answers of as many people as it takes to see every question, with and without."""
    taken: list[dict[str, Any]] = []
    for seed in range(MOST_TRIES):
        taken.append(Filler(FORMS[code], seed).fill())
        if not unseen(code, taken):
            break
    return taken


def conditions(code: str) -> dict[str, str]:
    """What is shown only sometimes: its name, and whether it is asked or computed."""
    found = {f"step {step.code}": "step" for step in FORMS[code].steps if step.when is not None}
    for step in FORMS[code].steps:
        for field in step.fields:
            found |= {field.key: field.type} if field.when is not None else {}
            inner = field.fields if isinstance(field, forms.GroupField) else []
            found |= {f"{field.key}.{one.key}": one.type for one in inner if one.when is not None}
    return found


def shown(code: str, answers: dict[str, Any]) -> Counter[str]:
    """How often each question stands on the page; those of rows once for each row."""
    steps = forms.list_visible_steps(FORMS[code], answers, today=TODAY)
    counts = Counter(f"step {step.code}" for step in steps)
    for step in steps:
        paths = [path for path, _ in forms.list_visible_fields(FORMS[code], step.code, answers, today=TODAY)]
        counts.update(re.sub(r"\.[^.]*\.", ".", path) for path in paths)
    return counts


def unseen(code: str, taken: list[dict[str, Any]]) -> set[tuple[str, bool]]:
    """The conditions that were never met, and those always met. A computed value needs no absence: it lacks only facts."""
    wanted = {(name, True) for name in conditions(code)}
    wanted |= {(name, False) for name, kind in conditions(code).items() if kind != "computed"}
    seen = {one for answers in taken for one in sights(code, answers)}
    return wanted - seen


def sights(code: str, answers: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    counts = shown(code, answers)
    for name in conditions(code):
        group, _, inner = name.partition(".")
        places = len(answers.get(group, [])) if inner else 1
        yield from ((name, True) for _ in range(min(1, counts[name])))
        yield from ((name, False) for _ in range(min(1, places - counts[name])))


@every_form
def test_a_form_can_be_filled(code: str) -> None:
    found = [
        one for answers in fillings(code) for one in forms.check_answers(FORMS[code], answers, today=TODAY)
    ]
    assert [one for one in found if one.severity == "error"] == []


@every_form
def test_every_condition_is_met_and_not_met(code: str) -> None:
    assert unseen(code, fillings(code)) == set()


@every_form
def test_nothing_is_demanded_that_is_hidden(code: str) -> None:
    for answers in fillings(code):
        assert forms.drop_hidden(FORMS[code], answers, today=TODAY).keys() <= answers.keys()


@every_form
def test_an_empty_form_names_what_lacks(code: str) -> None:
    problems = forms.check_answers(FORMS[code], {}, today=TODAY)
    assert any(one.severity == "error" for one in problems)
