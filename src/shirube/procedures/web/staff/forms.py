"""What staff type about a procedure. The forms check the shape; commands know the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.identity import IdentityLevel
from shirube.organizations import interface as organizations
from shirube.procedures.domain.facts import dump_facts
from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.web.words import SHORT_LEVELS

# The texts, in the order of the page, and whether they are long.
TEXTS: Mapping[str, tuple[Any, bool]] = {
    "short": (_("ふだんの呼び名"), False),
    "name": (_("正式な名前"), False),
    "summary": (_("説明"), True),
    "who": (_("できる人"), True),
    "when": (_("いつまでに"), True),
    "fee_note": (_("手数料の補足"), False),
    "contact": (_("問い合わせ先（電話・メール・受付時間）"), True),
}
LANGUAGES: Mapping[str, Any] = {"ja": _("日本語"), "en": _("英語"), "ja-easy": _("やさしい日本語")}
OPTIONAL = frozenset({"fee_note", "contact"})
WAYS: Mapping[str, Any] = {
    "paper": _("紙"),
    "post": _("郵便"),
    "counter": _("窓口"),
    "phone": _("電話"),
}
UNITS = [(DaysUnit.CALENDAR.value, _("暦の日")), (DaysUnit.BUSINESS.value, _("開庁日"))]


class Day(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"})


class ReceptionForm(forms.Form):
    """Whether and when applications are received online. `revision` is what the writer saw."""

    state = forms.ChoiceField(
        label=_("オンラインの受付"),
        widget=forms.RadioSelect,
        choices=[
            (State.ON.value, _("受け付ける")),
            (State.OFF.value, _("受け付けない（窓口や紙だけ）")),
            (State.WITHDRAWN.value, _("手続きを取りやめた")),
        ],
    )
    opens_on = Day(
        label=_("受付の最初の日"), required=False, help_text=_("いつでも受け付けるときは空のままにします。")
    )
    closes_on = Day(
        label=_("受付の最後の日"), required=False, help_text=_("この日の終わりまで受け付けます。")
    )
    reason = forms.CharField(label=_("理由"), required=False, max_length=200, help_text=_("記録に残ります。"))
    revision = forms.IntegerField(widget=forms.HiddenInput)


class SectionForm(forms.Form):
    """The section in charge."""

    section = forms.ChoiceField(label=_("担当の課"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Sequence[organizations.SectionSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        named = [(one.code, f"{one.department} {one.name}".strip()) for one in sections]
        field.choices = [("", _("選んでください")), *named]  # type: ignore[attr-defined]


class EntryForm(forms.Form):
    """Texts in three languages, and the facts a city may say differently."""

    fee_yen = forms.IntegerField(label=_("手数料（円）"), min_value=0, max_value=10_000_000)
    standard_days = forms.IntegerField(
        label=_("標準処理期間（日）"), min_value=1, max_value=1000, required=False
    )
    standard_days_unit = forms.ChoiceField(
        label=_("日数の数え方"),
        choices=UNITS,
    )
    level = forms.ChoiceField(
        label=_("本人確認"), choices=[(one.value, SHORT_LEVELS[one]) for one in IdentityLevel]
    )
    other_ways = forms.MultipleChoiceField(
        label=_("オンライン以外の方法"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(WAYS.items()),
    )
    bring = forms.CharField(
        label=_("持ち物"), required=False, widget=forms.Textarea(attrs={"rows": 5}), help_text=_("1行に1つ。")
    )
    search_words = forms.CharField(
        label=_("探すときの言葉"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("1行に1つ。かなの読みや、市民の言い方を書きます。"),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, procedure: ProcedureSummary) -> None:
        self.before = dump_facts(procedure.facts)
        super().__init__(data, initial=self._initial(procedure))
        for key, (label, is_long) in TEXTS.items():
            for language, language_label in LANGUAGES.items():
                self.fields[f"{key}.{language}"] = _text_field(key, label, language, language_label, is_long)
        self.order_fields([*self._text_names(), "fee_yen"])

    def wishes(self) -> dict[str, Any]:
        """What was typed, as a pack writes it."""
        data = self.cleaned_data
        ways = {way: way in data["other_ways"] for way in WAYS}
        return {
            **{key: self._words(key) for key in TEXTS},
            "fee_yen": data["fee_yen"],
            "standard_days": data["standard_days"],
            "standard_days_unit": data["standard_days_unit"],
            "level": data["level"],
            "other_ways": ways,
            "bring": self._things(),
            "search_words": lines(data["search_words"]),
        }

    def _words(self, key: str) -> dict[str, str] | None:
        typed = {language: self.cleaned_data[f"{key}.{language}"] for language in LANGUAGES}
        return typed if typed["ja"] else None

    def _things(self) -> list[dict[str, str]]:
        """A line that was left as it is keeps its translations."""
        known = {one["ja"]: one for one in self.before["bring"]}
        return [
            known.get(line, {"ja": line, "en": "", "ja-easy": ""})
            for line in lines(self.cleaned_data["bring"])
        ]

    def _initial(self, procedure: ProcedureSummary) -> dict[str, Any]:
        texts = {
            f"{key}.{language}": (self.before[key] or {}).get(language, "")
            for key in TEXTS
            for language in LANGUAGES
        }
        return {
            **texts,
            **{key: self.before[key] for key in ("fee_yen", "standard_days", "standard_days_unit", "level")},
            "other_ways": [way for way, is_open in self.before["other_ways"].items() if is_open],
            "bring": "\n".join(one["ja"] for one in self.before["bring"]),
            "search_words": "\n".join(self.before["search_words"]),
            "revision": procedure.revision,
        }

    def _text_names(self) -> list[str]:
        return [f"{key}.{language}" for key in TEXTS for language in LANGUAGES]


def _text_field(key: str, label: Any, language: str, language_label: Any, is_long: bool) -> forms.CharField:  # noqa: FBT001
    widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
    is_needed = language == "ja" and key not in OPTIONAL
    return forms.CharField(
        label=label if language == "ja" else f"{label}（{language_label}）",
        widget=widget,
        required=is_needed,
        max_length=2000 if is_long else 200,
    )


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
