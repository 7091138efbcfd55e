"""A form is read from YAML, every problem is told at its place, and what is written is what was read."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.definition import MOST_ROWS
from shirube.forms.domain.parsing import FIELD_TYPES, check_form, dump_form, parse_form
from shirube.kernel.packs import InvalidPackError
from tests.forms.every_type import CONTENT, EVERY_TYPE, field


def content_of(*fields: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return {
        "code": "f",
        "title": "様式",
        "steps": [{"code": "s", "title": "一", "fields": list(fields), **facts}],
    }


def problems(content: Any) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in check_form(content)]


def test_every_type_is_in_the_form_of_the_tests() -> None:
    assert {one.type for one in EVERY_TYPE.by_key.values()} | {"yes_no"} == set(FIELD_TYPES)


def test_what_is_written_is_what_was_read() -> None:
    written = dump_form(EVERY_TYPE)

    assert parse_form(written) == EVERY_TYPE
    assert dump_form(parse_form(written)) == written


PLACES = st.sampled_from(
    ["title", "code", "steps", "fields", "key", "type", "label", "when", "required", "options"]
)
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2), st.just({})
)


@given(PLACES, JUNK, st.integers(0, 20))
def test_no_content_makes_it_fall_otherwise_than_with_problems(name: str, junk: Any, place: int) -> None:
    content = copy.deepcopy(CONTENT)
    first = content["steps"][place % 2]
    {"title": content, "code": content, "steps": content}.get(name, first["fields"][place % 7])[name] = junk
    if name == "fields":
        first[name] = junk
    try:
        form = parse_form(content)
    except InvalidPackError:
        assert problems(content)
    else:
        assert parse_form(dump_form(form)) == form


def test_a_text_alone_is_japanese() -> None:
    assert parse_form(content_of(field("x", "text"))).title.ja == "様式"


def test_yes_and_no_of_yaml_are_understood() -> None:
    form = parse_form(content_of(field("x", "text", required=True), field("y", "text", required=False)))

    assert [one.required for one in form.by_key.values()] == ["yes", "no"]


def test_a_date_of_yaml_is_understood() -> None:
    form = parse_form(content_of(field("x", "date", not_before=date(2024, 4, 1))))

    assert dump_form(form)["steps"][0]["fields"][0]["not_before"] == "2024-04-01"


FAULTS = [
    (content_of(field("X", "text")), "steps[1] › fields[1] › key", "key"),
    (content_of(field("row", "text")), "steps[1] › fields[1] › key", "reserved_key"),
    (content_of(field("x", "text"), field("x", "text")), "steps[1] › fields[2] › key", "used_twice"),
    (content_of(field("x", "telepathy")), "steps[1] › fields[1]", "unknown_choice"),
    (content_of(field("x", "text", decimals=2)), "steps[1] › fields[1] › decimals", "unknown_key"),
    (content_of(field("x", "text", max_length=301)), "steps[1] › fields[1] › max_length", "out_of_range"),
    (
        content_of(field("x", "text", concept="person.shoe_size")),
        "steps[1] › fields[1] › concept",
        "unknown_concept",
    ),
    (content_of(field("x", "date", not_after="yesterday")), "steps[1] › fields[1] › not_after", "not_a_date"),
    (content_of(field("x", "number", minimum=2, maximum=1)), "steps[1] › fields[1]", "bounds_reversed"),
    (content_of(field("x", "choice", options=[])), "steps[1] › fields[1] › options", "too_few_entries"),
    (
        content_of(
            field("x", "choice", options=[{"value": "a", "label": "あ"}, {"value": "a", "label": "い"}])
        ),
        "steps[1] › fields[1] › options",
        "same_option_twice",
    ),
    (
        content_of(field("x", "choice", options=[{"value": True, "label": "あ"}])),
        "steps[1] › fields[1] › options[1] › value",
        "not_a_text",
    ),
    (content_of(field("x", "files", max_files=21)), "steps[1] › fields[1] › max_files", "out_of_range"),
    (
        content_of(field("x", "group", fields=[field("y", "text")], max_rows=MOST_ROWS + 1)),
        "steps[1] › fields[1] › max_rows",
        "out_of_range",
    ),
    (
        content_of(field("x", "group", fields=[field("y", "group", fields=[field("z", "text")])])),
        "steps[1] › fields[1] › fields[1]",
        "unknown_choice",
    ),
    (content_of(field("x", "text", when={"var": "nothing"})), "steps[1] › fields[1] › when", "unknown_name"),
    (
        content_of(field("x", "text", when={"var": "y"}), field("y", "text")),
        "steps[1] › fields[1] › when",
        "unknown_name",
    ),
    (content_of(field("x", "text", when={"eval": ["1"]})), "steps[1] › fields[1] › when", "unknown_operator"),
    (
        content_of(field("x", "computed", formula={"var": "x"})),
        "steps[1] › fields[1] › formula",
        "unknown_name",
    ),
    (content_of(field("x", "date"), when={"var": "x"}), "steps[1] › when", "unknown_name"),
    (
        content_of(field("x", "group", fields=[field("y", "text", when={"var": "row.z"})])),
        "steps[1] › fields[1] › fields[1] › when",
        "unknown_name",
    ),
    (
        content_of(
            field("x", "group", fields=[field("y", "text")]), field("z", "text", when={"var": "row.y"})
        ),
        "steps[1] › fields[2] › when",
        "unknown_name",
    ),
    (
        content_of(field("x", "text", checks=[{"rule": {"var": "y.z"}, "message": "だめ"}])),
        "steps[1] › fields[1] › checks[1] › rule",
        "unknown_name",
    ),
    (
        content_of(
            field("x", "group", fields=[field("y", "number")]),
            field("z", "computed", formula={"some": [{"var": "x"}, {"var": "n"}]}),
        ),
        "steps[1] › fields[2] › formula",
        "unknown_name",
    ),
    ({**content_of(field("x", "text")), "code": "Ünfug"}, "code", "form_code"),
    ([], "", "not_a_mapping"),
]


@pytest.mark.parametrize(("content", "path", "code"), FAULTS)
def test_a_fault_is_told_at_its_place(content: Any, path: str, code: str) -> None:
    assert (path, code) in problems(content)


def test_every_fault_is_told_at_once() -> None:
    content = content_of(field("X", "text"), field("y", "text", max_length=0), field("z", "nothing"))

    assert len(problems(content)) == 3


def test_a_form_of_more_fields_than_anybody_fills_is_refused() -> None:
    pages = [
        {"code": f"s{page}", "title": "一", "fields": [field(f"x{page}_{one}", "text") for one in range(101)]}
        for page in range(3)
    ]

    assert ("steps", "too_many_entries") in problems({"code": "f", "title": "様式", "steps": pages})


def test_a_check_may_look_at_the_whole_of_its_step() -> None:
    check = {"rule": {"or": [{"var": "phone"}, {"var": "mail"}]}, "message": "どちらかを入力してください。"}
    both = field("phone", "phone", required="no", checks=[check]), field("mail", "email", required="no")

    assert problems(content_of(*both)) == []


def test_a_rule_may_ask_for_a_part_of_an_answer() -> None:
    home = field("home", "address"), field("x", "text", when={"==": [{"var": "home.prefecture"}, "宮城県"]})

    assert problems(content_of(*home)) == []
