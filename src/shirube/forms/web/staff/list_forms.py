"""The three ways to begin a form, as forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from shirube.accounts.interface import Role
from shirube.forms.domain.form_file import LARGEST_BYTES
from shirube.forms.interface import FormListing
from shirube.forms.web.staff.desk import Desk
from shirube.organizations import interface as organizations

Sections = Sequence[tuple[str, str]]


def sections_for(desk: Desk) -> Sections:
    """The sections for which this person may make a form; DX promotion may for all, and for none."""
    today = organizations.list_sections(municipality_id=desk.municipality_id, on=desk.today)
    if desk.actor.holds(Role.DX_PROMOTION):
        return [*((str(one.id), one.name) for one in today), ("", _("課を決めない（DX推進担当）"))]
    return [(str(one.id), one.name) for one in today if desk.actor.works_in([one.id])]


class _Beginning(forms.Form):
    section = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, sections: Sections, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        field.label = _("担当の課")
        field.choices = sections  # type: ignore[attr-defined]
        if len(sections) == 1:
            field.widget = forms.HiddenInput()
            field.initial = sections[0][0]
        self.sections = sections

    def clean_section(self) -> UUID | None:
        sent = self.cleaned_data["section"]
        return UUID(sent) if sent else None


class _Titled(_Beginning):
    title = forms.CharField(max_length=200)
    field_order = ("title", "source", "section", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("フォームの名前")
        self.fields["title"].error_messages["required"] = _("フォームの名前を書いてください。")
        self.fields["title"].help_text = _("市民が見る名前です。例: 児童館 欠席の連絡")


class BlankForm(_Titled):
    """From nothing."""


class CopyForm(_Titled):
    """From a form that is published here."""

    source = forms.ChoiceField()

    def __init__(self, *args: Any, published: Sequence[FormListing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].label = _("もとにするフォーム")
        self.fields["source"].choices = [(one.code, one.title) for one in published]  # type: ignore[attr-defined]


class FileForm(_Beginning):
    """From a YAML file: a form that was exported, or a procedure of a pack."""

    pack = forms.FileField()
    code = forms.RegexField(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60, required=False)
    field_order = ("pack", "section", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].label = _("YAMLファイル")
        self.fields["pack"].error_messages["required"] = _("ファイルを選んでください。")
        self.fields["pack"].help_text = _("書き出したフォームか、手続パックのファイルを選びます。1MBまで。")
        self.fields["code"].label = _("アドレスに使う名前")
        self.fields["code"].help_text = _("英小文字、数字、ハイフン。書かなければ自動で付けます。")

    def clean_pack(self) -> Any:
        pack = self.cleaned_data["pack"]
        if pack.size > LARGEST_BYTES:
            raise forms.ValidationError(_("ファイルが大きすぎます。1MBまでのYAMLファイルを選んでください。"))
        return pack
