"""What a path is called: 「家族 1：氏名」."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shirube.forms.domain.answers import ROW, rows_of
from shirube.forms.domain.definition import Form, GroupField, SimpleField


def label_of(form: Form, path: str, answers: Mapping[str, Any], language: str) -> str:
    """The field's label, in a row with the row's title before it; the path itself where the form has no such field."""
    field = form.find_field(path)
    if field is None:
        return path
    label = field.label.in_language(language)
    key, _, rest = path.partition(".")
    group = form.by_key[key]
    if not rest or not isinstance(group, GroupField):
        return label
    ids = [row[ROW] for row in rows_of(answers.get(key))]
    row_id = rest.partition(".")[0]
    number = ids.index(row_id) + 1 if row_id in ids else 0
    return f"{title_of_row(group, number, language)}：{label}"


def title_of_row(group: GroupField, number: int, language: str) -> str:
    """「家族 2」."""
    word = word_of_row(group, language)
    return f"{word} {number}" if number else word


def word_of_row(group: GroupField, language: str) -> str:
    return (group.row_title or group.label).in_language(language)


def text_of(field: SimpleField | GroupField, language: str) -> str:
    """The words of an explanation or a consent."""
    words = getattr(field, "text", None)
    return "" if words is None else str(words.in_language(language))
