"""What is typed about mandates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.accounts.interface import MandateBasis, MandateEntry, RepresentedPerson
from shirube.accounts.web.forms import AddressField
from shirube.accounts.web.mandate_words import BASES
from shirube.kernel.text import normalise


class _Text(forms.CharField):
    def to_python(self, value: Any) -> str:
        return normalise(str(super().to_python(value) or ""))


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MandateForm(forms.Form):
    """For whom, by what, for which procedures, how long."""

    name = _Text(label=_("本人の氏名"), max_length=100, help_text=_("あなたが代わりに手続をする人。"))
    kana = _Text(label=_("本人のふりがな"), max_length=100)
    born_on = _day(label=_("本人の生年月日"))
    address = _Text(label=_("本人の住所"), max_length=200, required=False)
    email = AddressField(
        label=_("本人のメールアドレス"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
        help_text=_(
            "書くと、本人にお知らせし、本人がメールで確かめられます。なければ、書類を窓口か郵便で見せてください。"
        ),
    )
    basis = forms.ChoiceField(
        label=_("代理の種類"),
        choices=[(basis.value, label) for basis, label in BASES.items()],
        widget=forms.RadioSelect,
        help_text=_("親権者や後見人などは、書類を見た職員が確かめます。"),
    )
    procedures = forms.MultipleChoiceField(
        label=_("手続"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("どれも選ばなければ、すべての手続になります。"),
    )
    starts_on = _day(label=_("始まりの日"))
    last_day = _day(
        label=_("終わりの日"), required=False, help_text=_("委任では必ず書いてください。この日まで使えます。")
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices:
            self.fields["procedures"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["procedures"]

    @property
    def entry(self) -> MandateEntry:
        """What was typed; only after is_valid()."""
        typed = self.cleaned_data
        last_day: date | None = typed["last_day"]
        return MandateEntry(
            person=RepresentedPerson(
                name=typed["name"],
                kana=typed["kana"],
                born_on=typed["born_on"].isoformat(),
                address=typed["address"],
                email=typed["email"],
            ),
            basis=MandateBasis(typed["basis"]),
            procedures=typed.get("procedures", []),
            starts_on=typed["starts_on"],
            ends_on=last_day + timedelta(days=1) if last_day else None,
        )


class SeenPaperForm(forms.Form):
    """Staff: which paper was seen."""

    seen = _Text(
        label=_("見た書類"),
        max_length=300,
        help_text=_("例: 委任状の原本と本人確認書類の写し、戸籍全部事項証明書、登記事項証明書。"),
    )


class RefusalForm(forms.Form):
    reason = _Text(label=_("認めない理由"), max_length=300, help_text=_("届け出た人に、そのまま伝わります。"))
