"""What the staff write: corrections to ask for, decisions to propose, documents, messages, notes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from shirube.applications.commands.review import PointEntry
from shirube.applications.domain.states import CorrectionReason, Outcome
from shirube.applications.queries.staff_cases import CaseForStaff
from shirube.applications.web.staff.words import REASONS
from shirube.forms import interface as forms

_AREA = {"rows": 5}
_PLACE = re.compile(r"\{[a-z][a-z0-9_.]*\}")


class ReturnForm(django_forms.Form):
    """Which fields to correct, each with its reason; the fields of the page are made from those of the form."""

    message = django_forms.CharField(
        label=_("申請した人への説明"),
        max_length=2000,
        required=False,
        widget=django_forms.Textarea(_AREA),
        help_text=_("そのまま本人に見えます。何を、どう直せばよいかを書いてください。"),
    )
    answer_by = django_forms.DateField(
        label=_("いつまでに（目安）"), required=False, widget=django_forms.DateInput({"type": "date"})
    )

    def __init__(self, case: CaseForStaff, today: date, data: Any = None) -> None:
        super().__init__(data)
        self.paths: list[tuple[str, str]] = [
            (line.path, line.label)
            for section in forms.summarise(case.version.form, dict(case.answers), language="ja", today=today)
            for line in section.lines
        ]
        self.values = {
            line.path: line.value or "、".join(one["name"] for one in line.files)
            for section in forms.summarise(case.version.form, dict(case.answers), language="ja", today=today)
            for line in section.lines
        }
        reasons = [("", _("直さなくてよい")), *((reason.value, words) for reason, words in REASONS.items())]
        for path, label in self.paths:
            self.fields[_reason(path)] = django_forms.ChoiceField(
                label=label, choices=reasons, required=False
            )
            self.fields[_text(path)] = django_forms.CharField(
                label=_("説明"), max_length=300, required=False, widget=django_forms.TextInput()
            )

    def rows(self) -> list[dict[str, Any]]:
        """For the template: each field of the application with its two inputs."""
        return [
            {
                "label": label,
                "value": self.values[path],
                "reason": self[_reason(path)],
                "text": self[_text(path)],
            }
            for path, label in self.paths
        ]

    def points(self) -> list[PointEntry]:
        found = self.cleaned_data
        return [
            PointEntry(path=path, reason=CorrectionReason(found[_reason(path)]), text=found[_text(path)])
            for path, _label in self.paths
            if found.get(_reason(path))
        ]


def _reason(path: str) -> str:
    return f"reason:{path}"


def _text(path: str) -> str:
    return f"text:{path}"


class ProposeForm(django_forms.Form):
    outcome = django_forms.ChoiceField(label=_("結果の案"), widget=django_forms.RadioSelect)
    reason = django_forms.CharField(
        label=_("理由（認めるときは、認定の内容など書類に書くこと）"),
        max_length=4000,
        required=False,
        widget=django_forms.Textarea(_AREA),
        help_text=_("却下のときは必ず書いてください（行政手続法第8条）。本人に見えます。"),
    )
    comment = django_forms.CharField(
        label=_("決裁する人への説明"),
        max_length=2000,
        required=False,
        widget=django_forms.Textarea({"rows": 3}),
    )

    def __init__(self, results: list[str], data: Any = None) -> None:
        super().__init__(data)
        words = {Outcome.DECIDED: _("決定（認める）"), Outcome.REJECTED: _("却下（認めない）")}
        field = self.fields["outcome"]
        field.choices = [(one.value, text) for one, text in words.items() if one.value in results]  # type: ignore[attr-defined]


class DocumentForm(django_forms.Form):
    title = django_forms.CharField(label=_("書類の名前"), max_length=100)
    body = django_forms.CharField(
        label=_("本文"), max_length=6000, widget=django_forms.Textarea({"rows": 16})
    )

    def clean_body(self) -> str:
        """A place that nobody filled must not reach the resident."""
        body: str = self.cleaned_data["body"]
        places = _PLACE.findall(body)
        if places:
            raise django_forms.ValidationError(
                _("まだ埋まっていないところがあります: %(places)s。書き換えてから交付してください。"),
                params={"places": "、".join(dict.fromkeys(places))},
            )
        return body


class WordsForm(django_forms.Form):
    words = django_forms.CharField(label=_("内容"), max_length=2000, widget=django_forms.Textarea(_AREA))


class MoveForm(django_forms.Form):
    section = django_forms.ChoiceField(label=_("回す先の課"))

    def __init__(self, sections: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
