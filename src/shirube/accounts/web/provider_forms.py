"""What an administrator types about a provider of single sign-on."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.accounts.interface import ClientProof, ForWhom, ProviderEntry


class ProviderForm(forms.Form):
    """A provider by its short name. An empty secret keeps the one there is."""

    slug = forms.SlugField(
        label=_("短い名前"),
        max_length=40,
        help_text=_("英小文字・数字・ハイフン。同じ名前で保存すると、内容を置き換えます。"),
    )
    for_whom = forms.ChoiceField(
        label=_("だれが使うか"),
        choices=[
            (ForWhom.STAFF.value, _("職員")),
            (ForWhom.RESIDENTS.value, _("住民（カードで本人を確かめる提供元）")),
        ],
        initial=ForWhom.STAFF.value,
        required=False,
    )
    name = forms.CharField(
        label=_("表示する名前"), max_length=80, help_text=_("サインインのページのボタンに出ます。")
    )
    issuer = forms.URLField(
        label=_("発行者のアドレス（issuer）"),
        assume_scheme="https",
        help_text=_("https:// で始まるアドレス。"),
    )
    client_id = forms.CharField(label=_("クライアントID"), max_length=200)
    client_proof = forms.ChoiceField(
        label=_("この市であることの示し方"),
        choices=[
            (ClientProof.SECRET.value, _("クライアントの秘密")),
            (ClientProof.PRIVATE_KEY.value, _("市の署名鍵（private_key_jwt）。デジタル認証アプリはこちら")),
        ],
        initial=ClientProof.SECRET.value,
        required=False,
        help_text=_("署名鍵は住民の提供元だけで使えます。鍵は保存したときに作られます。"),
    )
    secret = forms.CharField(
        label=_("クライアントの秘密"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("空なら、今の秘密をそのまま使います。画面には二度と出ません。"),
    )
    email_domain = forms.CharField(
        label=_("メールのドメイン"),
        max_length=120,
        required=False,
        help_text=_("この後ろのアドレスだけを受け入れます。例: city.example"),
    )
    vouches_for_email = forms.BooleanField(
        label=_("確認済みの印がないメールアドレスも信頼する"),
        required=False,
        help_text=_("ドメインを書いたときだけ選べます。"),
    )
    asks_second_factor = forms.BooleanField(
        label=_("サインイン元が二つ目の確認を済ませている"), required=False
    )

    @property
    def entry(self) -> ProviderEntry:
        """What was typed; only after is_valid()."""
        typed = self.cleaned_data
        for_whom = ForWhom(typed["for_whom"] or ForWhom.STAFF)
        proof = ClientProof(typed["client_proof"] or ClientProof.SECRET)
        chosen = {"secret": typed["secret"] or None, "for_whom": for_whom, "client_proof": proof}
        return ProviderEntry(**{**typed, **chosen})
