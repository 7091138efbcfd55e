"""Answers of one form: a plain mapping from key to canonical value, rows of groups as mappings with `_row`."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Answers = dict[str, Any]
ROW = "_row"
ROW_ID = re.compile(r"[a-z0-9]{1,12}")
# No vowels and nothing that looks like something else: a row's name is seen in addresses and in logs.
_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"


def new_row_id(taken: Sequence[str]) -> str:
    """An id no other row of the group has."""
    while True:
        row_id = "".join(secrets.choice(_ALPHABET) for _ in range(4))
        if row_id not in taken:
            return row_id


def rows_of(value: Any) -> list[Answers]:
    """The rows in an answer of a group; whatever is no row is left out."""
    if not isinstance(value, list):
        return []
    return [row for row in value if isinstance(row, dict) and ROW_ID.fullmatch(str(row.get(ROW)))]


def answer_at(answers: Mapping[str, Any], path: str) -> Any:
    """The answer at "born_on" or "children.k3f9.name"; None where there is none."""
    key, _, rest = path.partition(".")
    if not rest:
        return answers.get(key)
    row_id, _, inner = rest.partition(".")
    found = next((row for row in rows_of(answers.get(key)) if row[ROW] == row_id), {})
    return found.get(inner)


def put_answer(answers: Mapping[str, Any], path: str, value: Any) -> Answers:
    """The answers with another value at the path; None takes it away. A row that is not there stays away."""
    key, _, rest = path.partition(".")
    if not rest:
        return {**answers, key: value} if value is not None else _without(answers, key)
    row_id, _, inner = rest.partition(".")
    rows = [
        (row if row[ROW] != row_id else put_answer(row, inner, value)) for row in rows_of(answers.get(key))
    ]
    return {**answers, key: rows}


def _without(answers: Mapping[str, Any], key: str) -> Answers:
    return {name: value for name, value in answers.items() if name != key}


def list_paths(answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every path that has an answer, those of rows one by one."""
    for key, value in answers.items():
        rows = rows_of(value)
        if not rows:
            yield key, value
        for row in rows:
            yield from ((f"{key}.{row[ROW]}.{inner}", one) for inner, one in row.items() if inner != ROW)
