"""Whether answers may be handed in: everything wrong with them, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from shirube.forms.domain.answers import ROW, ROW_ID
from shirube.forms.domain.definition import Form, GroupField, SimpleField
from shirube.forms.domain.fields.core import FieldCore
from shirube.forms.domain.fields.files import FilesField, is_file
from shirube.forms.domain.fields.my_number import MyNumberField, is_mask
from shirube.forms.domain.logic import UNKNOWN
from shirube.forms.domain.problems import Problem, Severity, trouble
from shirube.forms.domain.scene import Scene, look_at_answers

# What is missing is told in the words of what is asked for.
_MISSING = {"consent": "consent_missing", "files": "files_missing", "group": "rows_missing"}


def check_answers(
    form: Form, answers: Mapping[str, Any], *, today: date, typed: Iterable[str] = ()
) -> list[Problem]:
    """Everything wrong with the answers: for the check page, for submission, for the API.

    Hidden answers are no fault (`drop_hidden` takes them away), answers to questions the form does not ask are.
    `typed`: paths where something stands that was not understood; nobody may hand in without it unasked.
    """
    broken = [Problem(key, "unknown_field") for key in answers if key not in form.by_key]
    broken += [problem for key, value in answers.items() for problem in _row_faults(form, key, value)]
    if broken:
        return broken
    scene = look_at_answers(form, answers, today)
    return list(_problems(scene, frozenset(typed)))


def _problems(scene: Scene, typed: frozenset[str]) -> Iterator[Problem]:
    faulty: set[str] = set()
    for path, field in scene.shown.items():
        problems = [Problem(path, "still_wrong")] if path in typed else list(check_value(path, field, scene))
        if any(one.severity == "error" for one in problems):
            faulty.add(path)
        yield from problems
        if path not in faulty:
            yield from check_rules(path, field, scene)


def check_value(path: str, field: SimpleField | GroupField, scene: Scene) -> Iterator[Problem]:
    """What is wrong with one answer, its own rules aside."""
    if not field.is_asked:
        return
    if isinstance(field, GroupField):
        yield from count_rows(path, field, len(scene.row_ids[path]))
        return
    value = _value_at(path, field, scene)
    if value is None:
        yield from missing(path, field)
        return
    yield from (one.at(path) for one in _faults(field, value, scene.today))


def missing(path: str, field: FieldCore) -> Iterator[Problem]:
    """What to say where nothing is given. Law: 行政手続法第7条: a soft field warns and lets pass."""
    if field.required == "no":
        return
    code = _MISSING.get(getattr(field, "type", ""), "missing")
    yield Problem(path, code, severity="error" if field.required == "yes" else "warning")


def count_rows(path: str, group: GroupField, count: int) -> Iterator[Problem]:
    if count == 0:
        yield from missing(path, group)
    elif count < group.min_rows:
        severity: Severity = "warning" if group.required == "soft" else "error"
        yield Problem(path, "too_few_rows", {"least": group.min_rows}, severity)
    elif count > group.max_rows:
        yield Problem(path, "too_many_rows", {"most": group.max_rows, "count": count})


def check_rules(path: str, field: FieldCore, scene: Scene) -> Iterator[Problem]:
    """The author's own checks. A rule that lacks an answer to tell is not broken."""
    for place, check in enumerate(field.checks):
        result = scene.evaluate(check.rule, path)
        if result is not UNKNOWN and not result:
            yield Problem(path, "check", {"check": place}, check.severity)


def _value_at(path: str, field: SimpleField, scene: Scene) -> Any:
    key, _, rest = path.partition(".")
    if not rest:
        return scene.values.get(key)
    row_id = rest.partition(".")[0]
    return next(row for row in scene.values[key] if row[ROW] == row_id).get(field.key)


def _faults(field: SimpleField, value: Any, today: date | None) -> Iterator[Problem]:
    """A value is right when writing it into the page and reading it back gives the same value."""
    if isinstance(field, FilesField):
        yield from check_files(field, value)
        return
    if isinstance(field, MyNumberField) and is_mask(value):
        return
    inputs = field.write(value)
    reading = None if inputs is None else field.read(inputs, today)
    if reading is None:
        yield trouble("not_canonical")
        return
    yield from reading.problems
    if not reading.has_errors and reading.value != value:
        yield trouble("not_canonical")


def check_files(field: FilesField, value: Any) -> Iterator[Problem]:
    if not isinstance(value, list) or not all(is_file(one) for one in value):
        yield trouble("not_canonical")
    elif len(value) > field.max_files:
        yield trouble("too_many_files", most=field.max_files, count=len(value))


def _row_faults(form: Form, key: str, value: Any) -> Iterator[Problem]:
    """Rows that cannot be walked through at all."""
    group = form.by_key.get(key)
    if not isinstance(group, GroupField):
        return
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield Problem(key, "not_canonical")
        return
    ids = [row.get(ROW) for row in value]
    if len(set(map(str, ids))) != len(ids) or not all(ROW_ID.fullmatch(str(one)) for one in ids):
        yield Problem(key, "not_canonical")
    for row in value:
        yield from (
            Problem(f"{key}.{row.get(ROW)}.{name}", "unknown_field")
            for name in row
            if name != ROW and name not in group.by_key
        )
