"""What staff type about a notice that did not arrive."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.notices.domain.states import Means
from shirube.notices.web.words import MEANS


class ToldForm(forms.Form):
    """How the person was told."""

    means = forms.ChoiceField(
        label=_("伝えた方法"),
        choices=[(means.value, label) for means, label in MEANS.items()],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("メモ"),
        max_length=200,
        required=False,
        help_text=_("例: 4月2日に電話で本人に伝えた。住所や電話番号は書かないでください。"),
    )

    @property
    def way(self) -> Means:
        """Only after is_valid()."""
        return Means(self.cleaned_data["means"])
