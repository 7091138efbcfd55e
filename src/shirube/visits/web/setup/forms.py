"""What is typed to set up branches, services and desks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.kernel.words import Words
from shirube.organizations.interface import SectionSummary
from shirube.visits.commands.founding import ServiceEntry
from shirube.visits.queries.places import DeskView, ServiceView

_CODE = forms.SlugField(
    label=_("記号（英小文字。あとから変えられません）"),
    max_length=40,
    error_messages={"invalid": _("英小文字と数字、ハイフンで入力してください。")},
)


class WordsForm(forms.Form):
    """A title in three languages; Japanese must be there."""

    title = forms.CharField(label=_("名前"), max_length=80)
    title_en = forms.CharField(label=_("名前（英語）"), max_length=120, required=False)
    title_easy = forms.CharField(label=_("名前（やさしい日本語）"), max_length=120, required=False)

    @property
    def title_words(self) -> Words:
        data = self.cleaned_data
        return Words.model_validate(
            {"ja": data["title"], "en": data["title_en"], "ja-easy": data["title_easy"]}
        )


def title_initial(words: Words | None) -> dict[str, str]:
    return {"title": words.ja, "title_en": words.en, "title_easy": words.easy} if words else {}


class BranchForm(WordsForm):
    code = _CODE
    place = forms.CharField(label=_("場所"), max_length=200, required=False)
    is_open = forms.BooleanField(label=_("番号札を出す"), required=False, initial=True)

    field_order = ["code", "title", "title_en", "title_easy", "place", "is_open"]


class ServiceForm(WordsForm):
    """`bring` has one thing a line."""

    code = _CODE
    letter = forms.RegexField(
        "^[A-Z]$",
        label=_("番号札の文字（A〜Z）"),
        error_messages={"invalid": _("A から Z の大文字を一つ入力してください。")},
    )
    note = forms.CharField(label=_("説明"), max_length=200, required=False)
    section = forms.TypedChoiceField(label=_("担当の課"), coerce=UUID)
    minutes = forms.IntegerField(
        label=_("ふだんの対応（分。測った時間がたまるまで使います）"), min_value=1, max_value=240
    )
    bring = forms.CharField(label=_("持ってくるもの（一行に一つ）"), widget=forms.Textarea, required=False)
    procedures = forms.MultipleChoiceField(
        label=_("ここで行う手続き"), widget=forms.CheckboxSelectMultiple, required=False
    )
    is_offered = forms.BooleanField(label=_("いま受け付けている"), required=False)

    field_order = ["code", "letter", "title", "title_en", "title_easy", "note"]

    def __init__(
        self,
        *args: Any,
        sections: Sequence[SectionSummary],
        procedures: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [(str(one.id), one.name) for one in sections]  # type: ignore[attr-defined]
        self.fields["procedures"].choices = procedures  # type: ignore[attr-defined]

    def entry(self, before: ServiceView | None, position: int) -> ServiceEntry:
        """Translations of what did not change stay; a new Japanese text drops its old ones."""
        data = self.cleaned_data
        kept = {one.ja: one for one in before.bring} if before else {}
        lines = [line.strip() for line in data["bring"].splitlines() if line.strip()]
        same_note = before.note if before and before.note and before.note.ja == data["note"] else None
        return ServiceEntry(
            code=data["code"],
            letter=data["letter"],
            title=self.title_words,
            note=same_note or (Words(ja=data["note"]) if data["note"] else None),
            bring=tuple(kept.get(line) or Words(ja=line) for line in lines),
            procedure_codes=tuple(data["procedures"]),
            package=before.package if before else "",
            is_offered=data["is_offered"],
            is_bookable=before.is_bookable if before else False,
            minutes=data["minutes"],
            position=position,
        )


def service_initial(one: ServiceView) -> dict[str, Any]:
    return {
        **title_initial(one.title),
        "code": one.code,
        "letter": one.letter,
        "note": one.note.ja if one.note else "",
        "section": str(one.section_id),
        "minutes": one.minutes,
        "bring": "\n".join(words.ja for words in one.bring),
        "procedures": list(one.procedure_codes),
        "is_offered": one.is_offered,
    }


class DeskForm(forms.Form):
    number = forms.IntegerField(label=_("窓口の番号"), min_value=1, max_value=999)
    title = forms.CharField(label=_("名前"), max_length=80, required=False)
    services = forms.TypedMultipleChoiceField(
        label=_("扱う用件"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("扱う用件を一つ以上選んでください。")},
    )
    is_in_use = forms.BooleanField(label=_("使っている"), required=False, initial=True)

    def __init__(self, *args: Any, services: Sequence[ServiceView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["services"].choices = [(str(one.id), one.title.ja) for one in services]  # type: ignore[attr-defined]


def desk_initial(one: DeskView) -> dict[str, Any]:
    return {
        "number": one.number,
        "title": one.title.ja if one.title else "",
        "services": [str(service_id) for service_id in one.service_ids],
        "is_in_use": one.is_in_use,
    }


class TimesForm(forms.Form):
    """When a service can be reserved, on working days. Empty afternoon hours mean mornings only."""

    is_bookable = forms.BooleanField(label=_("来る時間を予約できる"), required=False)
    morning = forms.RegexField(
        r"^\d{1,2}:[0-5]\d-\d{1,2}:[0-5]\d$",
        label=_("午前の時間（9:00-12:00 のように）"),
        error_messages={"invalid": _("9:00-12:00 のように入力してください。")},
    )
    afternoon = forms.RegexField(
        r"^\d{1,2}:[0-5]\d-\d{1,2}:[0-5]\d$",
        label=_("午後の時間"),
        required=False,
        error_messages={"invalid": _("13:00-16:30 のように入力してください。")},
    )
    minutes = forms.IntegerField(label=_("一枠の長さ（分）"), min_value=5, max_value=240)
    capacity = forms.IntegerField(label=_("一枠の人数"), min_value=1, max_value=50)
    days_ahead = forms.IntegerField(label=_("何日先まで予約できるか"), min_value=1, max_value=120)
    lead_minutes = forms.IntegerField(label=_("何分前まで予約できるか"), min_value=0, max_value=10_080)

    @property
    def spans(self) -> list[tuple[str, str]]:
        written = [self.cleaned_data["morning"], self.cleaned_data["afternoon"]]
        return [(begins, ends) for begins, _dash, ends in (one.partition("-") for one in written if one)]
