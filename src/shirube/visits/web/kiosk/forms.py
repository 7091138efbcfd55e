"""What is chosen and typed at the kiosk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.visits.queries.places import ServiceView


class TicketForm(forms.Form):
    """One service or several; `key` is the page's own, so that pressing twice gives one ticket."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    services = forms.TypedMultipleChoiceField(
        label=_("ご用件"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("ご用件を一つ以上選んでください。")},
    )

    def __init__(self, *args: Any, services: Sequence[ServiceView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.title.ja) for one in services]  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """A scanner types the code and presses Enter; a person can type it too."""

    scanned = forms.CharField(
        label=_("QRコードをかざすか、控えの番号を入力してください"),
        max_length=500,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True, "data-scan": ""}
        ),
        error_messages={"required": _("QRコードをかざすか、番号を入力してください。")},
    )


class NumberForm(forms.Form):
    """The number of a reservation was typed: its name too, so that nobody arrives in another's place."""

    number = forms.CharField(max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("予約したときのお名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": _("お名前を入力してください。")},
    )


class NameForm(forms.Form):
    """Who has no code at hand: the name given when reserving, and the reserved time."""

    name = forms.CharField(
        label=_("予約したときのお名前"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("お名前を入力してください。")},
    )
    at = forms.TimeField(
        label=_("予約の時刻"),
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
        error_messages={
            "required": _("予約の時刻を入力してください。"),
            "invalid": _("時刻は 9:30 のように入力してください。"),
        },
    )
