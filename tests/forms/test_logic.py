"""Rules: standard JSON Logic, what we add, and that none of them can loop, fail or grow without end."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.logic import UNKNOWN, Rule, RuleError
from tests.forms.every_type import TODAY

DATA = {"a": 1, "b": {"c": "x"}, "list": [1, 2, 3], "rows": [{"n": 1}, {"n": 5}], "empty": [], "no": False}

# The meaning of the operators as jsonlogic.com gives it; the examples are ours.
STANDARD: list[tuple[Any, Any]] = [
    ({"==": [1, "1"]}, True),
    ({"===": [1, "1"]}, False),
    ({"===": [1, 1.0]}, True),
    ({"!=": [1, 2]}, True),
    ({"!==": [1, "1"]}, True),
    ({"<": [1, 2]}, True),
    ({"<": [1, 2, 3]}, True),
    ({"<": [1, 3, 2]}, False),
    ({"<=": [1, 1, 2]}, True),
    ({">": [2, "1"]}, True),
    ({">=": [1, 2]}, False),
    ({"<": ["2026-04-01", "2026-11-21"]}, True),
    ({"!": [[]]}, True),
    ({"!!": ["0"]}, True),
    ({"!!": [0]}, False),
    ({"and": [1, 3]}, 3),
    ({"and": ["a", "", 3]}, ""),
    ({"or": [0, "b"]}, "b"),
    ({"if": [False, "one", True, "two", "three"]}, "two"),
    ({"if": [False, "one"]}, None),
    ({"?:": [True, 1, 2]}, 1),
    ({"+": [1, "2", 3]}, 6),
    ({"-": [5]}, -5),
    ({"-": [5, 2]}, 3),
    ({"*": [2, 3, 4]}, 24),
    ({"/": [3, 2]}, 1.5),
    ({"/": [4, 2]}, 2),
    ({"%": [101, 2]}, 1),
    ({"max": [1, 3, 2]}, 3),
    ({"min": [1, 3, 2]}, 1),
    ({"in": ["pri", "spring"]}, True),
    ({"in": [2, [1, 2]]}, True),
    ({"cat": ["a", 1, None, 2.0]}, "a12"),
    ({"substr": ["jsonlogic", 4]}, "logic"),
    ({"substr": ["jsonlogic", -5, 2]}, "lo"),
    ({"merge": [[1, 2], 3]}, [1, 2, 3]),
    ({"var": "b.c"}, "x"),
    ({"var": ["nothing", 7]}, 7),
    ({"var": "list.1"}, 2),
    ({"map": [{"var": "list"}, {"*": [{"var": ""}, 2]}]}, [2, 4, 6]),
    ({"filter": [{"var": "list"}, {">": [{"var": ""}, 1]}]}, [2, 3]),
    ({"reduce": [{"var": "rows"}, {"+": [{"var": "current.n"}, {"var": "accumulator"}]}, 0]}, 6),
    ({"all": [{"var": "rows"}, {">": [{"var": "n"}, 0]}]}, True),
    ({"all": [{"var": "empty"}, True]}, False),
    ({"some": [{"var": "rows"}, {">": [{"var": "n"}, 4]}]}, True),
    ({"none": [{"var": "rows"}, {">": [{"var": "n"}, 9]}]}, True),
    ({"missing": ["a", "z"]}, ["z"]),
    ({"missing_some": [1, ["a", "z"]]}, []),
    ({"count": [{"var": "rows"}]}, 2),
    ([1, {"var": "a"}], [1, 1]),
    ("plain", "plain"),
]


@pytest.mark.parametrize(("rule", "result"), STANDARD)
def test_an_operator_means_what_the_standard_says(rule: Any, result: Any) -> None:
    assert Rule(rule).evaluate(DATA, TODAY) == result


OURS = [
    ({"today": []}, "2026-11-21"),
    ({"age_on": ["2008-11-21", {"today": []}]}, 18),
    ({"age_on": ["2008-11-22", {"today": []}]}, 17),
    ({"age_on": ["2024-02-29", "2025-02-28"]}, 0),
    ({"days_between": ["2026-11-01", {"today": []}]}, 20),
    ({"fiscal_year": ["2026-03-31"]}, 2025),
    ({"count": [{"var": "z"}]}, 0),
    # Who has not answered has not said no.
    ({"==": [{"var": "z"}, False]}, False),
    ({"==": [{"var": "no"}, False]}, True),
    ({"==": [{"var": "z"}, None]}, True),
]


@pytest.mark.parametrize(("rule", "result"), OURS)
def test_what_we_add_to_the_standard(rule: Any, result: Any) -> None:
    assert Rule(rule).evaluate(DATA, TODAY) == result


@pytest.mark.parametrize(
    "rule",
    [
        {"<": [{"var": "z"}, 5]},
        {"!": [{"<": [{"var": "z"}, 5]}]},
        {"+": [1, {"var": "z"}]},
        {"age_on": ["1950-04", {"today": []}]},
        {"and": [True, {"<": [{"var": "z"}, 5]}]},
        {"or": [False, {"<": [{"var": "z"}, 5]}]},
        {"if": [{"<": [{"var": "z"}, 5]}, 1, 2]},
        {"in": [{"var": "z"}, ["a"]]},
        {"/": [1, 0]},
        {"%": [1, 0]},
        {"some": [{"var": "rows"}, {"<": [{"var": "z"}, 5]}]},
    ],
)
def test_what_lacks_an_answer_is_neither_true_nor_false(rule: Any) -> None:
    assert Rule(rule).evaluate(DATA, TODAY) is UNKNOWN
    assert not Rule(rule).holds(DATA, TODAY)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"log": ["x"]}, "unknown_operator"),
        ({"method": [1, "x"]}, "unknown_operator"),
        ({}, "rule_needs_one_operator"),
        ({"and": [1], "or": [1]}, "rule_needs_one_operator"),
        ({"==": [1]}, "rule_operands"),
        ({"var": [{"var": "a"}]}, "rule_var_not_plain"),
        ({"+": list(range(300))}, "rule_operands"),
        ({"in": [1, list(range(300))]}, "rule_too_large"),
        ({"in": [1, {1, 2}]}, "rule_not_json"),
    ],
)
def test_what_is_no_rule_is_refused_when_it_is_read(rule: Any, code: str) -> None:
    with pytest.raises(RuleError, match=code):
        Rule(rule)


def nested(operator: str, depth: int) -> Any:
    rule: Any = {"var": "a"}
    for _ in range(depth):
        rule = {operator: [rule]}
    return rule


def test_a_rule_too_deep_is_refused() -> None:
    with pytest.raises(RuleError, match="rule_too_deep"):
        Rule(nested("!", 2000))


def test_a_loop_in_a_loop_in_a_loop_is_refused() -> None:
    inner = {"map": [{"var": "list"}, {"map": [{"var": "list"}, {"map": [{"var": "list"}, 1]}]}]}

    with pytest.raises(RuleError, match="rule_too_deep"):
        Rule(inner)


@pytest.mark.parametrize(
    "step",
    [
        {"*": [{"var": "accumulator"}, {"var": "accumulator"}]},
        {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]},
        {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]},
    ],
)
def test_nothing_grows_without_end(step: Any) -> None:
    data: dict[str, Any] = {"rows": [{}] * 50}
    start = time.perf_counter()
    Rule({"reduce": [{"var": "rows"}, step, 99]}).evaluate(data, TODAY)

    assert time.perf_counter() - start < 0.5


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-99, 99),
    st.text(max_size=3),
    st.sampled_from([{"var": "a"}, {"today": []}]),
)
NAMES = st.sampled_from(
    ["==", "<", "<=", "!", "and", "or", "if", "+", "-", "*", "/", "in", "cat", "map", "all", "age_on"]
)
RULES = st.recursive(
    LEAVES,
    lambda inner: st.builds(lambda name, parts: {name: parts}, NAMES, st.lists(inner, max_size=3)),
    max_leaves=12,
)


VALUES: st.SearchStrategy[Any] = st.one_of(LEAVES, st.lists(st.integers(), max_size=3))
DATAS: st.SearchStrategy[dict[str, Any]] = st.dictionaries(st.sampled_from("ab"), VALUES)


@given(RULES, DATAS)
def test_a_rule_that_is_read_can_always_be_evaluated(content: Any, data: dict[str, Any]) -> None:
    try:
        rule = Rule(content)
    except RuleError:
        return
    rule.evaluate(data, TODAY)
    rule.evaluate(data, None)


@given(RULES)
def test_two_rules_are_equal_where_their_content_is(content: Any) -> None:
    try:
        one, other = Rule(content), Rule(content)
    except RuleError:
        return

    assert one == other
    assert hash(one) == hash(other)


def test_a_date_of_yaml_is_a_text_as_answers_are() -> None:
    assert Rule({"<": [{"var": "a"}, date(2024, 4, 1)]}).content == {"<": [{"var": "a"}, "2024-04-01"]}


def test_true_is_not_one() -> None:
    assert Rule({"==": [1, 1]}) != Rule({"==": [1, True]})


def test_a_rule_names_what_it_asks_for() -> None:
    rule = Rule({"and": [{"var": "a.b"}, {"some": [{"var": "rows"}, {"var": "n"}]}, {"missing": ["c"]}]})

    assert rule.names == (("", "a.b"), ("", "rows"), ("rows", "n"), ("", "c"))
