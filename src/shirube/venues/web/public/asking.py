"""The questions of a course's form, all of its steps on one page, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from shirube.forms import interface as forms
from shirube.venues.queries.courses import SessionView
from shirube.venues.web.public.reader import Reader

_MOST_DIGITS = 6


@dataclass(slots=True)
class Asked:
    """`form` is None where the course asks nothing of its own."""

    reader: Reader
    form: forms.Form | None = None
    version_id: UUID | None = None
    number: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    bound: dict[str, forms.Bound] = field(default_factory=dict)

    def bind(self, request: HttpRequest) -> None:
        """One step after the other: a later one may ask for what an earlier one answered."""
        if self.form is None:
            return
        posted = {name: request.POST.getlist(name) for name in request.POST}
        for step in self.form.steps:
            bound = forms.bind_step(self.form, step.code, posted, self.answers, today=self.reader.today)
            self.bound[step.code], self.answers = bound, bound.answers

    @property
    def has_errors(self) -> bool:
        return any(one.has_errors for one in self.bound.values())

    def steps(self) -> list[forms.StepView]:
        return [self._draw(self.form, step.code) for step in self.form.steps] if self.form else []

    def _draw(self, form: forms.Form, code: str) -> forms.StepView:
        given = self.bound.get(code, self.answers)
        return forms.present_step(form, code, given, language=self.reader.language, today=self.reader.today)


def read_asked(session: SessionView, reader: Reader, shown: str = "") -> Asked:
    """The form that the page has `shown` (its number, as posted); for a new page the one of the day."""
    code = session.course.form_code
    if not code:
        return Asked(reader)
    version = _shown(reader, code, shown) or forms.find_current_version(
        **reader.look, code=code, on=reader.today
    )
    return Asked(reader, version.form, version.id, version.number) if version else Asked(reader)


def _shown(reader: Reader, code: str, shown: str) -> forms.FormVersionSummary | None:
    """What somebody has filled in stays what they were asked, also where the form is another one since."""
    if not (shown.isascii() and shown.isdecimal() and len(shown) < _MOST_DIGITS):
        return None
    try:
        version = forms.get_version_by_number(**reader.look, code=code, number=int(shown))
    except forms.FormNotFoundError:
        return None
    is_to_come = version.state == "coming" and not version.is_in_force(reader.today)
    return None if is_to_come else version
