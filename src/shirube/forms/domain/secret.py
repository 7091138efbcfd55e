"""個人番号 apart from all other answers: these keep a mask, the numbers go where the law wants them kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shirube.forms.domain.answers import ROW, Answers, put_answer, rows_of
from shirube.forms.domain.definition import Form, GroupField
from shirube.forms.domain.fields.my_number import MyNumberField, is_mask, mask


def split_secret(form: Form, answers: Mapping[str, Any]) -> tuple[Answers, dict[str, str]]:
    """The answers with masks, and {path: 個人番号} for each number that was not masked before."""
    secret = {path: value for path, value in _numbers(form, answers) if not is_mask(value)}
    apart: Answers = dict(answers)
    for path, value in secret.items():
        apart = put_answer(apart, path, mask(value))
    return apart, secret


def join_secret(form: Form, answers: Mapping[str, Any], secret: Mapping[str, str]) -> Answers:
    """The answers with their numbers. A mask whose number is not given stays; a number typed anew is kept."""
    whole: Answers = dict(answers)
    for path, value in _numbers(form, answers):
        if path in secret and is_mask(value):
            whole = put_answer(whole, path, secret[path])
    return whole


def _numbers(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in form.by_key.values():
        if isinstance(field, MyNumberField) and isinstance(answers.get(field.key), str):
            yield field.key, answers[field.key]
        elif isinstance(field, GroupField):
            inner = [one.key for one in field.fields if isinstance(one, MyNumberField)]
            for row in rows_of(answers.get(field.key)):
                yield from (
                    (f"{field.key}.{row[ROW]}.{key}", row[key])
                    for key in inner
                    if isinstance(row.get(key), str)
                )
