"""What an administrator gives about a certificate authority."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts.interface import AuthorityEntry

LARGEST_CERTIFICATE = 64_000
LARGEST_CRL = 30_000_000


class SmallFileField(forms.FileField):
    """A file read whole, so that its size is limited before."""

    def __init__(self, *, largest: int, **kwargs: Any) -> None:
        self.largest = largest
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        found: UploadedFile[Any] | None = super().clean(data, initial)
        if not found:
            return None
        if (found.size or 0) > self.largest:
            raise forms.ValidationError(_("ファイルが大きすぎます。選び直してください。"))
        return bytes(found.read())


class _AddressField(forms.CharField):
    default_validators = [URLValidator(schemes=["http", "https"])]


def _crl_field(**kwargs: Any) -> SmallFileField:
    return SmallFileField(label=gettext_lazy("失効リスト（CRL）のファイル"), largest=LARGEST_CRL, **kwargs)


class AuthorityForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("名前"), max_length=80)
    certificate = SmallFileField(
        label=gettext_lazy("認証局の証明書"),
        largest=LARGEST_CERTIFICATE,
        help_text=gettext_lazy(
            "PEM か DER。拇印（SHA-256）を、発行元が公表する値と必ず照らし合わせてください。"
        ),
    )
    ocsp_address = _AddressField(
        label=gettext_lazy("OCSP のアドレス"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("書くと、署名のたびに失効していないかを問い合わせます。"),
    )
    crl_address = _AddressField(
        label=gettext_lazy("失効リスト（CRL）のアドレス"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("1時間に1回まで読み直します。"),
    )
    crl = _crl_field(
        required=False,
        help_text=gettext_lazy("アドレスがないときに使います。期限が切れる前に置き換えてください。"),
    )

    @property
    def entry(self) -> AuthorityEntry:
        """What was given; only after is_valid()."""
        return AuthorityEntry(**self.cleaned_data)


class CrlForm(forms.Form):
    crl = _crl_field()
