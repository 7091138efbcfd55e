"""From what a browser posts for one step to answers: what is valid, what is not, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shirube.forms.domain.answers import ROW, ROW_ID, Answers, answer_at, new_row_id, put_answer, rows_of
from shirube.forms.domain.asking import Asked, find_asked
from shirube.forms.domain.checking import check_files, check_rules, count_rows, missing
from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.fields.addresses import AddressField
from shirube.forms.domain.fields.core import Inputs, Reading
from shirube.forms.domain.fields.files import FileAnswer, FilesField, files_in
from shirube.forms.domain.fields.my_number import MyNumberField
from shirube.forms.domain.postal import find_place
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.scene import Saved, Scene, look
from shirube.kernel.errors import NotFoundError

Posted = Mapping[str, Sequence[str]]
TypedInputs = dict[str, Inputs]
# Somebody who posts more rows than any form may have is told so; beyond this nothing is even read.
_MOST_READ_ROWS = 200


class StepNotFoundError(NotFoundError):
    """The form has no step of that code."""

    code = "forms.step_not_found"


@dataclass(frozen=True, slots=True)
class Bound:
    """`typed`: path → {input name: what was typed} for all that was not understood, of this step and of others."""

    answers: Answers
    typed: TypedInputs = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    asked: Asked | None = None
    ignored: int = 0

    @property
    def has_errors(self) -> bool:
        return any(one.severity == "error" for one in self.problems)


def bind_step(
    form: Form,
    step_code: str,
    posted: Posted,
    answers: Mapping[str, Any],
    *,
    today: date,
    files: Mapping[str, Sequence[FileAnswer]] | None = None,
    typed: Mapping[str, Inputs] | None = None,
    offered: Mapping[str, Any] | None = None,
    partial: bool = False,
) -> Bound:
    """The answers after one step was posted.

    `files`: what was stored of the uploads, by path. `typed`: what stood there and was not understood so far.
    `offered`: known facts, which the button "take" takes over. `partial`: for autosave, back and pause: nothing is
    complained of. A button that asks for a row or an address does the same, save for its own field.
    Raises StepNotFoundError.
    """
    step = form.find_step(step_code)
    if step is None:
        raise StepNotFoundError(step=step_code)
    asked = find_asked(posted)
    posted, answers, asked = _prepare(form, step, posted, answers, asked, offered or {})
    reader = _Reader(form, step, posted, answers, today, files or {})
    scene = look(form, reader, today)
    bound = reader.answers_after(scene)
    problems = () if partial else tuple(reader.problems_in(scene))
    if asked is not None:
        problems = tuple(one for one in problems if _answers(one, asked))
    others = {path: inputs for path, inputs in (typed or {}).items() if not _is_of(step, path)}
    return Bound(bound, others | reader.typed, problems, asked, reader.count_ignored(scene))


def _is_of(step: Step, path: str) -> bool:
    key = path.partition(".")[0]
    return any(one.key == key for one in step.fields)


def _answers(problem: Problem, asked: Asked) -> bool:
    """Who asks for an address is told about its postal code, and about nothing else."""
    return asked.act == "find" and problem.path == asked.path and problem.parts == ("postal_code",)


class _Reader:
    """A source of values: the posted ones for the step, the saved ones for all other steps."""

    def __init__(
        self,
        form: Form,
        step: Step,
        posted: Posted,
        answers: Mapping[str, Any],
        today: date,
        files: Mapping[str, Sequence[FileAnswer]],
    ) -> None:
        self.step, self.posted, self.answers, self.today, self.files = step, posted, answers, today, files
        self.saved = Saved(answers)
        self.before = look(form, self.saved, today)
        self.keys = {one.key for one in step.fields}
        self.readings: dict[str, Reading] = {}
        self.typed: TypedInputs = {}
        self.rows_posted = _rows_posted(step, posted)

    def value_of(self, path: str, field: SimpleField) -> Any:
        if path.partition(".")[0] not in self.keys:
            return self.saved.value_of(path, field)
        reading = self.readings[path] = self._read(path, field)
        return reading.value

    def rows_of(self, path: str, field: GroupField) -> Sequence[str]:
        if path not in self.keys or (path not in self.before.shown and path not in self.rows_posted):
            return self.saved.rows_of(path, field)
        return self.rows_posted.get(path, [])

    def answers_after(self, scene: Scene) -> Answers:
        """All answers. What is hidden now keeps its old one: a condition may change back."""
        after: Answers = dict(self.answers)
        for key in self.keys & set(scene.shown):
            shown = scene.shown[key]
            after.pop(key, None)
            if isinstance(shown, GroupField):
                rows = [self._row_after(key, row_id, shown, scene) for row_id in scene.row_ids[key]]
                after |= {key: rows} if rows else {}
            elif shown.is_asked and self.readings[key].value is not None:
                after[key] = self.readings[key].value
        return after

    def problems_in(self, scene: Scene) -> Iterator[Problem]:
        for path in scene.paths_of(self.step) if self.step in scene.steps else ():
            shown = scene.shown[path]
            own = list(self._own_problems(path, shown, scene))
            yield from own
            if not any(one.severity == "error" for one in own):
                yield from check_rules(path, shown, scene)

    def count_ignored(self, scene: Scene) -> int:
        """How many inputs belong to no question of the step that is shown: a stale page, or somebody trying."""
        paths = scene.paths_of(self.step)
        known = {_input_name(path, part) for path in paths for part in scene.shown[path].parts}
        known |= {f"{path}.{ROW}" for path in paths}
        return sum(
            name not in known and not name.startswith("_") and name != "csrfmiddlewaretoken"
            for name in self.posted
        )

    def _read(self, path: str, field: SimpleField) -> Reading:
        if not field.is_asked:
            return Reading()
        kept = self.saved.value_of(path, field)
        if isinstance(field, FilesField):
            return self._read_files(path, field, kept)
        inputs = {part: list(self.posted.get(_input_name(path, part), ())) for part in field.parts}
        inputs = {part: values for part, values in inputs.items() if values}
        if not inputs and path not in self.before.shown:
            # It was not on the page: what was answered before its condition failed holds again.
            return Reading(kept)
        reading = field.read(inputs, self.today)
        if isinstance(field, MyNumberField):
            # The page never shows it, so that an empty box means "as it was". Nor is a wrong one kept anywhere.
            return replace(reading, value=reading.value or kept)
        if reading.has_errors:
            self.typed[path] = {_input_name(path, part): values for part, values in inputs.items()}
        return reading

    def _read_files(self, path: str, field: FilesField, kept: Any) -> Reading:
        stored = [*files_in(kept), *self.files.get(path, ())]
        unique = list({one["id"]: one for one in stored}.values())
        # Too many are kept all the same, until somebody chooses which one to take away.
        return Reading(unique or None, tuple(check_files(field, unique)))

    def _own_problems(self, path: str, shown: SimpleField | GroupField, scene: Scene) -> Iterable[Problem]:
        if not shown.is_asked:
            return ()
        if isinstance(shown, GroupField):
            return count_rows(path, shown, len(scene.row_ids[path]))
        reading = self.readings[path]
        if reading.value is None and not reading.problems:
            return missing(path, shown)
        return (one.at(path) for one in reading.problems)

    def _row_after(self, key: str, row_id: str, group: GroupField, scene: Scene) -> Answers:
        old = next((row for row in rows_of(self.answers.get(key)) if row[ROW] == row_id), {})
        row: Answers = {ROW: row_id}
        for one in group.fields:
            path = f"{key}.{row_id}.{one.key}"
            value = old.get(one.key)
            if path in scene.shown and one.is_asked:
                value = self.readings[path].value
            if value is not None and one.is_asked:
                row[one.key] = value
        return row


def _input_name(path: str, part: str) -> str:
    return f"{path}.{part}" if part else path


def _rows_posted(step: Step, posted: Posted) -> dict[str, list[str]]:
    """The rows a page has posted, in its order: by its hidden inputs, else by the names of the others."""
    groups = {one.key for one in step.fields if isinstance(one, GroupField)}
    rows: dict[str, dict[str, None]] = {}
    for name, values in posted.items() if groups else ():
        key, _, rest = name.partition(".")
        if key not in groups:
            continue
        for row_id in values if rest == ROW else [rest.partition(".")[0]]:
            if ROW_ID.fullmatch(row_id) and len(rows.setdefault(key, {})) < _MOST_READ_ROWS:
                rows[key][row_id] = None
    return {key: list(found) for key, found in rows.items()}


def _prepare(
    form: Form,
    step: Step,
    posted: Posted,
    answers: Mapping[str, Any],
    asked: Asked | None,
    offered: Mapping[str, Any],
) -> tuple[Posted, Mapping[str, Any], Asked | None]:
    """What the pressed button means, done to what is read: buttons of other steps or unknown fields mean nothing."""
    if asked is None or not _is_of(step, asked.path):
        return posted, answers, None
    found = form.find_field(asked.path)
    if isinstance(found, GroupField):
        return _change_rows(found, posted, answers, asked)
    if asked.act == "remove_file" and isinstance(found, FilesField):
        stored = files_in(answer_at(answers, asked.path))
        kept = [one for one in stored if one["id"] != asked.target]
        return posted, put_answer(answers, asked.path, kept or None), asked
    if asked.act == "find" and isinstance(found, AddressField):
        return _with_place(found, posted, asked.path), answers, asked
    if asked.act == "take" and found is not None and asked.path in offered:
        return _with_inputs(found, posted, asked.path, offered[asked.path]), answers, asked
    return posted, answers, asked if asked.act == "upload" else None


def _change_rows(
    group: GroupField, posted: Posted, answers: Mapping[str, Any], asked: Asked
) -> tuple[Posted, Mapping[str, Any], Asked | None]:
    place = f"{group.key}.{ROW}"
    there = list(posted.get(place, ()))
    if asked.act == "add" and len(there) < group.max_rows:
        row_id = new_row_id(there)
        return {**posted, place: [*there, row_id]}, answers, Asked("add", asked.path, row_id)
    if asked.act == "remove":
        gone = f"{group.key}.{asked.target}."
        kept = {name: values for name, values in posted.items() if not name.startswith(gone)}
        return {**kept, place: [one for one in there if one != asked.target]}, answers, asked
    return posted, answers, None


def _with_place(address: AddressField, posted: Posted, path: str) -> Posted:
    """The place of the postal code typed into the parts for it. A code that does not exist changes nothing."""
    inputs = {part: posted.get(_input_name(path, part), ()) for part in address.parts}
    place = find_place(address.read_code(inputs))
    if place is None:
        return posted
    filled = {"prefecture": place.prefecture, "city": place.city, "town": place.town}
    return {**posted, **{_input_name(path, part): [text] for part, text in filled.items()}}


def _with_inputs(field: SimpleField, posted: Posted, path: str, value: Any) -> Posted:
    own = {_input_name(path, part) for part in field.parts}
    others = {name: values for name, values in posted.items() if name not in own}
    inputs = field.write(value) or {}
    return {**others, **{_input_name(path, part): values for part, values in inputs.items()}}


def rebind(form: Form, answers: Mapping[str, Any], typed: Mapping[str, Inputs] | None = None) -> Bound:
    """A draft as it lies, to be shown again: what was typed stands in its boxes, nothing is complained of."""
    known = {
        path: dict(inputs) for path, inputs in (typed or {}).items() if form.find_field(path) is not None
    }
    return Bound(dict(answers), known)
