"""What a browser posts becomes answers; what cannot be understood is kept and told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.binding import Bound, StepNotFoundError, bind_step
from shirube.forms.domain.definition import Form
from shirube.forms.domain.drawing import present_step
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.scene import look_at_answers
from shirube.forms.domain.sentences import problem_sentence
from shirube.forms.domain.visibility import drop_hidden
from tests.forms.every_type import ANSWERS, EVERY_TYPE, TODAY, field, post_of

KIND = field("kind", "yes_no")
NAME = field("name", "text", when={"==": [{"var": "kind"}, True]})


def form_of(*fields: dict[str, Any]) -> Form:
    return parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": list(fields)}]}
    )


def bind(form: Form, posted: dict[str, Any], answers: dict[str, Any] | None = None, **facts: Any) -> Bound:
    lists = {name: value if isinstance(value, list) else [value] for name, value in posted.items()}
    return bind_step(form, "s", lists, answers or {}, today=TODAY, **facts)


def codes(bound: Bound) -> list[str]:
    return [problem.code for problem in bound.problems]


@given(ANSWERS)
def test_a_page_sent_as_it_was_drawn_changes_no_answer(answers: dict[str, Any]) -> None:
    shown = drop_hidden(EVERY_TYPE, answers, today=TODAY)
    after = dict(shown)
    for step in look_at_answers(EVERY_TYPE, shown, TODAY).steps:
        view = present_step(EVERY_TYPE, step.code, after, language="ja", today=TODAY)
        after = bind_step(EVERY_TYPE, step.code, post_of(view), after, today=TODAY).answers

    assert drop_hidden(EVERY_TYPE, after, today=TODAY) == shown | _first_row(shown)


def _first_row(shown: dict[str, Any]) -> dict[str, Any]:
    """The empty row that a page shows for a group which needs one; it is counted."""
    is_open = shown.get("has_children") and "children" not in shown
    return {"children": [{"_row": "r1"}], "many": 1} if is_open else {}


@given(
    st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=400), max_size=3), max_size=8), ANSWERS
)
def test_nothing_that_is_posted_makes_it_fall(posted: dict[str, list[str]], answers: dict[str, Any]) -> None:
    bound = bind_step(EVERY_TYPE, "plain", posted, answers, today=TODAY)

    assert set(bound.answers) <= set(answers) | set(EVERY_TYPE.by_key)


@given(st.sampled_from(sorted(EVERY_TYPE.by_key)), st.text(max_size=400))
def test_whatever_is_typed_is_an_answer_or_kept_as_it_was_typed(key: str, text: str) -> None:
    step = EVERY_TYPE.step_of[key]
    parts = EVERY_TYPE.by_key[key].parts
    posted = {f"{key}.{part}" if part else key: [text] for part in parts}
    bound = bind_step(EVERY_TYPE, step, posted, {"has_children": True}, today=TODAY)

    for problem in bound.problems:
        assert all(problem_sentence(problem, EVERY_TYPE, language) for language in ("ja", "en", "ja-easy"))
        if problem.path == key and problem.severity == "error" and key in bound.typed:
            assert bound.typed[key] == posted
            assert key not in bound.answers


def test_a_step_that_is_not_there_is_told() -> None:
    with pytest.raises(StepNotFoundError):
        bind_step(EVERY_TYPE, "nowhere", {}, {}, today=TODAY)


def test_a_hidden_field_that_is_posted_is_ignored_and_counted() -> None:
    bound = bind(form_of(KIND, NAME), {"kind": "no", "name": "忍び込む", "stranger": "1", "_next": "1"})

    assert bound.answers == {"kind": False}
    assert bound.ignored == 2


def test_an_answer_comes_back_when_its_condition_does() -> None:
    form = form_of(KIND, NAME)
    away = bind(form, {"kind": "no"}, {"kind": True, "name": "山田"})
    back = bind(form, {"kind": "yes"}, away.answers)

    assert drop_hidden(form, away.answers, today=TODAY) == {"kind": False}
    assert back.answers == {"kind": True, "name": "山田"}


def test_a_field_that_has_just_appeared_is_asked_for() -> None:
    bound = bind(form_of(KIND, NAME), {"kind": "yes"})

    assert codes(bound) == ["missing"]
    assert bound.problems[0].path == "name"


def test_autosave_complains_of_nothing_and_keeps_everything() -> None:
    form = form_of(field("day", "date"), field("line", "text"))
    bound = bind(form, {"day.month": "13"}, partial=True)

    assert bound.problems == ()
    assert bound.typed == {"day": {"day.month": ["13"]}}


def test_what_stands_wrong_on_other_steps_is_not_forgotten() -> None:
    typed = {"name": {"name.family": ["山"]}}
    bound = bind_step(EVERY_TYPE, "rest", {}, {}, today=TODAY, typed=typed)

    assert bound.typed["name"] == {"name.family": ["山"]}


def test_an_invalid_value_takes_the_place_of_the_old_answer() -> None:
    bound = bind(form_of(field("count", "number")), {"count": "たくさん"}, {"count": 3})

    assert bound.answers == {}
    assert bound.typed == {"count": {"count": ["たくさん"]}}


def test_a_soft_field_warns_and_lets_pass() -> None:
    bound = bind(form_of(field("mail", "email", required="soft")), {})

    assert (codes(bound), bound.has_errors) == (["missing"], False)


def test_an_own_check_stands_at_its_field() -> None:
    late = {"rule": {"<=": [{"var": "day"}, {"today": []}]}, "message": "今日までの日です。"}
    posted = {"day.era": "western", "day.year": "2027", "day.month": "1", "day.day": "1"}
    bound = bind(form_of(field("day", "date", checks=[late])), posted)

    assert (codes(bound), bound.answers) == (["check"], {"day": "2027-01-01"})


def test_a_check_that_lacks_an_answer_is_silent() -> None:
    late = {"rule": {"<=": [{"var": "day"}, {"today": []}]}, "message": "今日までの日です。"}

    assert codes(bind(form_of(field("day", "date", required="no", checks=[late])), {})) == []


# Rows

PEOPLE = field("people", "group", fields=[field("line", "text")], min_rows=1, max_rows=3)


def test_the_button_for_a_row_adds_one_and_says_which() -> None:
    bound = bind(form_of(PEOPLE), {"people._row": ["aa"], "people.aa.line": "山", "_add.people": "1"})

    assert bound.asked is not None
    assert bound.answers["people"] == [{"_row": "aa", "line": "山"}, {"_row": bound.asked.target}]
    assert bound.problems == ()


def test_no_row_is_added_beyond_the_most() -> None:
    bound = bind(form_of(PEOPLE), {"people._row": ["aa", "bb", "cc"], "_add.people": "1"})

    assert [row["_row"] for row in bound.answers["people"]] == ["aa", "bb", "cc"]


def test_a_row_is_taken_away() -> None:
    posted = {
        "people._row": ["aa", "bb"],
        "people.aa.line": "山",
        "people.bb.line": "川",
        "_remove.people.aa": "1",
    }

    assert bind(form_of(PEOPLE), posted).answers == {"people": [{"_row": "bb", "line": "川"}]}


def test_the_last_row_may_be_taken_away() -> None:
    form = form_of(field("people", "group", fields=[field("line", "text")], required="no"))

    assert (
        bind(form, {"people._row": ["aa"], "_remove.people.aa": "1"}, {"people": [{"_row": "aa"}]}).answers
        == {}
    )


def test_two_hundred_members_of_a_household_are_told_and_kept() -> None:
    posted: dict[str, Any] = {f"people.r{number}.line": "山田" for number in range(200)}
    bound = bind(form_of(PEOPLE), posted)

    assert codes(bound) == ["too_many_rows"]
    assert len(bound.answers["people"]) == 200


def test_rows_without_end_are_not_read() -> None:
    posted: dict[str, Any] = {"people._row": [f"r{number}" for number in range(5000)]}

    assert len(bind(form_of(PEOPLE), posted).answers["people"]) == 200


def test_no_row_is_too_few() -> None:
    assert codes(bind(form_of(PEOPLE), {})) == ["rows_missing"]


# Addresses, files, known facts

HOME = field("home", "address")


def test_the_postal_code_fills_the_place() -> None:
    bound = bind(form_of(HOME), {"home.postal_code": "〒１００－０００１", "_find.home": "1"})

    assert bound.answers["home"]["prefecture"] == "東京都"
    assert bound.problems == ()


def test_a_postal_code_that_does_not_exist_is_told_and_kept() -> None:
    bound = bind(form_of(HOME, field("line", "text")), {"home.postal_code": "9999999", "_find.home": "1"})

    assert codes(bound) == ["postal_code_unknown"]
    assert bound.typed == {"home": {"home.postal_code": ["9999999"]}}


def stored(number: int) -> Any:
    return {"id": f"f{number}", "name": "a.jpg", "size": 1, "sha256": "0", "content_type": "image/jpeg"}


def test_files_add_up() -> None:
    form = form_of(field("photos", "files"))
    bound = bind(form, {}, {"photos": [stored(1)]}, files={"photos": [stored(2)]})

    assert bound.answers == {"photos": [stored(1), stored(2)]}


def test_too_many_files_are_told_and_none_is_thrown_away() -> None:
    form = form_of(field("photos", "files", max_files=1))
    bound = bind(form, {}, {"photos": [stored(1)]}, files={"photos": [stored(2)]})

    assert (codes(bound), len(bound.answers["photos"])) == (["too_many_files"], 2)


def test_a_file_is_taken_away_also_in_a_row() -> None:
    form = form_of(field("people", "group", fields=[field("photos", "files")]))
    answers = {"people": [{"_row": "aa", "photos": [stored(1), stored(2)]}]}
    bound = bind(form, {"people._row": ["aa"], "_remove_file.people.aa.photos.f1": "1"}, answers)

    assert bound.answers == {"people": [{"_row": "aa", "photos": [stored(2)]}]}


def test_a_known_fact_is_taken_over_when_asked() -> None:
    bound = bind(form_of(field("line", "text")), {"line": "", "_take.line": "1"}, offered={"line": "山田"})

    assert bound.answers == {"line": "山田"}


def test_nothing_is_taken_over_that_was_not_offered() -> None:
    bound = bind(form_of(field("line", "text")), {"line": "", "_take.line": "1"})

    assert (bound.answers, bound.asked) == ({}, None)


# 個人番号


def test_an_empty_box_leaves_the_number_as_it_was() -> None:
    form = form_of(field("number", "my_number"))

    assert bind(form, {"number": ""}, {"number": "********1234"}).answers == {"number": "********1234"}


def test_no_digit_of_a_wrong_number_is_kept_or_told() -> None:
    bound = bind(form_of(field("number", "my_number")), {"number": "123456789012"})

    assert (bound.answers, bound.typed, codes(bound)) == ({}, {}, ["my_number_check_digit"])
    assert "1234" not in repr(bound)
