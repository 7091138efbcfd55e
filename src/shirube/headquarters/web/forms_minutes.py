"""Forms of minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.headquarters.commands.minutes import PartEntry
from shirube.headquarters.domain.terms import Ground
from shirube.headquarters.queries.minutes import PartView
from shirube.headquarters.web.words import GROUNDS


class PartForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    heading = forms.CharField(label=gettext_lazy("見出し"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("本文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    withheld = forms.ChoiceField(
        label=gettext_lazy("公開"),
        required=False,
        help_text=gettext_lazy(
            "非公開にすると、市民のページには見出しと理由だけが出ます。見出しに秘密を書かないでください。"
        ),
    )
    withheld_note = forms.CharField(
        label=gettext_lazy("非公開の説明"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("市民のページに出ます。条例の条と号など。"),
    )

    def __init__(
        self, *args: Any, part: PartView | None = None, revision: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("公開する")), *((ground.value, _closed(ground)) for ground in Ground)]
        self.fields["withheld"].choices = choices  # type: ignore[attr-defined]
        if part is not None:
            self.initial.update(
                heading=part.heading,
                text=part.text,
                withheld=part.withheld.value if part.withheld else "",
                withheld_note=part.withheld_note,
                revision=revision,
            )

    def entry(self) -> PartEntry:
        data = self.cleaned_data
        return PartEntry(
            heading=data["heading"],
            text=data["text"],
            withheld=Ground(data["withheld"]) if data["withheld"] else None,
            withheld_note=data["withheld_note"],
        )


class CommentForm(forms.Form):
    comment = forms.CharField(label=gettext_lazy("理由"), max_length=400)


def _closed(ground: Ground) -> str:
    return _("非公開: %(reason)s") % {"reason": GROUNDS[ground]}
