"""What people type to book."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.groups import MOST_MEMBERS, GroupFacts, GroupKind
from shirube.bookings.web.words import GROUP_KINDS


class SlotForm(forms.Form):
    """Which slot, and for how many. `key` makes a second click the first one."""

    slot = forms.UUIDField()
    group = forms.CharField(max_length=20, required=False)
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
            turns=known.turns,
        )


class WaitForm(BookerForm):
    quantity = forms.IntegerField(label=gettext_lazy("数"), min_value=1, max_value=1000, initial=1)
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)


class GroupForm(BookerForm):
    """A group and its representative."""

    group_name = forms.CharField(label=gettext_lazy("団体の名前"), max_length=100)
    kind = forms.ChoiceField(
        label=gettext_lazy("活動の種類"), choices=GROUP_KINDS.items(), widget=forms.RadioSelect
    )
    members = forms.IntegerField(label=gettext_lazy("会員の数"), min_value=1, max_value=MOST_MEMBERS)
    members_inside = forms.IntegerField(
        label=gettext_lazy("そのうち、市内に住むか、通う人の数"), min_value=0, max_value=MOST_MEMBERS
    )
    purpose = forms.CharField(
        label=gettext_lazy("活動の内容"), max_length=400, widget=forms.Textarea({"rows": 4})
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    field_order = ["group_name", "kind", "members", "members_inside", "purpose", "name", "mail", "phone"]

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        self.fields["name"].label = gettext_lazy("代表者のお名前")
        self.fields["mail"].help_text = gettext_lazy("登録が決まったことなどを、お知らせします。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        inside, members = cleaned.get("members_inside"), cleaned.get("members")
        if inside is not None and members is not None and inside > members:
            self.add_error("members_inside", _("会員の数より多くはできません。"))
        return cleaned

    def facts(self) -> GroupFacts:
        typed = self.cleaned_data
        return GroupFacts(
            name=typed["group_name"],
            kind=GroupKind(typed["kind"]),
            members=typed["members"],
            members_inside=typed["members_inside"],
            purpose=typed["purpose"],
        )


class GroupCodeForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("団体の番号"), max_length=40)
    secret = forms.CharField(
        label=gettext_lazy("確認の合言葉"),
        max_length=40,
        help_text=gettext_lazy("登録を申請したときに、団体の番号といっしょにお知らせした12文字です。"),
    )


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
