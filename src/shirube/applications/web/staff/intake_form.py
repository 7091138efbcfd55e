"""Where a paper, a letter or a call came from: the part of the page beside the form itself."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.applications.domain.people import Channel, Represented
from shirube.applications.web.staff.words import CHANNELS

REPRESENTATION = ("bringer", "represented", "relation")
PREFIX = "intake"


class IntakeForm(django_forms.Form):
    """Where it came from. Its names carry a prefix that no field of a form can have."""

    channel = django_forms.ChoiceField(
        label=gettext_lazy("受け取り方"),
        widget=django_forms.RadioSelect,
        choices=[(one.value, words) for one, words in CHANNELS.items() if one != Channel.ONLINE],
    )
    received_on = django_forms.DateField(
        label=gettext_lazy("受け取った日"),
        widget=django_forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("この日から標準処理期間を数えます（行政手続法第6条）。"),
    )
    identity_seen = django_forms.CharField(
        label=gettext_lazy("本人確認に見たもの"), max_length=100, required=False
    )
    bringer = django_forms.CharField(label=gettext_lazy("代わりの人の氏名"), max_length=100, required=False)
    represented = django_forms.CharField(
        label=gettext_lazy("だれの代わりか（本人の氏名）"), max_length=100, required=False
    )
    relation = django_forms.CharField(
        label=gettext_lazy("本人との関係"),
        max_length=50,
        required=False,
        help_text=gettext_lazy(
            "例: 長女、成年後見人。委任状を見たときは「本人確認に見たもの」に書いてください。"
        ),
    )
    mail = django_forms.EmailField(label=gettext_lazy("お知らせを送るメールアドレス"), required=False)
    note = django_forms.CharField(
        label=gettext_lazy("受け取ったときのこと"),
        max_length=1000,
        required=False,
        widget=django_forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Who brings it for somebody else says for whom; a name that was typed is never left lying."""
        found = super().clean() or self.cleaned_data
        is_other = found.get("brought_by") == "other" or bool(
            found.get("bringer") or found.get("represented")
        )
        for name in ("bringer", "represented") if is_other else ():
            if not found.get(name):
                self.add_error(name, _("代わりの人から受け取ったときは、ここも書いてください。"))
        return found

    @property
    def arrival_fields(self) -> list[Any]:
        return [one for one in self.visible_fields() if one.name not in REPRESENTATION]

    @property
    def representation_fields(self) -> list[Any]:
        return [self[name] for name in REPRESENTATION]

    @property
    def is_represented(self) -> bool:
        """Whether anything of it was typed, so that the page shows it."""
        return any(field.value() or field.errors for field in self.representation_fields)

    @property
    def for_whom(self) -> Represented | None:
        found = self.cleaned_data
        if not found["represented"]:
            return None
        return Represented(name=found["represented"], relation=found["relation"])
