"""What an administrator types about staff."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.accounts.interface import SECTION_ROLES, Held, NewStaff, Role
from shirube.accounts.web.forms import AddressField
from shirube.accounts.web.labels import ROLES
from shirube.organizations import interface as organizations


class RoleForm(forms.Form):
    """One role, and the section it holds for."""

    role = forms.ChoiceField(label=_("役割"), choices=[(role.value, label) for role, label in ROLES.items()])
    section = forms.ChoiceField(
        label=_("課"), required=False, help_text=_("「課の職員」と「課長」のときだけ選びます。")
    )

    def __init__(
        self, *args: object, sections: Sequence[organizations.SectionSummary], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [(str(section.id), section.name) for section in sections]
        self.fields["section"].choices = [("", _("課を選ばない")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        needs_section = cleaned.get("role") in SECTION_ROLES
        if needs_section and not cleaned.get("section"):
            self.add_error("section", _("この役割は課ごとのものです。課を選んでください。"))
        if not needs_section and cleaned.get("section"):
            self.add_error("section", _("この役割は市全体のものです。「課を選ばない」にしてください。"))
        return cleaned

    @property
    def held(self) -> Held:
        """The role that was chosen; only after is_valid()."""
        section = self.cleaned_data["section"]
        return Held(Role(self.cleaned_data["role"]), UUID(section) if section else None)


class InvitationEntryForm(RoleForm):
    """A new member of staff with a first role; more roles are given on the person's page."""

    name = forms.CharField(label=_("氏名"), max_length=80)
    kana = forms.CharField(
        label=_("ふりがな"), max_length=80, required=False, help_text=_("一覧はこの順に並びます。")
    )
    email = AddressField(
        help_text=_("このアドレスに、72時間使えるリンクを送ります。"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "kana", "email", "role", "section")

    @property
    def person(self) -> NewStaff:
        """Who is to be invited; only after is_valid()."""
        data = self.cleaned_data
        return NewStaff(name=data["name"], kana=data["kana"], email=data["email"], roles=[self.held])
