"""What is typed at pages of inquiries. Forms validate; commands save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.inquiries.domain.terms import Visibility
from shirube.inquiries.web.words import visibility_choices
from shirube.kernel.sheets.workbook import LARGEST_FILE
from shirube.organizations.interface import SectionSummary
from shirube.registers.interface import Field

MEGABYTES = LARGEST_FILE // 1024**2
Choices = Sequence[tuple[str, str]]


def _day(label: Any, **facts: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **facts
    )


def section_choices(sections: Iterable[SectionSummary]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in sections]


class InquiryForm(forms.Form):
    """The head of an inquiry."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    title = forms.CharField(label=gettext_lazy("照会の名前"), max_length=200)
    purpose = forms.CharField(
        label=gettext_lazy("照会の目的と、答えるときの注意"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    section = forms.ChoiceField(label=gettext_lazy("照会する課"))
    contact = forms.CharField(
        label=gettext_lazy("問い合わせ先"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("担当者の名前と内線など。"),
    )
    due_on = _day(gettext_lazy("回答の期限"), help_text=gettext_lazy("この日までの回答を、期限内とします。"))
    remind_days = forms.IntegerField(
        label=gettext_lazy("期限の何日前に知らせるか"),
        min_value=0,
        max_value=10,
        initial=3,
        help_text=gettext_lazy("開庁日で数えます。0にすると、期限の前には知らせません。"),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("ほかの課の回答"), choices=visibility_choices, initial=Visibility.OFF.value
    )

    def __init__(self, *args: Any, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]

    def clean_section(self) -> UUID:
        return UUID(self.cleaned_data["section"])

    def clean_visibility(self) -> Visibility:
        return Visibility(self.cleaned_data["visibility"])


class RowsForm(forms.Form):
    """Which register is asked about, and which of its fields."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    fields_asked = forms.MultipleChoiceField(
        label=gettext_lazy("聞く欄"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("各課には、自分の課の項目だけが、今の値の入った形で見えます。"),
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_asked"].choices = choices  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Of which plan the KPIs are asked, and as of when."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    plan = forms.ChoiceField(label=gettext_lazy("計画"))
    measured_on = _day(gettext_lazy("いつの値か"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].choices = choices  # type: ignore[attr-defined]


class PickForm(forms.Form):
    """One of several, by its code: a form to ask with, a register to ask about."""

    pick = forms.ChoiceField(label="")

    def __init__(self, *args: Any, label: str, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pick"].label = label
        self.fields["pick"].choices = choices  # type: ignore[attr-defined]


QUESTION_TYPES = ("text", "long_text", "number", "yes_no", "choice", "date", "files")


def question_types() -> list[tuple[str, str]]:
    words = {
        "text": _("短い文"),
        "long_text": _("長い文"),
        "number": _("数"),
        "yes_no": _("はい・いいえ"),
        "choice": _("選択肢から一つ"),
        "date": _("日付"),
        "files": _("ファイル"),
    }
    return [(code, words[code]) for code in QUESTION_TYPES]


class QuestionForm(forms.Form):
    """One more free question."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    label = forms.CharField(label=gettext_lazy("質問"), max_length=200)
    type = forms.ChoiceField(label=gettext_lazy("答えの形"), choices=question_types)
    options = forms.CharField(
        label=gettext_lazy("選択肢"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("答えの形が「選択肢から一つ」のとき、1行に一つずつ書きます。"),
    )
    unit = forms.CharField(
        label=gettext_lazy("単位"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("答えの形が「数」のとき。例: 件"),
    )
    has_decimals = forms.BooleanField(
        label=gettext_lazy("小数も答えてもらう（答えの形が「数」のとき）"), required=False
    )
    is_required = forms.BooleanField(label=gettext_lazy("必ず答えてもらう"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("type") == "choice" and not self.listed_options():
            self.add_error("options", _("選択肢が空です。1行に一つずつ書いてください。"))
        return cleaned

    def listed_options(self) -> list[str]:
        lines = (
            " ".join(line.split())[:100] for line in str(self.cleaned_data.get("options", "")).splitlines()
        )
        return list(dict.fromkeys(line for line in lines if line))


class SectionsForm(forms.Form):
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("照会を送る課"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    def clean_sections(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["sections"]]


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("コメント"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class RepeatForm(forms.Form):
    due_on = _day(gettext_lazy("新しい照会の回答期限"))


class DueForm(forms.Form):
    due_on = _day(gettext_lazy("新しい期限"))
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        help_text=gettext_lazy("まだ答えていない課に、メールで伝わります。"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class MoreSectionsForm(forms.Form):
    sections = forms.MultipleChoiceField(label=gettext_lazy("加える課"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = choices  # type: ignore[attr-defined]

    def clean_sections(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["sections"]]


class PersonForm(forms.Form):
    person = forms.ChoiceField(label=gettext_lazy("担当者"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("決めない（課の全員）")), *choices]  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    wanted_on = _day(gettext_lazy("いつまで延ばしたいか"))
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecisionForm(forms.Form):
    granted_to = _day(gettext_lazy("新しい期限"), required=False)
    reply = forms.CharField(
        label=gettext_lazy("返事"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("断るときは、理由を書いてください。"),
    )


class QuestionAboutForm(forms.Form):
    question = forms.CharField(
        label=gettext_lazy("聞きたいこと"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TalkForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("答え"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PassForm(forms.Form):
    section = forms.ChoiceField(label=gettext_lazy("引き継ぐ課"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = choices  # type: ignore[attr-defined]

    def clean_section(self) -> UUID:
        return UUID(self.cleaned_data["section"])


class SheetForm(forms.Form):
    # An empty file gets the sheet's own sentence, as all other faults of a file do.
    file = forms.FileField(
        label=gettext_lazy("記入したシート"),
        help_text=gettext_lazy("Excelブック（.xlsx）、10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("送るファイルを選んでください。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


def default_fields(fields: Iterable[Field]) -> list[str]:
    """What is asked for most: the days of the stages, and the note."""
    return [one.code for one in fields if one.stage or one.code == "note"]


def field_choices(fields: Iterable[Field]) -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in fields]


def as_date(value: date | None) -> str:
    return value.isoformat() if value else ""
