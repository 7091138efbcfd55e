"""One conversation over many forms: every form is served, and nothing is asked twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from shirube.forms import interface as forms
from shirube.visits.domain.interview.packages import list_package_problems
from shirube.visits.domain.interview.union import Offered, unite
from tests.packs.answers import TODAY
from tests.visits.interviews.packages import (
    READY,
    everything,
    form_of,
    offered,
    procedure_pack,
    ready_package,
    talk_form,
    union_of,
)

every_package = pytest.mark.parametrize("code", READY)
SEEDS = range(2)


def shown(form: forms.Form, answers: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every question that a person would be asked, papers aside."""
    for step in forms.list_visible_steps(form, answers, today=TODAY):
        for path, field in forms.list_visible_fields(form, step.code, answers, today=TODAY):
            if field.is_asked and field.type not in {"files", "explanation", "group"}:
                yield path, field


def procedures_of(code: str) -> list[str]:
    return [one.procedure for one in ready_package(code).procedures]


def answers_of(code: str, procedure: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Of the first application, where there are several."""
    first, *_others = union_of(code).applying_rows(procedure, answers)
    own = union_of(code).distribute(procedure, answers, first)
    return dict(forms.drop_hidden(form_of(procedure), own, today=TODAY))


@every_package
def test_a_ready_package_has_no_problem(code: str) -> None:
    assert list(list_package_problems(ready_package(code))) == []


@every_package
def test_a_ready_package_reaches_five_sections_and_forms_of_the_28(code: str) -> None:
    packs = [procedure_pack(one) for one in procedures_of(code)]
    assert len({pack["section_kind"] for pack in packs}) >= 5
    assert any(pack.get("number") for pack in packs)


@every_package
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_asked_twice(code: str, seed: int) -> None:
    answers = everything(code, seed)
    asked = list(shown(talk_form(code), answers))
    concepts = Counter(
        (path.rpartition(".")[0], field.concept) for path, field in asked if field.concept is not None
    )
    labels = Counter((path.rpartition(".")[0], field.label.ja) for path, field in asked)
    assert [one for one, count in (concepts | labels).items() if count > 1] == []


@every_package
@pytest.mark.parametrize("seed", SEEDS)
def test_the_conversation_has_fewer_questions_than_the_forms_together(code: str, seed: int) -> None:
    answers = everything(code, seed)
    asked = [path for path, _ in shown(talk_form(code), answers)]
    alone = [
        path
        for procedure in procedures_of(code)
        for path, _ in shown(form_of(procedure), answers_of(code, procedure, answers))
    ]
    assert len(asked) == len(set(asked))
    assert len(asked) < 0.8 * len(alone)


@every_package
@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_gets_every_answer_it_needs(code: str, seed: int) -> None:
    answers = everything(code, seed)
    lacking = [
        (procedure, problem.path, problem.code)
        for procedure in procedures_of(code)
        for problem in forms.check_answers(
            form_of(procedure), answers_of(code, procedure, answers), today=TODAY
        )
        if problem.severity == "error" and problem.code != "files_missing"
    ]
    assert lacking == []


@every_package
def test_no_question_of_any_form_is_forgotten(code: str) -> None:
    union = union_of(code)
    forgotten = []
    for procedure in procedures_of(code):
        part = ready_package(code).part_of(procedure)
        known = {*union.names[procedure].keys, *(part.told if part else ())}
        fields = form_of(procedure).by_key.values()
        asked = {one.key for one in fields if one.is_asked and one.type not in {"files", "explanation"}}
        forgotten += [(procedure, key) for key in asked - known]
    assert forgotten == []


@every_package
def test_a_procedure_that_does_not_apply_asks_nothing_of_its_own(code: str) -> None:
    nothing = dict.fromkeys(ready_package(code).opening_keys, False)
    asked = [path for path, _ in shown(talk_form(code), nothing)]
    assert set(asked) <= ready_package(code).opening_keys


def test_the_person_who_died_is_asked_for_first() -> None:
    steps = [step.code for step in talk_form("okuyami").steps]
    assert steps[:3] == ["opening", "deceased", "you"]
    assert steps[-1] == "end"


def test_one_answer_reaches_all_forms_that_ask_for_it() -> None:
    answers = everything("okuyami", 1)
    named = {
        answers_of("okuyami", one, answers)["deceased_name"]["family"]
        for one in ("sousaihi", "kaigo-soushitsu", "jidou-teate-mishiharai", "suidou-meigi")
    }
    assert named == {answers["represented_name"]["family"]}


def test_rows_go_to_both_forms_with_their_own_keys() -> None:
    answers = everything("okuyami", 0)
    unpaid = answers_of("okuyami", "jidou-teate-mishiharai", answers)["children"]
    new = answers_of("okuyami", "jidou-teate-nintei", answers)["children"]
    assert [row["name"] for row in unpaid] == [row["name"] for row in new]
    assert "account" in unpaid[0]
    assert "account" not in new[0]


def test_people_who_are_known_become_rows_of_the_insured() -> None:
    answers = {
        "needs_kokuho": True,
        "kokuho_self": True,
        "person_name": {"family": "山田", "given": "凪", "family_kana": "ヤマダ", "given_kana": "ナギ"},
        "person_born_on": "1990-04-01",
        "children": [
            {"_row": "bbbb", "child_born_on": "2018-05-05", "joins_kokuho": True},
            {"_row": "cccc", "child_born_on": "2020-05-05", "joins_kokuho": False},
        ],
    }
    rows = union_of("tennyuu").distribute("kokuho-kanyuu", answers)["members"]
    assert [row["relation"] for row in rows] == ["self", "child"]
    assert [row["born_on"] for row in rows] == ["1990-04-01", "2018-05-05"]


def test_only_pupils_change_school() -> None:
    rows = [
        {"_row": "bbbb", "goes_to_school": True, "tennyuugaku__grade": "e"},
        {"_row": "cccc", "goes_to_school": False},
    ]
    pupils = union_of("tennyuu").distribute("tennyuugaku", {"children": rows})["pupils"]
    assert pupils == [{"_row": "bbbb", "grade": "e"}]


def test_a_procedure_that_is_left_out_takes_along_what_hangs_on_it() -> None:
    package = ready_package("tennyuu")
    rest = [one.procedure for one in package.procedures if one.procedure != "jidou-teate-nintei"]
    form = forms.parse_form(unite(package, [offered(one, "tennyuu") for one in rest]).content)
    assert {"guardian_need", "spouse_need", "spouse_joins"} & form.by_key.keys() == {"guardian_need"}


def siblings() -> dict[str, Any]:
    """Three children, two of whom need a nursery."""
    named = {name: {"family": "山田", "given": name} for name in ("一", "二", "三")}
    rows = [
        {"_row": "bbbb", "child_name": named["一"], "needs_nursery": True, "nursery_now": "home"},
        {"_row": "cccc", "child_name": named["二"], "needs_nursery": False},
        {"_row": "dddd", "child_name": named["三"], "needs_nursery": True, "nursery_now": "relative"},
    ]
    return {"has_nursery": True, "children": rows, "hoiku_riyou__time": "平日"}


def test_each_child_has_an_application_of_their_own_and_the_wishes_in_common() -> None:
    union = union_of("tennyuu")
    rows = union.applying_rows("hoiku-riyou", siblings())
    found = [union.distribute("hoiku-riyou", siblings(), row) for row in rows]
    assert rows == ["bbbb", "dddd"]
    assert [one["child_name"]["given"] for one in found] == ["一", "三"]
    assert [(one["now"], one["time"]) for one in found] == [("home", "平日"), ("relative", "平日")]


def test_a_problem_of_one_child_leads_to_that_child() -> None:
    union = union_of("tennyuu")
    assert union.path_in("hoiku-riyou", "child_born_on", "dddd") == "children.dddd.child_born_on"
    assert union.path_in("hoiku-riyou", "time", "dddd") == "hoiku_riyou__time"


def test_who_needs_no_nursery_place_applies_for_none() -> None:
    assert union_of("tennyuu").applying_rows("hoiku-riyou", {"has_nursery": True}) == []
    assert union_of("tennyuu").applying_rows("kokuho-kanyuu", {}) == [""]


def test_parents_are_not_asked_for_their_names_again() -> None:
    answers = everything("tennyuu", 0)
    guardians = answers_of("tennyuu", "hoiku-riyou", answers)["guardians"]
    assert [one["name"] for one in guardians[:2]] == [answers["person_name"], answers["spouse_name"]]


def test_the_former_municipality_is_read_from_the_former_address() -> None:
    union = union_of("tennyuu")
    parts = {"address_previous": {"city": "石巻市", "prefecture": "宮城県"}}
    line = {"address_previous": {"free": "どこかの町1"}}
    assert union.distribute("juusho-iten-youkaigo", parts)["previous_municipality"] == "石巻市"
    assert union.distribute("juusho-iten-youkaigo", line)["previous_municipality"] == "どこかの町1"


def test_a_problem_of_a_form_leads_to_the_question() -> None:
    union = union_of("okuyami")
    assert union.path_in("sousaihi", "deceased_name") == "represented_name"
    assert union.path_in("jidou-teate-nintei", "children.bbbb.born_on") == "children.bbbb.child_born_on"
    assert union.path_in("jidou-teate-nintei", "reason") == ""


def test_papers_are_no_questions() -> None:
    papers = {(paper.procedure, paper.label["ja"]) for paper in union_of("okuyami").papers}
    assert ("sousaihi", "葬儀を行ったことがわかるもの") in papers
    assert not [one for one in talk_form("okuyami").by_key.values() if one.type == "files"]


def test_what_is_not_of_one_kind_stays_two_questions() -> None:
    package = ready_package("okuyami")
    (part,) = [one for one in package.procedures if one.procedure == "sousaihi"]
    wrong = part.model_copy(update={"same": {**part.same, "kind": "represented.name"}})
    known = offered("sousaihi", "okuyami")
    names = unite(package, [Offered(wrong, known.name, known.form)]).names["sousaihi"]
    assert names.keys["deceased_name"] == "represented_name"
    assert names.keys["kind"] == "sousaihi__kind"
