"""The form of a text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.kernel.languages import JAPANESE
from shirube.notices.domain.letters import Letter
from shirube.notices.queries.texts import Text

_AREA = forms.Textarea(attrs={"rows": 16})


class TextForm(forms.Form):
    """Subject and body. The length and the places of facts are checked by the command."""

    subject = forms.CharField(label=_("件名"), help_text=_("1行で、100文字まで。"))
    body = forms.CharField(label=_("本文"), widget=_AREA, strip=False)
    keeps_meaning = forms.BooleanField(
        label=_("誤字などの小さな直し（訳はそのまま使う）"),
        required=False,
        help_text=_(
            "意味が変わるときは選ばないでください。英語とやさしい日本語の訳が、直すまで使われなくなります。"
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, text: Text) -> None:
        shown = {"subject": text.letter.subject, "body": text.letter.body, "seen": text.number}
        super().__init__(data, initial=shown)
        if text.language != JAPANESE.code:
            del self.fields["keeps_meaning"]

    @property
    def letter(self) -> Letter:
        """Only after is_valid()."""
        return Letter(self.cleaned_data["subject"], self.cleaned_data["body"]).tidied()

    @property
    def keeps(self) -> bool:
        return bool(self.cleaned_data.get("keeps_meaning"))
