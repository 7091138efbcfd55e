"""What differs between two versions of a form, in words: for the author before publishing, for residents half-way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step

Kind = Literal["added", "removed", "moved", "changed"]
Subject = Literal["form", "step", "field"]
# Never told as changes of their own.
_OWN_WAY = frozenset({"key", "code", "fields", "steps"})


@dataclass(frozen=True, slots=True)
class FormChange:
    """`path`: "title", a step's code, a field's key or "children.name". `aspect`: which property ("label", "required").

    `before` and `after` are in words where the property is words, else what the author wrote, as text.
    """

    kind: Kind
    subject: Subject
    path: str
    label: str
    aspect: str = ""
    before: str = ""
    after: str = ""


def compare_forms(old: Form, new: Form, *, language: str) -> list[FormChange]:
    """All changes: of the form, of its steps, of its fields in the new reading order, then what is gone."""
    return [
        *_changed("form", "", old, new, new.title.in_language(language), language),
        *_step_changes(old, new, language),
        *_field_changes(old, new, language),
    ]


def _step_changes(old: Form, new: Form, language: str) -> Iterator[FormChange]:
    before = {step.code: step for step in old.steps}
    after = {step.code: step for step in new.steps}
    for code, step in after.items():
        title = step.title.in_language(language)
        if code not in before:
            yield FormChange("added", "step", code, title)
        else:
            yield from _changed("step", code, before[code], step, title, language)
    yield from _moves("step", _common(before, after), _common(after, before), after, language)
    for code, step in before.items():
        if code not in after:
            yield FormChange("removed", "step", code, step.title.in_language(language))


def _field_changes(old: Form, new: Form, language: str) -> Iterator[FormChange]:
    before, after = _fields(old), _fields(new)
    for path, (step, field) in after.items():
        label = field.label.in_language(language)
        if path not in before:
            yield FormChange("added", "field", path, label)
            continue
        former_step, former = before[path]
        if former_step != step:
            yield FormChange("moved", "field", path, label, "step", former_step, step)
        yield from _changed("field", path, former, field, label, language)
    fields = {path: field for path, (_, field) in after.items()}
    yield from _moves("field", _within_steps(before, after), _within_steps(after, before), fields, language)
    for path, (_, field) in before.items():
        if path not in after:
            yield FormChange("removed", "field", path, field.label.in_language(language))


def _fields(form: Form) -> dict[str, tuple[str, SimpleField | GroupField]]:
    found: dict[str, tuple[str, SimpleField | GroupField]] = {}
    for step in form.steps:
        for field in step.fields:
            found[field.key] = (step.code, field)
            if isinstance(field, GroupField):
                found |= {f"{field.key}.{one.key}": (step.code, one) for one in field.fields}
    return found


def _common(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [name for name in one if name in other]


def _within_steps(one: Mapping[str, tuple[str, Any]], other: Mapping[str, tuple[str, Any]]) -> list[str]:
    """In both, and in the same step: who changed the step has been told of already."""
    return [path for path in one if path in other and one[path][0] == other[path][0]]


def _moves(
    subject: Subject, before: list[str], after: list[str], parts: Mapping[str, Any], language: str
) -> Iterator[FormChange]:
    """The fewest that had to be moved: those outside the longest run that kept its order."""
    still = _longest_run([before.index(name) for name in after])
    for place, name in enumerate(after):
        if place not in still:
            part = parts[name]
            label = (part.title if isinstance(part, Step) else part.label).in_language(language)
            yield FormChange("moved", subject, name, label, "place")


def _longest_run(numbers: list[int]) -> set[int]:
    """The places of the longest rising subsequence."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        shorter = [run for run in best if numbers[run[-1]] < number]
        best.append([*_longest(shorter), place])
    return set(_longest(best))


def _longest(runs: list[list[int]]) -> list[int]:
    nothing: list[int] = []
    return max(runs, key=len, default=nothing)


def _changed(
    subject: Subject, path: str, old: Any, new: Any, label: str, language: str
) -> Iterator[FormChange]:
    names = dict.fromkeys([*type(new).model_fields, *type(old).model_fields])
    for name in names:
        before, after = getattr(old, name, None), getattr(new, name, None)
        if name not in _OWN_WAY and before != after:
            yield FormChange("changed", subject, path, label, name, *_told(before, after, language))


def _told(before: Any, after: Any, language: str) -> tuple[str, str]:
    """In the reader's language; where that did not change, another translation did: all of them then."""
    short = _text(before, language), _text(after, language)
    return short if short[0] != short[1] else (_whole(before), _whole(after))


def _text(value: Any, language: str) -> str:
    if value is None or value == []:
        return ""
    if hasattr(value, "in_language"):
        return str(value.in_language(language))
    if isinstance(value, list):
        return "、".join(
            _text(getattr(one, "label", getattr(one, "message", one)), language) for one in value
        )
    return str(getattr(value, "content", value))


def _whole(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_whole(one) for one in value)
    if hasattr(value, "model_dump"):
        return str(value.model_dump(mode="json", by_alias=True, exclude_defaults=True))
    return str(getattr(value, "content", value))
