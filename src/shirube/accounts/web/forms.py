"""What people type when they sign in. Labels and hints of our own on allauth's checks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField, SetPasswordField
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.accounts.web.adapters import locked
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import current_municipality
from shirube.kernel.text import normalise

PASSWORD_HINT = _(
    "12文字以上。言葉をいくつか並べると、長くても覚えやすくなります。名前やメールアドレスに近いものは使えません。"
)
CODE_HINT = _("認証アプリに出ている6桁の数字、または控えておいた予備のコード。全角でもかまいません。")


class PlainFields:
    """No words inside the inputs: they vanish when one types, and are too pale to read."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class AddressField(forms.EmailField):
    """An e-mail address; full-width letters are put right, not refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("メールアドレス"))
        kwargs.setdefault(
            "widget", forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return normalise(str(super().to_python(value) or ""))


class SignInForm(PlainFields, account_forms.LoginForm):
    password = PasswordField(label=_("パスワード"), autocomplete="current-password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField()
        self.order_fields(["login", "password"])


class PasswordAgainForm(PlainFields, account_forms.ReauthenticateForm):
    password = PasswordField(label=_("パスワード"), autocomplete="current-password")


class PasswordChangeForm(PlainFields, account_forms.ChangePasswordForm):
    oldpassword = PasswordField(label=_("今のパスワード"), autocomplete="current-password")
    password1 = SetPasswordField(label=_("新しいパスワード"), help_text=PASSWORD_HINT)
    password2 = PasswordField(label=_("新しいパスワード（確認）"), autocomplete="new-password")


class PasswordResetForm(PlainFields, account_forms.ResetPasswordForm):
    email = AddressField()

    def clean_email(self) -> str:
        # Danger: allauth's own look-up reaches into other municipalities through its table of addresses.
        address: str = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email__iexact=address, is_active=True))
        return address


class NewPasswordForm(PlainFields, account_forms.ResetPasswordKeyForm):
    password1 = SetPasswordField(label=_("新しいパスワード"), help_text=PASSWORD_HINT)
    password2 = PasswordField(label=_("新しいパスワード（確認）"), autocomplete="new-password")


class InvitationForm(PlainFields, account_forms.SetPasswordForm):
    """The first password of an invited person."""

    password1 = SetPasswordField(label=_("パスワード"), help_text=PASSWORD_HINT)
    password2 = PasswordField(label=_("パスワード（確認）"), autocomplete="new-password")


def code_field() -> forms.CharField:
    return forms.CharField(
        label=_("確認コード"),
        help_text=CODE_HINT,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class CountedCode(PlainFields):
    """Wrong codes are counted like wrong passwords, and on their own."""

    user: User
    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = normalise(self.cleaned_data["code"]).replace(" ", "").replace("-", "")
        city, adapter = current_municipality(), get_adapter()
        attempt = accounts.Attempt(
            self.user.email, adapter.get_client_ip(adapter.request), accounts.Tried.CODE
        )
        _raise_if(accounts.claim_attempt(municipality_id=city, attempt=attempt, now=read_clock()))
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError:
            _raise_if(accounts.lock_after_failure(municipality_id=city, attempt=attempt, now=read_clock()))
            raise
        accounts.forgive_attempt(municipality_id=city, attempt=attempt)
        return code


def _raise_if(until: datetime | None) -> None:
    if until is not None:
        raise locked(until)


class CodeForm(CountedCode, code_forms.AuthenticateForm):
    code = code_field()


class CodeAgainForm(CountedCode, code_forms.ReauthenticateForm):
    code = code_field()


class ActivateAppForm(PlainFields, ActivateTOTPForm):
    code = forms.CharField(
        label=_("アプリに出た6桁の数字"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        self.cleaned_data["code"] = normalise(self.cleaned_data["code"]).replace(" ", "")
        return str(super().clean_code())


class AddPasskeyForm(PlainFields, AddWebAuthnForm):
    name = forms.CharField(
        label=_("名前"), required=False, help_text=_("どの機器のものか分かる名前。例: 仕事の携帯")
    )
    passwordless = forms.BooleanField(
        label=_("このパスキーだけでサインインできるようにする"),
        required=False,
        initial=True,
        help_text=_("機器の暗証番号、指紋、顔などで本人を確かめます。パスワードは要らなくなります。"),
    )


class RenamePasskeyForm(PlainFields, EditWebAuthnForm):
    name = forms.CharField(label=_("名前"), max_length=60)
