"""What a clerk types at the reception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.kernel.languages import LANGUAGES
from shirube.visits.domain.states import Priority
from shirube.visits.queries.places import ServiceView
from shirube.visits.web.desk.words import PRIORITIES


class ReceptionForm(forms.Form):
    """A ticket for somebody who stands at the reception; name and address only where they want them used."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    services = forms.TypedMultipleChoiceField(
        label=_("用件（いくつでも）"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("用件を一つ以上選んでください。")},
    )
    priority = forms.TypedChoiceField(
        label=_("優先の理由"),
        coerce=Priority,
        empty_value=Priority.NONE,
        choices=[(value.value, label) for value, label in PRIORITIES],
        required=False,
    )
    language = forms.ChoiceField(label=_("ことば"), choices=[(one.code, one.label) for one in LANGUAGES])
    name = forms.CharField(label=_("お名前"), max_length=80, required=False)
    mail = forms.EmailField(
        label=_("順番が近づいたら知らせるメールアドレス"),
        required=False,
        error_messages={"invalid": _("メールアドレスの形を確かめてください。")},
    )

    def __init__(self, *args: Any, services: Sequence[ServiceView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.title.ja) for one in services]  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """Closing although residents are at desks is said once more."""

    although_serving = forms.BooleanField(label=_("対応中の方がいても締める"), required=False)
