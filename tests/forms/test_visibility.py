"""What is shown follows the answers; what is hidden is not handed in; rows are looked at one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.checking import check_answers
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.scene import look_at_answers
from shirube.forms.domain.secret import join_secret, split_secret
from shirube.forms.domain.sentences import problem_sentence
from shirube.forms.domain.summary import summarise
from shirube.forms.domain.visibility import (
    compute_answers,
    drop_hidden,
    list_visible_fields,
    list_visible_steps,
)
from tests.forms.every_type import ANSWERS, EVERY_TYPE, MY_NUMBERS, ROWS, TODAY, field

STRANGERS = st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)


@given(ANSWERS, STRANGERS)
def test_what_is_hidden_or_not_asked_is_never_handed_in(
    answers: dict[str, Any], strangers: dict[str, Any]
) -> None:
    kept = drop_hidden(EVERY_TYPE, strangers | answers, today=TODAY)
    shown = look_at_answers(EVERY_TYPE, kept, TODAY).shown

    assert set(kept) <= set(shown)
    assert all(
        f"children.{row['_row']}.{key}" in shown
        for row in kept.get("children", [])
        for key in row
        if key != "_row"
    )


@given(ANSWERS)
def test_dropping_twice_is_dropping_once(answers: dict[str, Any]) -> None:
    once = drop_hidden(EVERY_TYPE, answers, today=TODAY)

    assert drop_hidden(EVERY_TYPE, once, today=TODAY) == once


@given(ROWS)
def test_a_row_among_others_is_looked_at_as_if_it_were_alone(rows: list[dict[str, Any]]) -> None:
    together = drop_hidden(EVERY_TYPE, {"has_children": True, "children": rows}, today=TODAY)["children"]
    alone = [
        drop_hidden(EVERY_TYPE, {"has_children": True, "children": [row]}, today=TODAY)["children"][0]
        for row in rows
    ]

    assert together == alone


@given(ANSWERS)
def test_answers_of_a_form_are_right_or_told(answers: dict[str, Any]) -> None:
    """Whatever hypothesis draws is canonical, so that only what is missing can be wrong."""
    problems = check_answers(EVERY_TYPE, drop_hidden(EVERY_TYPE, answers, today=TODAY), today=TODAY)

    assert {one.code for one in problems} <= {"missing", "files_missing", "consent_missing", "rows_missing"}


def test_a_hidden_step_is_left_out_with_all_it_asks() -> None:
    steps = [
        {"code": "a", "title": "一", "fields": [field("more", "yes_no")]},
        {"code": "b", "title": "二", "fields": [field("line", "text")], "when": {"var": "more"}},
    ]
    form = parse_form({"code": "f", "title": "様式", "steps": steps})

    assert [one.code for one in list_visible_steps(form, {"more": False}, today=TODAY)] == ["a"]
    assert list_visible_fields(form, "b", {"more": False}, today=TODAY) == []
    assert drop_hidden(form, {"more": False, "line": "x"}, today=TODAY) == {"more": False}


def test_a_hidden_answer_counts_as_absent_for_all_that_follows() -> None:
    fields = [
        field("a", "yes_no"),
        field("b", "yes_no", when={"var": "a"}),
        field("c", "yes_no", when={"var": "b"}),
        field("d", "yes_no", when={"==": [{"var": "b"}, False]}),
    ]
    form = parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": fields}]}
    )
    answers = {"a": False, "b": True, "c": True}

    assert set(look_at_answers(form, answers, TODAY).shown) == {"a"}


def test_age_turns_on_the_birthday() -> None:
    rows = [{"_row": "a1", "born_on": "2008-11-21", "name": {}, "school": "x"}]
    answers = {"has_children": True, "children": rows}
    before = look_at_answers(EVERY_TYPE, answers, TODAY - timedelta(days=1)).shown
    then = look_at_answers(EVERY_TYPE, answers, TODAY).shown

    assert ("children.a1.school" in before, "children.a1.school" in then) == (True, False)


def test_computed_values_are_worked_out_and_hidden_answers_left_alone() -> None:
    answers = {"has_children": False, "children": [{"_row": "a1"}], "many": 99}
    computed = compute_answers(EVERY_TYPE, answers, today=TODAY)

    assert computed == {"has_children": False, "children": [{"_row": "a1"}], "many": 0}


def test_what_was_handed_in_is_not_worked_out_anew() -> None:
    """A record tells the days that had passed then, not those that have passed now."""
    days = field("days", "computed", formula={"days_between": [{"var": "x"}, {"today": []}]})
    late = field("late", "yes_no", when={">": [{"var": "days"}, 15]})
    form = parse_form(
        {
            "code": "f",
            "title": "様式",
            "steps": [{"code": "s", "title": "一", "fields": [field("x", "date"), days, late]}],
        }
    )
    sent = drop_hidden(form, {"x": "2026-11-20"}, today=TODAY)

    assert look_at_answers(form, sent, None).values == {"x": "2026-11-20", "days": 1}
    assert look_at_answers(form, sent, date(2027, 4, 1)).values["days"] > 15


# What is checked when handing in


def codes(answers: dict[str, Any]) -> dict[str, str]:
    return {one.path: one.code for one in check_answers(EVERY_TYPE, answers, today=TODAY)}


JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
SENT: st.SearchStrategy[dict[str, Any]] = st.dictionaries(st.sampled_from(sorted(EVERY_TYPE.by_key)), JSON)


@given(SENT)
def test_no_json_makes_the_engine_fall(answers: dict[str, Any]) -> None:
    kept = drop_hidden(EVERY_TYPE, answers, today=TODAY)
    problems = check_answers(EVERY_TYPE, answers, today=TODAY)

    assert set(kept) <= set(EVERY_TYPE.by_key)
    assert all(problem_sentence(one, EVERY_TYPE, "ja") for one in problems)
    summarise(EVERY_TYPE, kept, language="ja")
    compute_answers(EVERY_TYPE, answers, today=TODAY)


def test_a_question_the_form_does_not_ask_is_told() -> None:
    assert codes({"stranger": 1}) == {"stranger": "unknown_field"}
    assert codes({"children": [{"_row": "a1", "stranger": 1}]}) == {"children.a1.stranger": "unknown_field"}


def test_an_answer_that_is_not_canonical_is_told() -> None:
    wrong = {
        "count": "3",
        "line": " x ",
        "born_on": "2026-4-1",
        "days": ["wed", "mon"],
        "agree": "yes",
        "photos": [1],
    }

    assert {codes(wrong)[key] for key in wrong} == {"not_canonical"}


def test_rows_that_are_none_are_told() -> None:
    assert codes({"children": "x"}) == {"children": "not_canonical"}
    assert codes({"children": [{"_row": "a1"}, {"_row": "a1"}]}) == {"children": "not_canonical"}


def test_what_was_typed_and_not_understood_holds_up_the_handing_in() -> None:
    problems = check_answers(EVERY_TYPE, {}, today=TODAY, typed=["code"])

    assert {one.path: one.code for one in problems}["code"] == "still_wrong"


# 個人番号


@given(MY_NUMBERS, MY_NUMBERS)
def test_numbers_are_kept_apart_and_come_back(mine: str, childs: str) -> None:
    rows = [{"_row": "a1", "number": childs}, {"_row": "b2"}]
    whole = {"number": mine, "children": rows}
    apart, secret = split_secret(EVERY_TYPE, whole)

    assert mine not in repr(apart)
    assert childs not in repr(apart)
    assert secret == {"number": mine, "children.a1.number": childs}
    assert join_secret(EVERY_TYPE, apart, secret) == whole
    assert split_secret(EVERY_TYPE, apart) == (apart, {})
