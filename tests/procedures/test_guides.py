"""From answers to what there is to do."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.kernel.packs import InvalidPackError
from shirube.procedures.commands.parsing import parse_guide_pack
from shirube.procedures.domain.guides import (
    Certainty,
    LifeEvent,
    find_next_question,
    list_tasks,
    read_answers,
)
from shirube.procedures.domain.rules import evaluate

PUBLIC = {"!": {"var": "public_servant"}}
BIRTH = {
    "code": "birth",
    "title": "子どもが生まれた",
    "summary": "すること",
    "questions": [
        {"code": "public_servant", "text": "公務員ですか"},
        {"code": "allowance", "text": "手当を受けていますか", "when": PUBLIC},
        {
            "code": "place",
            "text": "どこで",
            "options": [{"value": "home", "label": "家"}, {"value": "abroad", "label": "国外"}],
        },
    ],
    "tasks": [
        {"code": "nursery", "procedure": "nursery"},
        {"code": "allowance", "procedure": "allowance", "when": PUBLIC, "within_days": 15},
        {
            "code": "more",
            "procedure": "more",
            "when": {"and": [PUBLIC, {"var": "allowance"}]},
            "within_days": 15,
        },
        {"code": "report", "title": "出生届", "within_days": 14},
        {
            "code": "embassy",
            "title": "大使館",
            "when": {"==": [{"var": "place"}, "abroad"]},
            "within_days": 90,
        },
    ],
}


def event(**changes: Any) -> LifeEvent:
    return parse_guide_pack({"kind": "guide", "code": "g", "events": [{**BIRTH, **changes}]}).events[0]


def tasks(**typed: str) -> dict[str, Certainty]:
    return {one.task.code: one.certainty for one in list_tasks(event(), read_answers(event(), typed))}


def asked_next(**typed: str) -> str:
    question = find_next_question(event(), read_answers(event(), typed))
    return question.code if question else ""


def test_questions_follow_each_other_and_pointless_ones_are_left_out() -> None:
    assert asked_next() == "public_servant"
    assert asked_next(public_servant="no") == "allowance"
    assert asked_next(public_servant="yes") == "place"
    assert asked_next(public_servant="unknown") == "allowance"
    assert asked_next(public_servant="yes", place="home") == ""


def test_the_shortest_deadline_comes_first_and_none_last() -> None:
    found = tasks(public_servant="no", allowance="yes", place="abroad")

    assert list(found) == ["report", "allowance", "more", "embassy", "nursery"]
    assert set(found.values()) == {Certainty.SURE}


def test_who_does_not_know_is_told_what_may_apply() -> None:
    found = tasks(public_servant="unknown", allowance="no", place="unknown")

    assert found["allowance"] is Certainty.MAYBE
    assert "more" not in found
    assert found["embassy"] is Certainty.MAYBE


def test_a_question_that_was_not_asked_counts_as_no() -> None:
    assert "more" not in tasks(public_servant="yes", allowance="yes", place="home")


@pytest.mark.parametrize("typed", [{"public_servant": "perhaps"}, {"nobody": "yes"}, {"place": "<script>"}])
def test_answers_that_no_question_offers_are_ignored(typed: dict[str, str]) -> None:
    assert read_answers(event(), typed).values == {}


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ({"and": [{"var": "yes"}, {"var": "unknown"}]}, None),
        ({"and": [{"var": "no"}, {"var": "unknown"}]}, False),
        ({"or": [{"var": "yes"}, {"var": "unknown"}]}, True),
        ({"or": [{"var": "no"}, {"var": "unknown"}]}, None),
        ({"!": {"var": "unknown"}}, None),
        ({"!=": [{"var": "word"}, "b"]}, True),
        ({"in": [{"var": "word"}, ["a", "b"]]}, True),
        ({"in": [{"var": "unknown"}, ["a", "b"]]}, None),
    ],
)
def test_rules_know_what_cannot_be_said(rule: dict[str, Any], verdict: bool | None) -> None:
    assert evaluate(rule, {"yes": True, "no": False, "unknown": None, "word": "a"}) is verdict


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"tasks": [{"code": "x"}]}, ("events[1] › tasks[1]", "task_without_title")),
        (
            {"tasks": [{"code": "x", "title": "x", "when": {"var": "nobody"}}]},
            ("events[1] › tasks[1] › when", "unknown_question"),
        ),
        (
            {"tasks": [{"code": "x", "title": "x", "when": {"+": [1, 2]}}]},
            ("events[1] › tasks[1] › when", "not_a_rule"),
        ),
        (
            {"tasks": [{"code": "x", "title": "x"}, {"code": "x", "title": "y"}]},
            ("events[1] › tasks[1] › code", "repeated"),
        ),
    ],
)
def test_a_fault_of_a_guide_is_told_at_its_place(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    with pytest.raises(InvalidPackError) as caught:
        event(**changes)
    assert problem in {(one.path, one.code) for one in caught.value.problems}
