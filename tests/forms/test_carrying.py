"""Answers go into another version of their form: what fits stays, what does not is named."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.answers import list_paths
from shirube.forms.domain.carrying import carry_over
from shirube.forms.domain.checking import check_answers
from shirube.forms.domain.comparing import compare_forms
from shirube.forms.domain.definition import Form
from shirube.forms.domain.known import known_facts, list_file_ids, offer_known
from shirube.forms.domain.parsing import parse_form
from shirube.forms.domain.summary import list_differences, summarise
from tests.forms.every_type import ANSWERS, CONTENT, EVERY_TYPE, TODAY, field, options

PLAIN_KEYS = [
    "line",
    "code",
    "words",
    "kana",
    "count",
    "size",
    "income",
    "way",
    "days",
    "mail",
    "phone",
    "home",
    "born_on",
]


def form_of(*fields: dict[str, Any]) -> Form:
    return parse_form(
        {"code": "f", "title": "様式", "steps": [{"code": "s", "title": "一", "fields": list(fields)}]}
    )


@st.composite
def other_versions(draw: st.DrawFn) -> Form:
    """The form with some questions gone, and some of another type."""
    content = copy.deepcopy(CONTENT)
    plain = content["steps"][0]["fields"]
    gone = draw(st.sets(st.sampled_from(PLAIN_KEYS), max_size=5))
    kinds = {
        one["key"]: draw(st.sampled_from(["", "", "", "text", "long_text", "number", "kana"]))
        for one in plain
    }
    plain = [field(one["key"], kinds[one["key"]]) if kinds[one["key"]] else one for one in plain]
    # A rule of the second step asks for it.
    plain = [one for one in plain if one["key"] != "has_children"] + [field("has_children", "yes_no")]
    content["steps"][0]["fields"] = [one for one in plain if one["key"] not in gone]
    return parse_form(content)


@given(ANSWERS, other_versions())
def test_no_answer_is_lost_without_a_word(answers: dict[str, Any], new: Form) -> None:
    carried = carry_over(EVERY_TYPE, new, answers)
    told = set(carried.kept) | {loss.path for loss in carried.lost}

    assert {path for path, _ in list_paths(answers) if not path.endswith("._row")} <= told
    assert all(loss.value for loss in carried.lost)


@given(ANSWERS, other_versions())
def test_what_is_kept_fits(answers: dict[str, Any], new: Form) -> None:
    carried = carry_over(EVERY_TYPE, new, answers)
    problems = check_answers(new, carried.answers, today=TODAY)

    assert not {one.code for one in problems} & {
        "unknown_field",
        "not_canonical",
        "no_such_option",
        "too_long",
    }


@given(ANSWERS)
def test_nothing_is_lost_between_equal_forms(answers: dict[str, Any]) -> None:
    carried = carry_over(EVERY_TYPE, parse_form(CONTENT), answers)

    assert (carried.answers, carried.lost, carried.added, carried.changed) == (answers, (), (), ())


def test_options_that_are_gone_are_named_and_the_others_stay() -> None:
    old = form_of(field("days", "choices", options=options("mon", "tue")))
    new = form_of(field("days", "choices", options=options("tue", "wed")))
    carried = carry_over(old, new, {"days": ["mon", "tue"]})

    assert (carried.answers, carried.kept) == ({"days": ["tue"]}, ("days",))
    assert [loss.value for loss in carried.lost] == ["選択肢mon"]
    assert carried.changed == ("days",)


def test_a_question_under_another_key_takes_the_same_fact() -> None:
    old = form_of(field("tel", "phone", concept="contact.phone"))
    new = form_of(field("phone", "phone", concept="contact.phone"))

    assert carry_over(old, new, {"tel": "0225952111"}).answers == {"phone": "0225952111"}


def test_a_long_text_does_not_become_a_short_one() -> None:
    carried = carry_over(
        form_of(field("x", "long_text")), form_of(field("x", "text", max_length=3)), {"x": "四文字だ"}
    )

    assert (carried.answers, [loss.value for loss in carried.lost]) == ({}, ["四文字だ"])


def test_a_mask_and_too_many_files_are_kept() -> None:
    stored = [{"id": str(n), "name": "a", "size": 1, "sha256": "0", "content_type": "x"} for n in range(3)]
    old = form_of(field("number", "my_number"), field("photos", "files"))
    new = form_of(field("number", "my_number", required="soft"), field("photos", "files", max_files=1))
    answers = {"number": "********1234", "photos": stored}

    assert carry_over(old, new, answers).answers == answers
    assert list_file_ids(new, answers) == ["0", "1", "2"]


# What differs


def changes(old: Form, new: Form) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.subject, one.path, one.aspect) for one in compare_forms(old, new, language="ja")]


def test_equal_forms_do_not_differ() -> None:
    assert compare_forms(EVERY_TYPE, parse_form(CONTENT), language="ja") == []


def test_every_change_is_told_once() -> None:
    old = form_of(field("a", "text"), field("b", "text"), field("c", "text"), field("d", "text"))
    new = form_of(
        field("c", "text"), field("a", "text", required="no"), field("b", "text"), field("e", "text")
    )

    assert changes(old, new) == [
        ("changed", "field", "a", "required"),
        ("added", "field", "e", ""),
        ("moved", "field", "c", "place"),
        ("removed", "field", "d", ""),
    ]


def test_a_change_of_words_is_told_in_words() -> None:
    old = form_of(field("a", "text", label={"ja": "氏名", "en": "Name"}))
    new = form_of(field("a", "text", label={"ja": "お名前", "en": "Name"}))
    (change,) = compare_forms(old, new, language="ja")
    (unseen,) = compare_forms(old, new, language="en")

    assert (change.before, change.after) == ("氏名", "お名前")
    assert "氏名" in unseen.before


def test_a_change_inside_a_group_is_told() -> None:
    old = form_of(field("g", "group", fields=[field("a", "text")]))
    new = form_of(field("g", "group", fields=[field("a", "kana"), field("b", "text")]))

    assert ("changed", "field", "g.a", "type") in changes(old, new)
    assert ("added", "field", "g.b", "") in changes(old, new)


# Answers that differ, answers in words


def test_only_what_differs_is_told_rows_by_their_ids() -> None:
    before = {
        "line": "山",
        "count": 1,
        "children": [{"_row": "a1", "school": "一小"}, {"_row": "b2", "school": "二小"}],
    }
    after = {"line": "山", "count": 2, "children": [{"_row": "b2", "school": "三小"}]}
    told = [
        (one.path, one.before, one.after)
        for one in list_differences(EVERY_TYPE, before, after, language="ja")
    ]

    assert told == [
        ("count", "1", "2"),
        ("children.a1.school", "一小", ""),
        ("children.b2.school", "二小", "三小"),
    ]


@given(ANSWERS, st.sampled_from(["ja", "en", "ja-easy"]))
def test_every_answer_can_be_told(answers: dict[str, Any], language: str) -> None:
    sections = summarise(EVERY_TYPE, answers, language=language, today=TODAY)
    lines = {line.path: line.value for section in sections for line in section.lines}

    assert all(lines[key] for key in answers if key in lines)
    assert list_differences(EVERY_TYPE, answers, answers, language=language) == []


def test_a_row_is_told_with_its_number() -> None:
    answers = {"has_children": True, "children": [{"_row": "a1", "born_on": "2020-04-01"}]}
    sections = summarise(EVERY_TYPE, answers, language="ja", today=TODAY)
    labels = [line.label for section in sections for line in section.lines]

    assert "子ども 1：項目born_on" in labels


# Known facts

FACTS = {
    "name": {"family": "山田", "given": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"},
    "born_on": "1990-04-01",
}


def test_a_fact_told_once_is_offered_to_another_form() -> None:
    other = form_of(
        field("applicant", "person_name", concept="person.name"),
        field("x", "text", concept="person.relation"),
    )
    known = known_facts(EVERY_TYPE, FACTS)

    assert offer_known(other, {}, known) == {"applicant": FACTS["name"]}


def test_nothing_is_offered_where_an_answer_is_or_does_not_fit() -> None:
    other = form_of(
        field("applicant", "text", concept="person.name"), field("born", "date", concept="person.born_on")
    )

    assert offer_known(other, {"born": "1991-04-01"}, known_facts(EVERY_TYPE, FACTS)) == {}


def test_a_number_of_a_person_is_never_offered() -> None:
    form = form_of(field("number", "my_number", concept="person.my_number"))

    assert known_facts(form, {"number": "********1234"}) == {}
    assert offer_known(form, {}, {"person.my_number": "********1234"}) == {}
