"""Answers in words, section by section: to check them, to read a case, to print the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shirube.forms.domain.answers import ROW, answer_at, rows_of
from shirube.forms.domain.definition import Form, GroupField, SimpleField
from shirube.forms.domain.fields.files import FileAnswer, FilesField, files_in
from shirube.forms.domain.labels import label_of
from shirube.forms.domain.scene import look_at_answers


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """`value` is empty where nothing was answered; `kind` is the type of the field."""

    path: str
    label: str
    value: str
    kind: str
    files: tuple[FileAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class SummarySection:
    step_code: str
    title: str
    lines: tuple[SummaryLine, ...]


def summarise(
    form: Form, answers: Mapping[str, Any], *, language: str, today: date | None = None
) -> list[SummarySection]:
    """Every question that is shown with these answers, answered or not; steps without one are left out.

    `today` for a draft; without it the answers are told as they were handed in.
    """
    scene = look_at_answers(form, answers, today)
    sections = []
    for step in scene.steps:
        lines = tuple(
            _line(form, path, scene.shown[path], scene.values, language)
            for path in scene.paths_of(step)
            if _is_told(scene.shown[path], scene.values.get(path))
        )
        if lines:
            sections.append(SummarySection(step.code, step.title.in_language(language), lines))
    return sections


def tell(field: SimpleField | GroupField, value: Any, language: str) -> str:
    """A value in words. What is in no shape the field knows (an older form's) is told as it is."""
    if value is None:
        return ""
    try:
        return field.tell(value, language)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return str(value)


def _is_told(field: SimpleField | GroupField, value: Any) -> bool:
    """A group with rows is told by its rows."""
    return field.type != "explanation" and not (isinstance(field, GroupField) and value)


def _line(
    form: Form, path: str, field: SimpleField | GroupField, values: Mapping[str, Any], language: str
) -> SummaryLine:
    value = answer_at(values, path)
    files = tuple(files_in(value)) if isinstance(field, FilesField) else ()
    label = label_of(form, path, values, language)
    return SummaryLine(path, label, tell(field, value, language), field.type, files)


@dataclass(frozen=True, slots=True)
class Difference:
    """What an answer was and is, in words; empty where there was or is none."""

    path: str
    label: str
    before: str
    after: str


def list_differences(
    form: Form, before: Mapping[str, Any], after: Mapping[str, Any], *, language: str
) -> list[Difference]:
    """Every answer that is not what it was, in reading order. Rows are known by their ids, not by their place."""
    differences = []
    for path in _all_paths(form, before, after):
        old, new = answer_at(before, path), answer_at(after, path)
        if old != new:
            field = form.find_field(path)
            assert field is not None
            answers = after if new is not None else before
            label = label_of(form, path, answers, language)
            differences.append(
                Difference(path, label, tell(field, old, language), tell(field, new, language))
            )
    return differences


def _all_paths(form: Form, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for field in form.by_key.values():
        if not isinstance(field, GroupField):
            yield field.key
            continue
        rows = [*rows_of(before.get(field.key)), *rows_of(after.get(field.key))]
        for row_id in dict.fromkeys(row[ROW] for row in rows):
            yield from (f"{field.key}.{row_id}.{one.key}" for one in field.fields)
