"""What people type to book."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.domain.bookers import Booker


class SlotForm(forms.Form):
    """Which slot, and for how many. `key` makes a second click the first one."""

    slot = forms.UUIDField()
    quantity = forms.IntegerField(min_value=1, max_value=1000, required=False)
    key = forms.CharField(max_length=40)


class BookerForm(forms.Form):
    """Who books. One of mail and telephone is enough."""

    name = forms.CharField(label=gettext_lazy("お名前"), max_length=100)
    mail = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("予約の確認と、前の日のお知らせを送ります。"),
    )
    phone = forms.CharField(
        label=gettext_lazy("電話番号"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("メールがない方は、電話番号を入れてください。"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("mail") or cleaned.get("phone")):
            raise ValidationError(_("メールアドレスか電話番号の、どちらかを入れてください。"))
        return cleaned

    def booker(self, known: Booker) -> Booker:
        """What was typed; the account stays that of who is signed in."""
        typed = self.cleaned_data
        return Booker(
            resident_id=known.resident_id,
            name=typed["name"],
            mail=typed["mail"],
            phone=typed["phone"],
            language=known.language,
        )


class WaitForm(BookerForm):
    quantity = forms.IntegerField(label=gettext_lazy("数"), min_value=1, max_value=1000, initial=1)
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("予約番号（空き待ちの番号）"),
        max_length=40,
        help_text=gettext_lazy("例: 7KMX-4QRA-9TWC。小文字や全角でもかまいません。"),
    )
    secret = forms.CharField(
        label=gettext_lazy("確認の合言葉"),
        max_length=40,
        help_text=gettext_lazy("予約したときに、予約番号といっしょにお知らせした12文字です。"),
    )
