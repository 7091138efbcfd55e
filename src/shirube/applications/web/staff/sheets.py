"""A whole form on one page, for those who type from paper or correct: all steps together, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from shirube.forms import interface as forms

# The buttons that show the page again: fields that answers call for appear, rows come and go.
REFRESH = "_refresh"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form as it was typed. `typed` is what is not valid; `is_asked` when a button only wants the page again."""

    form: forms.Form
    today: date
    answers: Mapping[str, Any]
    typed: Mapping[str, Any]
    is_asked: bool

    @property
    def views(self) -> list[forms.StepView]:
        """The steps as the page draws them."""
        bound = forms.Bound(dict(self.answers), dict(self.typed))
        return [
            forms.present_step(self.form, one.code, bound, language="ja", today=self.today)
            for one in forms.list_visible_steps(self.form, dict(self.answers), today=self.today)
        ]

    @property
    def problems(self) -> list[forms.Problem]:
        """All that is missing or wrong."""
        return list(
            forms.check_answers(self.form, dict(self.answers), today=self.today, typed=tuple(self.typed))
        )

    def present(self, problems: list[forms.Problem]) -> list[forms.ProblemView]:
        return list(forms.present_problems(self.form, problems, dict(self.answers), language="ja"))


def read_sheet(request: HttpRequest, form: forms.Form, answers: Mapping[str, Any], today: date) -> Sheet:
    """What the page was sent in with, over the answers that are there."""
    if request.method != "POST":
        return Sheet(form, today, dict(answers), {}, is_asked=True)
    posted = dict(request.POST.lists())
    found: dict[str, Any] = dict(answers)
    typed: dict[str, Any] = {}
    is_asked = REFRESH in request.POST
    for step in forms.list_visible_steps(form, found, today=today):
        bound = forms.bind_step(form, step.code, posted, found, today=today, typed=typed, partial=True)
        found, typed = dict(bound.answers), dict(bound.typed)
        is_asked = is_asked or bound.asked is not None
    return Sheet(form, today, found, typed, is_asked=is_asked)
