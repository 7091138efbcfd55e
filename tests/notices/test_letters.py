"""The language of the texts, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.notices import interface as notices
from shirube.notices.domain.letters import (
    LetterEmptyError,
    LetterTooLongError,
    StrayBraceError,
    SubjectNotOneLineError,
    UnknownPlaceholderError,
    check_letter,
    fill,
)
from tests.notices.conftest import SUBMITTED

Letter = notices.Letter


def test_facts_stand_in_their_places():
    letter = fill(Letter("受付 {number}", "{name} 様\n{number}"), {"number": "12", "name": "山田"})

    assert letter == Letter("受付 12", "山田 様\n12")


def test_what_looks_like_a_place_inside_a_fact_stays_as_it_is():
    letter = fill(Letter("x", "{name}"), {"name": "{number}", "number": "12"})

    assert letter.body == "{number}"


@pytest.mark.parametrize(
    ("letter", "error"),
    [
        (Letter("", "本文"), LetterEmptyError),
        (Letter("件名", " \n"), LetterEmptyError),
        (Letter("件" * 101, "本文"), LetterTooLongError),
        (Letter("件名\nBcc: x", "本文"), SubjectNotOneLineError),
        (Letter("件名\u2028Bcc: x", "本文"), SubjectNotOneLineError),
        (Letter("件名", "{receipt}"), UnknownPlaceholderError),
        (Letter("件名", "{number"), StrayBraceError),
        (Letter("件名", "number}"), StrayBraceError),
        (Letter("件名", "{{number}}"), StrayBraceError),
        (Letter("件名", "{number.__class__}"), StrayBraceError),
        (Letter("件名", "{}"), StrayBraceError),
    ],
)
def test_a_text_that_cannot_be_filled_is_refused(letter, error):
    with pytest.raises(error):
        check_letter(letter, {"number"})


def test_the_refusal_names_what_is_unknown_and_what_there_is():
    with pytest.raises(UnknownPlaceholderError) as told:
        check_letter(Letter("件名", "{receipt}"), {"number", "name"})

    assert told.value.facts == {"names": "{receipt}", "known": "{name}、{number}"}


def test_the_refusal_says_in_which_line_the_brace_stands():
    with pytest.raises(StrayBraceError) as told:
        check_letter(Letter("件名", "一行目\n二行目 {"), set())

    assert told.value.facts == {"line": 2}


@given(st.text(), st.text())
def test_no_fact_ever_makes_two_lines_of_a_subject(subject, body):
    facts = {"number": subject, "name": body}
    try:
        letter = fill(Letter("受付 {number}", "{name}"), facts)
    except SubjectNotOneLineError:
        return

    assert len(letter.subject.splitlines()) == 1


def test_line_ends_of_browsers_and_blanks_at_the_edges_do_not_count():
    assert Letter(" 件名 ", "\r\n一行目 \r\n\r\n二行目\r\n").tidied() == Letter("件名", "一行目\n\n二行目")


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": {"ja": SUBMITTED.texts["ja"]}},
        {"texts": {**SUBMITTED.texts, "en": Letter("x", "{unknown}")}},
        {"facts": {"city_name": "x"}},
        {"facts": {"Receipt Number": "x"}},
    ],
    ids=["language missing", "unknown place", "given fact", "no name"],
)
def test_a_kind_that_cannot_work_is_refused_at_the_start(changes):
    facts = {"identifier": "tests.x", "name": "x", "facts": SUBMITTED.facts, "texts": SUBMITTED.texts}

    with pytest.raises((ValueError, UnknownPlaceholderError)):
        notices.NoticeKind(**{**facts, **changes})
