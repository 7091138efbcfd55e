"""What is shown, what is computed, and answers without what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shirube.forms.domain.answers import ROW, Answers, rows_of
from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.scene import look_at_answers


def list_visible_steps(form: Form, answers: Mapping[str, Any], *, today: date) -> list[Step]:
    return look_at_answers(form, answers, today).steps


def list_visible_fields(
    form: Form, step_code: str, answers: Mapping[str, Any], *, today: date
) -> list[tuple[str, SimpleField | GroupField]]:
    """(path, field) of what is shown on the step, fields of rows after their group; nothing of a hidden step."""
    scene = look_at_answers(form, answers, today)
    step = next((one for one in scene.steps if one.code == step_code), None)
    return [] if step is None else [(path, scene.shown[path]) for path in scene.paths_of(step)]


def drop_hidden(form: Form, answers: Mapping[str, Any], *, today: date) -> Answers:
    """Only the answers to questions that are shown, and none to questions the form does not ask.

    Computed values are worked out anew: what is submitted is what a person saw.
    """
    return dict(look_at_answers(form, answers, today).values)


def compute_answers(form: Form, answers: Mapping[str, Any], *, today: date) -> Answers:
    """The answers with every computed value that can be worked out; hidden answers stay as they are."""
    values = look_at_answers(form, answers, today).values
    computed = {one.key for step in form.steps for one in step.fields if one.type == "computed"}
    merged = {key: value for key, value in answers.items() if key not in computed}
    merged |= {key: values[key] for key in computed if key in values}
    for step in form.steps:
        for group in step.fields:
            if isinstance(group, GroupField) and group.key in values:
                merged[group.key] = _compute_rows(group, rows_of(answers[group.key]), values[group.key])
    return merged


def _compute_rows(group: GroupField, rows: list[Answers], values: list[Answers]) -> list[Answers]:
    computed = {one.key for one in group.fields if one.type == "computed"}
    seen = {row[ROW]: row for row in values}
    merged = []
    for row in rows:
        now = seen.get(row.get(ROW), {})
        kept = {key: value for key, value in row.items() if key not in computed}
        merged.append(kept | {key: now[key] for key in computed if key in now})
    return merged
