"""Answers of the conversation as one form wants them: rows from people who are known, parts of other answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from shirube.visits.domain.interview.packages import Part, Rows
from shirube.visits.domain.interview.renaming import Names

ROW = "_row"
# Ids of rows that nobody typed; the engine's own have no vowels.
_KNOWN = "a"
Row = dict[str, Any]


def derived(part: Part, answers: Mapping[str, Any]) -> Row:
    """Answers that are part of another; of an address in one free line, the whole line."""
    found: Row = {}
    for key, (fact, name) in part.derived.items():
        value = answers.get(key_of(fact))
        told = value.get(name) or value.get("free") if isinstance(value, dict) else None
        if told:
            found[key] = told
    return found


def own_rows(part: Part, names: Names, key: str, answers: Mapping[str, Any]) -> Iterator[Row]:
    """The rows that were typed for the group, only the flagged ones where it takes only some."""
    flag = part.only.get(key)
    for row in _rows(answers, names.keys[key]):
        if flag is None or row.get(flag) is True:
            named = names.inner[key].items()
            yield {ROW: row[ROW], **{own: row[each] for own, each in named if row.get(each) is not None}}


def rows_from(part: Part, key: str, answers: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of people who are known from other questions."""
    people = [(source, row) for source in part.rows.get(key, ()) for row in _people(source, answers)]
    for number, (source, row) in enumerate(people):
        facts = {own: row.get(key_of(fact)) for own, fact in source.facts.items()}
        told = {own: value for own, value in facts.items() if value is not None}
        yield {ROW: f"{_KNOWN}{number}", **told, **source.fixed}


def applying_rows(part: Part, answers: Mapping[str, Any]) -> list[str]:
    """The ids of the rows with an application of their own; one empty id where the part has one application in all."""
    if part.each is None:
        return [""]
    rows = _rows(answers, key_of(part.each.of))
    return [str(row[ROW]) for row in rows if row.get(part.each.flag) is True]


def of_row(part: Part, row_id: str, answers: Mapping[str, Any]) -> Row:
    """Answers that are those of one person among several."""
    if part.each is None:
        return {}
    of = part.each.of
    told = {own: value_in_row(of, row_id, fact, answers) for own, fact in part.each.facts.items()}
    return {own: value for own, value in told.items() if value is not None}


def value_in_row(of: str, row_id: str, fact: str, answers: Mapping[str, Any]) -> Any:
    """What one row of the question `of` says of a fact; None where it says nothing."""
    row = next((one for one in _rows(answers, key_of(of)) if one[ROW] == row_id), {})
    return row.get(key_of(fact))


def is_own(row_id: str) -> bool:
    """Whether the row was typed."""
    return not row_id.startswith(_KNOWN)


def key_of(fact: str) -> str:
    """The question that asks for a fact."""
    return fact.replace(".", "_")


def _people(source: Rows, answers: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = [answers] if source.each is None else _rows(answers, key_of(source.each))
    return [row for row in rows if row.get(source.flag) is True]


def _rows(answers: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    rows = answers.get(key)
    return rows if isinstance(rows, list) else []
