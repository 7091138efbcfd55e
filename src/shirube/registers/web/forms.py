"""Forms made from a register's fields: one value, a whole item, a reason, files, ordinances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.sheets.workbook import LARGEST_FILE
from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import TITLE, Field
from shirube.registers.domain.values import Office, read_typed
from shirube.registers.models import Verdict
from shirube.registers.web.sentences import fault_sentence

MEGABYTES = LARGEST_FILE // 1024**2


class ItemForm(forms.Form):
    """Some fields of an item. `values()` gives them in their one form once the form is valid."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(
        self, *args: Any, fields: Iterable[Field], office: Office, values: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._office = office
        self._register_fields = {field.code: field for field in fields}
        self._values: dict[str, str] = {}
        for code, field in self._register_fields.items():
            self.fields[code] = _form_field(field, office, values.get(code, ""))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for code, field in self._register_fields.items():
            if code in self.errors:
                continue
            value = read_typed(field, str(cleaned.get(code) or ""), self._office)
            if isinstance(value, StrEnum):
                self.add_error(code, fault_sentence(field, value))
            else:
                self._values[code] = value
        return cleaned

    def values(self) -> Mapping[str, str]:
        return self._values


def _form_field(field: Field, office: Office, value: str) -> forms.Field:
    facts: dict[str, Any] = {
        "label": field.label,
        "required": False,
        "initial": value,
        "help_text": _hint(field),
    }
    if field.kind in {ColumnKind.CHOICE, ColumnKind.SECTION}:
        return forms.ChoiceField(choices=_choices(field, office, value), **facts)
    return forms.CharField(widget=_widget(field), **facts)


def _choices(field: Field, office: Office, value: str) -> list[tuple[str, str]]:
    """With the value that stands there, should it be a choice no longer."""
    if field.kind is ColumnKind.SECTION:
        known = [(code, name) for code, name in office.sections.items() if code not in office.ended]
        gone = office.sections.get(value, value)
    else:
        known, gone = [(option.value, option.label) for option in field.options], value
    standing = [] if not value or any(code == value for code, _name in known) else [(value, gone)]
    return [("", _("記入なし")), *known, *standing]


def _widget(field: Field) -> forms.Widget:
    if field.kind is ColumnKind.DATE:
        return forms.TextInput(attrs={"type": "date"})
    if field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}:
        return forms.TextInput(attrs={"inputmode": "decimal"})
    if field.long:
        return forms.Textarea(attrs={"rows": 4, "maxlength": field.longest})
    return forms.TextInput(attrs={"maxlength": field.longest})


def _hint(field: Field) -> str:
    if field.hint:
        return field.hint
    if field.kind is ColumnKind.LAW:
        return _("名前のあとに空白を入れてアドレスを書くと、リンクになります。")
    if field.unit:
        return _("単位は%(unit)sです。") % {"unit": field.unit}
    return _("必ず書いてください。") if field.code == TITLE else ""


class RemovalForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(label=gettext_lazy("外す理由"), max_length=500, required=False)


class HandOverForm(forms.Form):
    """From a section that has ended, or any other, to one that exists."""

    from_section = forms.ChoiceField(label=gettext_lazy("今の担当課"))
    to_section = forms.ChoiceField(label=gettext_lazy("引き継ぐ課"))

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = sorted(office.sections, key=lambda code: code not in office.ended)
        names = [(code, _name(office, code)) for code in ended]
        self.fields["from_section"].choices = names  # type: ignore[attr-defined]
        self.fields["to_section"].choices = [one for one in names if one[0] not in office.ended]  # type: ignore[attr-defined]


def _name(office: Office, code: str) -> str:
    name = office.sections[code]
    return _("%(name)s（終わった課）") % {"name": name} if code in office.ended else name


class SheetForm(forms.Form):
    # An empty file gets the sheet's own sentence, as all other faults of a file do.
    file = forms.FileField(
        label=gettext_lazy("記入したシート"),
        help_text=gettext_lazy("Excelブック（.xlsx）、10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("送るファイルを選んでください。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class FileForm(forms.Form):
    column = forms.ChoiceField(label=gettext_lazy("何のファイルか"), required=False)
    file = forms.FileField(
        label=gettext_lazy("加えるファイル"),
        help_text=gettext_lazy("PDF、画像、Excel、Word など。10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("加えるファイルを選んでください。")},
    )

    def __init__(self, *args: Any, columns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [("", _("そのほか")), *columns]  # type: ignore[attr-defined]
        if not columns:
            self.fields["column"].widget = forms.HiddenInput()


class OrdinanceForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("例規の名前"), max_length=200)
    section = forms.ChoiceField(label=gettext_lazy("所管の課"))
    file = forms.FileField(
        label=gettext_lazy("例規の文のファイル"),
        help_text=gettext_lazy("TXT、HTML、Word（.docx）。10MBまで。"),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("送るファイルを選んでください。")},
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm,.docx"}),
    )

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(label=gettext_lazy("判断"), choices=Verdict.choices)
    note = forms.CharField(label=gettext_lazy("メモ"), max_length=200, required=False)
