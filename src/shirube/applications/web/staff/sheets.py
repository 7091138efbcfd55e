"""A whole form on one page, for those who type from paper or correct: all steps together, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from shirube.forms import interface as forms
from shirube.ui.pages import page

# The buttons that show the page again: fields that answers call for appear, rows come and go.
REFRESH = "_refresh"
# Which steps the page shows, so that a fragment exchanges only those that come or go.
SHOWN_STEPS = "_steps"


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step's place on the page; `view` is None while the answers leave the step out."""

    code: str
    view: forms.StepView | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it was typed. `typed` is what is not valid; `is_asked` when a button only wants the page again."""

    form: forms.Form
    today: date
    answers: Mapping[str, Any]
    typed: Mapping[str, Any]
    asked: forms.Asked | None
    is_asked: bool

    @property
    def steps(self) -> list[SheetStep]:
        """All steps in their order, as the page draws them."""
        visible = _visible(self.form, dict(self.answers), self.today)
        return [
            SheetStep(one.code, self._view(one.code) if one.code in visible else None)
            for one in self.form.steps
        ]

    def _view(self, code: str) -> forms.StepView:
        bound = forms.Bound(dict(self.answers), dict(self.typed))
        view = forms.present_step(self.form, code, bound, language="ja", today=self.today)
        # Files of a paper are its scan, taken in once for the whole sheet.
        return replace(view, fields=tuple(one for one in view.fields if one.type != "files"))

    @property
    def problems(self) -> list[forms.Problem]:
        """All that is missing or wrong, but for files: what came with a paper is in its scan."""
        found = forms.check_answers(self.form, dict(self.answers), today=self.today, typed=tuple(self.typed))
        uploads = {key for key, field in self.form.by_key.items() if field.type == "files"}
        return [one for one in found if one.path not in uploads]

    def present(self, problems: list[forms.Problem]) -> list[forms.ProblemView]:
        return list(forms.present_problems(self.form, problems, dict(self.answers), language="ja"))


def read_sheet(
    request: HttpRequest,
    form: forms.Form,
    answers: Mapping[str, Any],
    today: date,
    unfinished: Mapping[str, Any] | None = None,
) -> Sheet:
    """What the page was sent in with, over the answers that are there; `unfinished` is what is there and not valid."""
    if request.method != "POST":
        return Sheet(form, today, dict(answers), dict(unfinished or {}), None, is_asked=True)
    posted = dict(request.POST.lists())
    found: dict[str, Any] = dict(answers)
    typed: dict[str, Any] = {}
    asked = None
    for step in form.steps:
        # What an earlier step was just answered decides whether this one is there.
        if step.code not in _visible(form, found, today):
            continue
        bound = forms.bind_step(form, step.code, posted, found, today=today, typed=typed, partial=True)
        found, typed, asked = dict(bound.answers), dict(bound.typed), asked or bound.asked
    return Sheet(form, today, found, typed, asked, is_asked=REFRESH in request.POST or asked is not None)


def answer_live(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The answer to htmx after a change: the steps and fields that came or went. Nothing is saved by asking."""
    shown = request.POST.getlist(SHOWN_STEPS)
    steps = sheet.steps
    context = {
        "steps": steps,
        "moved": [one for one in steps if (one.view is not None) != (one.code in shown)],
        "standing": [one.view for one in steps if one.view is not None and one.code in shown],
        "shown": request.POST.getlist("_shown"),
        "asked": sheet.asked,
    }
    return page(request, "applications/staff/_sheet_live.html", context)


def _visible(form: forms.Form, answers: dict[str, Any], today: date) -> frozenset[str]:
    return frozenset(one.code for one in forms.list_visible_steps(form, answers, today=today))
