"""Forms of agenda items, decisions and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.headquarters.commands.agenda import ItemEntry
from shirube.headquarters.commands.deciding import DecisionEntry
from shirube.headquarters.commands.followups import TaskEntry
from shirube.headquarters.domain.papers import Figure
from shirube.headquarters.domain.terms import ItemKind, Outcome
from shirube.headquarters.queries.decisions import DecisionPoint, DecisionView, TaskView
from shirube.headquarters.queries.meetings import ItemView
from shirube.headquarters.web.forms_meetings import as_id, date_field, section_choices
from shirube.headquarters.web.words import ITEM_KINDS, OUTCOMES
from shirube.organizations.interface import SectionSummary

_LONGEST = 20_000


def _lines(label: Any, rows: int, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=_LONGEST, widget=widget, help_text=help_text
    )


class ItemForm(forms.Form):
    """`chosen`: the item is about a thing that gives it its title where none is written."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("区分"),
        choices=list(ITEM_KINDS.items()),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("決めるものは審議事項、聞くだけのものは報告事項です。"),
    )
    title = forms.CharField(label=gettext_lazy("題"), max_length=200)
    section = forms.ChoiceField(label=gettext_lazy("説明する課"), required=False)
    minutes_planned = forms.IntegerField(
        label=gettext_lazy("かける時間（分）"), required=False, min_value=1, max_value=600
    )
    points = _lines(gettext_lazy("（1）主な内容"), 6)
    future = _lines(
        gettext_lazy("（2）今後の予定"),
        3,
        gettext_lazy("担当と日付のあるものは、あとで「課題」として加えます。"),
    )
    other = _lines(gettext_lazy("【その他】"), 3)
    figures = _lines(
        gettext_lazy("数字"),
        3,
        gettext_lazy("1行に1つ、名前、値、単位を「|」で区切ります。例: 回答者数|980|人"),
    )

    def __init__(
        self,
        *args: Any,
        sections: Sequence[SectionSummary],
        item: ItemView | None = None,
        chosen: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = section_choices(sections)  # type: ignore[attr-defined]
        self.fields["title"].required = not chosen
        if item is not None:
            names = ("title", "minutes_planned", "points", "future", "other", "revision")
            self.initial.update({name: getattr(item, name) for name in names})
            self.initial.update(
                kind=item.kind.value,
                section=str(item.section_id or ""),
                figures="\n".join(_figure_line(one) for one in item.figures),
            )

    def clean_figures(self) -> list[Figure]:
        figures = []
        for number, line in enumerate(self.cleaned_data["figures"].splitlines(), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.replace("｜", "|").split("|")]
            if not 2 <= len(parts) <= 4 or not parts[0] or not parts[1]:
                message = _("%(number)s行目を「名前|値|単位」の形に直してください。") % {"number": number}
                raise forms.ValidationError(message)
            figures.append(Figure(*parts))
        return figures

    def entry(self) -> ItemEntry:
        data = self.cleaned_data
        return ItemEntry(
            kind=ItemKind(data["kind"]),
            title=data["title"],
            points=data["points"],
            future=data["future"],
            other=data["other"],
            figures=data["figures"],
            section_id=as_id(data["section"]),
            minutes_planned=data["minutes_planned"],
        )


class NotesForm(forms.Form):
    notes = _lines(gettext_lazy("会議で出たこと"), 10)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("加えるファイル"),
        help_text=gettext_lazy("PDF、画像、Excel、Word など。10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("加えるファイルを選んでください。")},
    )


class DecisionForm(forms.Form):
    """`is_changed`: the item is not what was sent, so that taking note of this can be said."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=gettext_lazy("結果"), widget=forms.RadioSelect)
    wording = _lines(gettext_lazy("決定の言葉"), 3, gettext_lazy("公開する会議要旨に、このまま載ります。"))
    points = _lines(
        gettext_lazy("決定の項目"),
        4,
        gettext_lazy("1行に1つ、番号のあとに空白を入れます。例: ① 計画に位置付ける"),
    )
    takes_note = forms.BooleanField(
        label=gettext_lazy("変更を確認したうえで決めた（今の内容を「会議の席で配ったもの」として残します）"),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        item: ItemView,
        is_changed: bool,
        decision: DecisionView | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wording"].required = True
        choices = [
            (outcome.value, OUTCOMES[outcome])
            for outcome in Outcome
            if item.kind is ItemKind.DELIBERATION or outcome is Outcome.NOTED
        ]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]
        self.initial["revision"] = item.revision
        if len(choices) == 1:
            self.initial["outcome"] = choices[0][0]
        if not is_changed:
            del self.fields["takes_note"]
        if decision is not None:
            del self.fields["outcome"]
            self.initial["wording"] = decision.wording
            self.initial["points"] = "\n".join(f"{one.code} {one.text}" for one in decision.points)

    def clean_points(self) -> list[DecisionPoint]:
        lines = [line.strip().replace("　", " ") for line in self.cleaned_data["points"].splitlines()]
        points = [line.partition(" ") for line in lines if line]
        wrong = next(
            (line for line, (_code, _gap, text) in zip(lines, points, strict=False) if not text), None
        )
        if wrong is not None:
            message = _("「%(line)s」の番号のあとに空白を入れてください。") % {"line": wrong[:20]}
            raise forms.ValidationError(message)
        return [DecisionPoint(code[:10], text.strip()) for code, _gap, text in points]

    def entry(self) -> DecisionEntry:
        data = self.cleaned_data
        return DecisionEntry(
            outcome=Outcome(data["outcome"]),
            wording=data["wording"],
            points=data["points"],
            takes_note=data.get("takes_note", False),
        )


class TaskForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=gettext_lazy("何をするか"), max_length=400)
    section = forms.ChoiceField(label=gettext_lazy("担当の課"), required=False)
    staff = forms.ChoiceField(label=gettext_lazy("担当の人"), required=False)
    due_on = date_field(gettext_lazy("期限"), required=False)
    due_words = forms.CharField(
        label=gettext_lazy("期限の言葉"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("日付を決められないときだけ。例: 次回の本部会議まで"),
    )

    def __init__(
        self,
        *args: Any,
        sections: Sequence[SectionSummary],
        staff: Sequence[accounts.StaffSummary],
        task: TaskView | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._names = {str(one.id): one.name for one in staff}
        self.fields["section"].choices = section_choices(sections)  # type: ignore[attr-defined]
        self.fields["staff"].choices = [("", _("課の全員")), *self._names.items()]  # type: ignore[attr-defined]
        if task is not None:
            self.initial.update(
                text=task.text,
                section=str(task.section_id or ""),
                staff=str(task.staff_id or ""),
                due_on=task.due_on,
                due_words=task.due_words,
                revision=task.revision,
            )

    def entry(self) -> TaskEntry:
        data = self.cleaned_data
        return TaskEntry(
            text=data["text"],
            section_id=as_id(data["section"]),
            staff_id=as_id(data["staff"]),
            person=self._names.get(data["staff"], ""),
            due_on=data["due_on"],
            due_words="" if data["due_on"] else data["due_words"],
        )


class TaskResultForm(forms.Form):
    how = forms.ChoiceField(label=gettext_lazy("どうなったか"), widget=forms.RadioSelect)
    result = forms.CharField(label=gettext_lazy("結果か、取りやめる理由"), max_length=400)

    def __init__(self, *args: Any, may_drop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("done", _("終わった")), *([("dropped", _("取りやめる"))] if may_drop else [])]
        self.fields["how"].choices = choices  # type: ignore[attr-defined]
        self.initial["how"] = "done"


def _figure_line(figure: Figure) -> str:
    return f"{figure.label}|{figure.value}|{figure.unit}|{figure.note}".rstrip("|")
