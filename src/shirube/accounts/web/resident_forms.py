"""What residents type about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.accounts.interface import CodeAnswer
from shirube.accounts.web.forms import AddressField
from shirube.kernel.languages import LANGUAGES

CODE_TROUBLES = {
    CodeAnswer.WRONG: _(
        "コードが違います。いちばん新しいメールの6桁の数字を、もう一度入力してください。5回まちがえると、そのコードは使えなくなります。"
    ),
    CodeAnswer.GONE: _(
        "このコードは使えません。10分の期限が過ぎたか、すでに使われたか、まちがいが続きました。新しいコードを送ってください。"
    ),
}


def _address_field(**kwargs: Any) -> AddressField:
    attrs = {"autocomplete": "email", "inputmode": "email"} | kwargs.pop("attrs", {})
    return AddressField(widget=forms.EmailInput(attrs=attrs), max_length=254, **kwargs)


class ResidentSignInForm(forms.Form):
    email = _address_field(attrs={"autofocus": True}, help_text=_("このアドレスに、6桁のコードを送ります。"))
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    """The code, and where it was sent. In the browser that asked for it the address is known."""

    email = _address_field(help_text=_("コードが届いたアドレス。"))
    code = forms.CharField(
        label=_("6桁のコード"),
        max_length=40,
        help_text=_("全角の数字でもかまいません。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "size": "10"}
        ),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.initial.get("email"):
            self.fields["email"].widget = forms.HiddenInput()

    def tell(self, answer: CodeAnswer) -> None:
        """Say at the code what is wrong with it."""
        self.add_error("code", CODE_TROUBLES[answer])


class OwnDataForm(forms.Form):
    name = forms.CharField(
        label=_("氏名"),
        max_length=100,
        required=False,
        help_text=_("書かなくても使えます。書くと、申請のときに同じことを書かずに済みます。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    kana = forms.CharField(label=_("ふりがな"), max_length=100, required=False)
    language = forms.ChoiceField(
        label=_("お知らせのことば"),
        choices=[(language.code, language.label) for language in LANGUAGES],
        help_text=_("メールなどのお知らせを、このことばで送ります。"),
    )


class NewAddressForm(forms.Form):
    email = _address_field(
        label=_("新しいメールアドレス"), help_text=_("このアドレスに、確かめるためのコードを送ります。")
    )
