"""One step as a page needs it: every field with its inputs, what stands in them and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from shirube.forms.domain.answers import ROW, Answers, answer_at, rows_of
from shirube.forms.domain.binding import Bound, StepNotFoundError
from shirube.forms.domain.definition import Form, GroupField, SimpleField, Step
from shirube.forms.domain.fields.core import Inputs
from shirube.forms.domain.fields.files import FilesField, files_in, size_text
from shirube.forms.domain.fields.my_number import MyNumberField
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.fields.shown import ComputedField
from shirube.forms.domain.labels import label_of, text_of, title_of_row, word_of_row
from shirube.forms.domain.presenting import (
    Control,
    FieldView,
    FileView,
    Need,
    ProblemView,
    RowView,
    StepMark,
    StepState,
    StepView,
)
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.scene import Scene, look_at_answers
from shirube.forms.domain.sentences import problem_sentence

_NEEDS = {"yes": Need.REQUIRED, "soft": Need.SOFT, "no": Need.OPTIONAL}


def present_step(
    form: Form,
    step_code: str,
    given: Bound | Mapping[str, Any],
    *,
    language: str,
    today: date,
    problems: Sequence[Problem] = (),
    typed: Mapping[str, Inputs] | None = None,
    offered: Mapping[str, Any] | None = None,
) -> StepView:
    """The step, with the answers of a Bound (which brings its problems and what was typed) or with plain answers.

    Raises StepNotFoundError.
    """
    step = form.find_step(step_code)
    if step is None:
        raise StepNotFoundError(step=step_code)
    if isinstance(given, Bound):
        problems, typed = problems or given.problems, given.typed
    answers = _with_first_rows(step, given.answers if isinstance(given, Bound) else given)
    artist = _Artist(
        form=form,
        step=step,
        answers=answers,
        scene=look_at_answers(form, answers, today),
        language=language,
        problems=_by_path(problems),
        typed=typed or {},
        offered=offered or {},
        new_row=given.asked.target if isinstance(given, Bound) and given.asked else "",
    )
    return artist.draw_step()


def present_problems(
    form: Form, problems: Iterable[Problem], answers: Mapping[str, Any] | None = None, *, language: str
) -> tuple[ProblemView, ...]:
    """Problems away from their fields (the check page): each names its step, and its row where answers are given."""
    return tuple(
        ProblemView(
            path=one.path,
            label=label_of(form, one.path, answers or {}, language),
            text=problem_sentence(one, form, language),
            is_warning=one.severity == "warning",
            step_code=form.step_of.get(one.path.partition(".")[0], ""),
        )
        for one in problems
    )


def _by_path(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for one in problems:
        found.setdefault(one.path, []).append(one)
    return found


def _with_first_rows(step: Step, answers: Mapping[str, Any]) -> Answers:
    """A group that needs rows shows as many empty ones from the start. Their ids are the same each time."""
    first: Answers = {}
    for one in step.fields:
        if isinstance(one, GroupField) and not rows_of(answers.get(one.key)):
            count = max(one.min_rows, 1 if one.required == "yes" else 0)
            if count:
                first[one.key] = [{ROW: f"r{number}"} for number in range(1, count + 1)]
    return {**answers, **first}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Artist:
    form: Form
    step: Step
    answers: Answers
    scene: Scene
    language: str
    problems: Mapping[str, Sequence[Problem]]
    typed: Mapping[str, Inputs]
    offered: Mapping[str, Any]
    new_row: str

    def draw_step(self) -> StepView:
        fields = tuple(self._draw(one.key, one) for one in self.step.fields)
        is_first = self.form.steps[0] is self.step
        view = StepView(
            code=self.step.code,
            title=self.step.title.in_language(self.language),
            explanation=self._words(self.step.explanation),
            intro=self._words(self.form.intro) if is_first else "",
            fields=fields,
            steps=self._marks(),
        )
        shown = [one for each in fields for one in _problems_within(each)]
        return replace(view, problems=(*shown, *self._problems_elsewhere(shown)))

    def _draw(self, path: str, field: SimpleField | GroupField) -> FieldView:
        asked_name = ".".join(part for part in (path.rpartition(".")[0].partition(".")[0], field.key) if part)
        is_account = field.type == "bank_account"
        facts: dict[str, Any] = {
            "path": path,
            "type": field.type,
            "label": field.label.in_language(self.language),
            "is_dependent": field.when is not None or field.type == "computed" or is_account,
            "is_asked_by_others": asked_name in self.step.asked_names or is_account,
        }
        if path not in self.scene.shown:
            return FieldView(**facts, is_hidden=True)
        controls = self._controls(path, field)
        return FieldView(
            **facts,
            help=self._words(field.help),
            need=_NEEDS[field.required],
            controls=controls,
            problems=self._problem_views(path, field, controls),
            **self._details(path, field),
        )

    def _controls(self, path: str, field: SimpleField | GroupField) -> tuple[Control, ...]:
        pen = Pen(
            path=path,
            language=self.language,
            inputs=self._inputs(path, field),
            concept=field.concept or "",
            is_needed=field.required == "yes",
            marked=self._marked(path),
        )
        return field.draw(pen)

    def _inputs(self, path: str, field: SimpleField | GroupField) -> Inputs:
        if path in self.typed:
            prefix = f"{path}."
            return {
                name.removeprefix(prefix) if name != path else "": texts
                for name, texts in self.typed[path].items()
            }
        value = answer_at(self.answers, path)
        return {} if value is None else field.write(value) or {}

    def _marked(self, path: str) -> frozenset[str] | None:
        errors = [one for one in self.problems.get(path, ()) if one.severity == "error"]
        if any(not one.parts for one in errors):
            return None
        return frozenset(part for one in errors for part in one.parts)

    def _problem_views(
        self, path: str, field: SimpleField | GroupField, controls: Sequence[Control]
    ) -> tuple[ProblemView, ...]:
        return tuple(self._problem_view(one, field, controls) for one in self.problems.get(path, ()))

    def _problem_view(
        self, problem: Problem, field: SimpleField | GroupField, controls: Sequence[Control]
    ) -> ProblemView:
        meant = [one for one in controls if one.part in problem.parts]
        focus = next(iter(meant or controls), None)
        in_row = "." in problem.path
        return ProblemView(
            path=problem.path,
            label=label_of(self.form, problem.path, self.answers, self.language)
            if in_row
            else field.label.in_language(self.language),
            text=problem_sentence(problem, self.form, self.language),
            is_warning=problem.severity == "warning",
            names=tuple(one.name for one in meant),
            step_code=self.step.code,
            focus_id="" if focus is None else focus.id,
        )

    def _problems_elsewhere(self, shown: Sequence[ProblemView]) -> tuple[ProblemView, ...]:
        """Problems with no field on this step: of the whole form, or of a field that is not shown."""
        there = {one.path for one in shown}
        others = [one for path, found in self.problems.items() if path not in there for one in found]
        return present_problems(self.form, others, self.answers, language=self.language)

    def _details(self, path: str, field: SimpleField | GroupField) -> dict[str, Any]:
        if isinstance(field, GroupField):
            return self._row_details(path, field)
        if isinstance(field, FilesField):
            stored = files_in(answer_at(self.answers, path))
            files = tuple(FileView(one["id"], one["name"], size_text(one["size"])) for one in stored)
            return {"files": files, "max_files": field.max_files, "accept": field.accept}
        if isinstance(field, ComputedField):
            value = answer_at(self.scene.values, path)
            text = "" if value is None else field.tell_bare(value, self.language)
            return {"text": text, "unit": self._words(field.unit)}
        if isinstance(field, MyNumberField):
            kept = answer_at(self.answers, path)
            return {"masked": field.tell(kept, self.language) if kept else ""}
        return {"text": text_of(field, self.language), "offered": self._offered(path, field)}

    def _offered(self, path: str, field: SimpleField) -> str:
        is_open = path in self.offered and path not in self.typed and answer_at(self.answers, path) is None
        return field.tell(self.offered[path], self.language) if is_open else ""

    def _row_details(self, path: str, group: GroupField) -> dict[str, Any]:
        row_ids = self.scene.row_ids[path]
        rows = tuple(
            RowView(
                id=row_id,
                title=title_of_row(group, number, self.language),
                fields=tuple(self._draw(f"{path}.{row_id}.{one.key}", one) for one in group.fields),
                is_new=row_id == self.new_row,
                can_remove=len(row_ids) > group.min_rows,
            )
            for number, row_id in enumerate(row_ids, 1)
        )
        return {"rows": rows, "max_rows": group.max_rows, "row_word": word_of_row(group, self.language)}

    def _marks(self) -> tuple[StepMark, ...]:
        codes = [one.code for one in self.scene.steps]
        current = codes.index(self.step.code) if self.step.code in codes else len(codes)
        return tuple(
            StepMark(one.code, one.title.in_language(self.language), _state(number, current))
            for number, one in enumerate(self.scene.steps)
        )

    def _words(self, words: Any) -> str:
        return "" if words is None else str(words.in_language(self.language))


def _state(number: int, current: int) -> StepState:
    if number == current:
        return StepState.CURRENT
    return StepState.DONE if number < current else StepState.TODO


def _problems_within(view: FieldView) -> list[ProblemView]:
    """Those of the field, then those of its rows."""
    return [*view.problems, *(one for row in view.rows for each in row.fields for one in each.problems)]
