"""A step as the page gets it: every input named, filled, marked; nothing secret comes back."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.forms.domain.binding import bind_step, rebind
from shirube.forms.domain.definition import Form
from shirube.forms.domain.drawing import present_problems, present_step
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.presenting import ControlKind, FieldView, Need, StepState, StepView
from shirube.forms.domain.problems import Problem
from tests.forms.every_type import EVERY_TYPE, TODAY, field, options


def draw(step: str = "plain", given: Any = None, **facts: Any) -> StepView:
    return present_step(
        EVERY_TYPE, step, given or {}, language=facts.pop("language", "ja"), today=TODAY, **facts
    )


def one(view: StepView, path: str) -> FieldView:
    return next(each for each in view.all_fields() if each.path == path)


def form_of(*fields: dict[str, Any]) -> Form:
    return parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": list(fields)}]}
    )


def test_every_field_has_its_place_hidden_ones_too() -> None:
    view = draw("rest", {"has_children": False})

    assert [each.path for each in view.fields] == [each.key for each in EVERY_TYPE.steps[1].fields]
    assert one(view, "children").is_hidden
    assert one(view, "children").controls == ()


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("line", [""]),
        ("name", ["family", "given", "family_kana", "given_kana", "old_family", "latin", "alias"]),
        ("born_on", ["era", "year", "month", "day", "unknown"]),
        ("home", ["postal_code", "prefecture", "city", "town", "number", "building", "free"]),
        ("way", ["", "other"]),
    ],
)
def test_the_inputs_of_a_type_stand_in_their_order(path: str, parts: list[str]) -> None:
    assert [control.part for control in one(draw(), path).controls] == parts


def test_an_account_asks_for_what_its_kind_needs() -> None:
    view = draw("rest", {"account": {"kind": "yucho", "symbol": "18120", "number": "1", "holder_kana": "ア"}})

    assert [control.part for control in one(view, "account").controls] == [
        "kind",
        "symbol",
        "number",
        "holder_kana",
    ]


def test_an_answer_stands_in_its_inputs() -> None:
    values = {c.part: c.value for c in one(draw(given={"born_on": "1950-04"}), "born_on").controls}

    assert (values["year"], values["month"], values["day"]) == ("25", "4", "")


def test_what_was_typed_stands_there_again_and_is_marked() -> None:
    posted = {"born_on.era": ["heisei"], "born_on.year": ["2"], "born_on.month": ["13"], "born_on.day": ["1"]}
    bound = bind_step(EVERY_TYPE, "plain", posted, {}, today=TODAY)
    view = draw(given=bound)
    month = next(c for c in one(view, "born_on").controls if c.part == "month")

    assert (month.value, month.is_invalid) == ("13", True)
    assert view.problems[[p.path for p in view.problems].index("born_on")].focus_id == month.id


def test_a_draft_is_shown_as_it_lies() -> None:
    view = draw(given=rebind(EVERY_TYPE, {}, {"count": {"count": ["たくさん"]}, "gone": {"gone": ["x"]}}))

    assert one(view, "count").control.value == "たくさん"
    assert view.problems == ()


def test_problems_stand_in_reading_order_and_none_is_left_out() -> None:
    problems = [
        Problem("mail", "email_not_understood"),
        Problem("line", "missing"),
        Problem("", "not_canonical"),
    ]
    view = draw(problems=problems)

    assert [each.path for each in view.problems] == ["line", "mail", ""]


def test_a_number_of_a_person_never_comes_back() -> None:
    number = one(draw("rest", {"number": "123456789018"}), "number")

    assert (number.control.value, number.masked) == ("", "********9018")


def test_a_group_that_needs_rows_shows_the_first() -> None:
    children = one(draw("rest", {"has_children": True}), "children")

    assert [(row.id, row.title, row.can_remove) for row in children.rows] == [("r1", "子ども 1", False)]
    assert children.row_word == "子ども"


def test_a_row_that_was_added_is_new() -> None:
    bound = bind_step(
        EVERY_TYPE,
        "rest",
        {"children._row": ["a1"], "_add.children": ["1"]},
        {"has_children": True},
        today=TODAY,
    )

    assert [row.is_new for row in one(draw("rest", bound), "children").rows] == [False, True]


def test_who_depends_on_whom_is_said() -> None:
    rows = draw("rest", {"has_children": True})

    assert one(rows, "children.r1.born_on").is_asked_by_others
    assert one(rows, "children.r1.school").is_dependent
    assert not one(rows, "children.r1.name").is_asked_by_others
    assert one(rows, "many").is_dependent


def test_the_steps_are_marked() -> None:
    assert [mark.state for mark in draw("rest").steps] == [StepState.DONE, StepState.CURRENT]


def test_needs_are_those_of_the_author() -> None:
    view = draw()

    assert [one(view, path).need for path in ("line", "mail", "income")] == [
        Need.REQUIRED,
        Need.SOFT,
        Need.OPTIONAL,
    ]


def test_a_known_fact_is_offered_in_words_until_it_is_answered() -> None:
    known = {"born_on": "1990-04-01"}

    assert one(draw(offered=known), "born_on").offered == "平成2年4月1日（1990年）"
    assert one(draw(given={"born_on": "1991-04-01"}, offered=known), "born_on").offered == ""


def test_a_browser_fills_in_only_what_is_the_persons_own() -> None:
    form = form_of(field("mine", "phone", concept="contact.phone"), field("theirs", "phone"))
    view = present_step(form, "s", {}, language="ja", today=TODAY)

    assert [each.control.autocomplete for each in view.fields] == ["tel", ""]


def test_many_options_become_a_list() -> None:
    form = form_of(field("x", "choice", options=options(*map(str, range(13)))))

    assert (
        present_step(form, "s", {}, language="ja", today=TODAY).fields[0].control.kind == ControlKind.SELECT
    )


def test_a_problem_away_from_its_field_names_its_step_and_row() -> None:
    answers = {"children": [{"_row": "a1"}]}
    (view,) = present_problems(EVERY_TYPE, [Problem("children.a1.school", "missing")], answers, language="ja")

    assert (view.label, view.step_code) == ("子ども 1：項目school", "rest")
