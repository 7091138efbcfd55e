"""What of a form is to be seen with the answers given: one walk in reading order.

A condition can name only what stands before it (`parse_form` sees to that), so one walk settles everything, and a hidden
answer is absent for all that follows. Rows of a group are looked at one by one.

Without the day of today the answers are looked at as they were handed in: nothing is worked out anew, and a question that is
asked on certain days only was asked where it was answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Protocol

from shirube.forms.domain.answers import ROW, Answers, rows_of
from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.fields.shown import ComputedField
from shirube.forms.domain.logic import UNKNOWN, Rule


class Source(Protocol):
    """Where values come from while the walk goes on: saved answers, or what is being posted."""

    def value_of(self, path: str, field: SimpleField) -> Any: ...

    def rows_of(self, path: str, field: GroupField) -> Sequence[str]: ...


class Saved:
    """Values from answers as they are kept."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers
        self._rows: dict[str, dict[str, Answers]] = {}

    def value_of(self, path: str, field: SimpleField) -> Any:
        key, _, rest = path.partition(".")
        if not rest:
            return self.answers.get(key)
        return self._rows_at(key).get(rest.partition(".")[0], {}).get(field.key)

    def rows_of(self, path: str, field: GroupField) -> Sequence[str]:  # noqa: ARG002
        return list(self._rows_at(path))

    def _rows_at(self, key: str) -> dict[str, Answers]:
        if key not in self._rows:
            self._rows[key] = {row[ROW]: row for row in rows_of(self.answers.get(key))}
        return self._rows[key]


@dataclass(slots=True)
class Scene:
    """`shown`: path → field, in reading order. `facts`: answers as rules see them. `values`: answers of what is shown."""

    today: date | None
    steps: list[Step] = field(default_factory=list)
    shown: dict[str, SimpleField | GroupField] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    row_facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    row_ids: dict[str, Sequence[str]] = field(default_factory=dict)

    def evaluate(self, rule: Rule, path: str) -> Any:
        """A rule of the field at `path`, which may ask for its own row."""
        row = self.row_facts.get(path.rpartition(".")[0])
        return rule.evaluate(self.facts if row is None else {**self.facts, "row": row}, self.today)

    def paths_of(self, step: Step) -> list[str]:
        """The shown paths of one step."""
        keys = {one.key for one in step.fields}
        return [path for path in self.shown if path.partition(".")[0] in keys]


def look(form: Form, source: Source, today: date | None) -> Scene:
    """Walk through the form with the values of the source."""
    scene = Scene(today)
    for step in form.steps:
        if _holds(step.when, scene.facts, today, partial(_is_answered_step, step, source)):
            scene.steps.append(step)
            for one in step.fields:
                _look_at(one, source, scene)
    return scene


def look_at_answers(form: Form, answers: Mapping[str, Any], today: date | None) -> Scene:
    return look(form, Saved(answers), today)


def _holds(rule: Rule | None, data: Any, today: date | None, is_answered: Callable[[], bool]) -> bool:
    if rule is None:
        return True
    result = rule.evaluate(data, today)
    return is_answered() if result is UNKNOWN and today is None else bool(result)


def _is_answered(path: str, one: SimpleField | GroupField, source: Source) -> bool:
    if isinstance(one, GroupField):
        return bool(source.rows_of(path, one))
    return source.value_of(path, one) is not None


def _is_answered_step(step: Step, source: Source) -> bool:
    return any(_is_answered(one.key, one, source) for one in step.fields)


def _look_at(one: SimpleField | GroupField, source: Source, scene: Scene) -> None:
    # Cost: an application looks at each field eighteen times, and most have no condition.
    if one.when is not None and not _holds(
        one.when, scene.facts, scene.today, partial(_is_answered, one.key, one, source)
    ):
        return
    scene.shown[one.key] = one
    if isinstance(one, GroupField):
        _look_at_rows(one, source, scene)
        return
    value = _value(one, one.key, source, scene.facts, scene.today)
    if value is not None:
        scene.values[one.key] = value
        scene.facts[one.key] = one.logic_value(value)


def _look_at_rows(group: GroupField, source: Source, scene: Scene) -> None:
    row_ids = source.rows_of(group.key, group)
    scene.row_ids[group.key] = row_ids
    values, facts = [], []
    for row_id in row_ids:
        row_values, row_facts = _look_at_row(group, row_id, source, scene)
        values.append({ROW: row_id, **row_values})
        facts.append(row_facts)
    scene.facts[group.key] = facts
    if values:
        scene.values[group.key] = values


def _look_at_row(group: GroupField, row_id: str, source: Source, scene: Scene) -> tuple[Answers, Answers]:
    values: Answers = {}
    facts: Answers = {}
    place = f"{group.key}.{row_id}"
    scene.row_facts[place] = facts
    data = {**scene.facts, "row": facts}
    for one in group.fields:
        path = f"{place}.{one.key}"
        if not _holds(one.when, data, scene.today, partial(_is_answered, path, one, source)):
            continue
        scene.shown[path] = one
        value = _value(one, path, source, data, scene.today)
        if value is not None:
            values[one.key], facts[one.key] = value, one.logic_value(value)
    return values, facts


def _value(one: SimpleField, path: str, source: Source, data: Mapping[str, Any], today: date | None) -> Any:
    kept = source.value_of(path, one) if today is None or one.is_asked else None
    if isinstance(one, ComputedField) and kept is None:
        return _plain(one.formula.evaluate(data, today))
    return kept


def _plain(value: Any) -> Any:
    """What may be kept of a formula's result: a number, a text, yes or no."""
    if value is UNKNOWN or isinstance(value, list | dict):
        return None
    return value
