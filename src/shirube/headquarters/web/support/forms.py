"""Forms of the support desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.headquarters.domain.support import SupportKind, Urgency
from shirube.headquarters.web.support.words import KINDS, URGENCIES

Choices = Sequence[tuple[str, str]]
_DAY = forms.DateInput(attrs={"type": "date"})
_DAY_MISSING = {"required": _("日を選んでください。"), "invalid": _("日を選んでください。")}


class SupportForm(forms.Form):
    section = forms.ChoiceField(label=_("相談する課"))
    title = forms.CharField(label=_("何についての相談か"), max_length=120)
    kind = forms.ChoiceField(label=_("種類"), choices=[(one.value, KINDS[one]) for one in SupportKind])
    urgency = forms.ChoiceField(
        label=_("急ぎ"), choices=[(one.value, URGENCIES[one]) for one in Urgency], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("相談の中身"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("市民の氏名など、個人のことは書かないでください。"),
    )  # fmt: skip

    def __init__(self, *args: Any, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        if len(sections) == 1:
            self.fields["section"].widget = forms.HiddenInput()
            self.initial.setdefault("section", sections[0][0])


class ActForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label=_("回答や、相談の続き"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    helper = forms.ChoiceField(label=_("引き継ぐ人"), required=False)

    def __init__(self, *args: Any, helpers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].choices = [("", _("選んでください")), *helpers]  # type: ignore[attr-defined]
        if not helpers:
            del self.fields["helper"]


class DutyForm(forms.Form):
    staff = forms.ChoiceField(label=_("助ける人"))
    sections = forms.MultipleChoiceField(
        label=_("受け持つ課"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("課を一つ以上選んでください。")},
    )  # fmt: skip
    begins_on = forms.DateField(label=_("いつから"), widget=_DAY, error_messages=_DAY_MISSING)
    ends_on = forms.DateField(
        label=_("いつまで（この日から担当ではなくなる）"),
        required=False,
        widget=_DAY,
        error_messages=_DAY_MISSING,
    )
    note = forms.CharField(label=_("メモ"), max_length=200, required=False)

    def __init__(self, *args: Any, staff: Choices, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = staff  # type: ignore[attr-defined]
        self.fields["sections"].choices = sections  # type: ignore[attr-defined]


class EndingForm(forms.Form):
    ends_on = forms.DateField(label=_("担当ではなくなる日"), widget=_DAY, error_messages=_DAY_MISSING)
