"""What a section types to receive a form of its own: what residents read, and how applications are dealt with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.identity import IdentityLevel
from shirube.organizations import interface as organizations
from shirube.procedures.domain.facts import CODE, PerPerson
from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.web.staff.forms import UNITS, WAYS, Day, EntryForm, lines
from shirube.procedures.web.words import LIFE_EVENTS

LEVELS: Mapping[IdentityLevel, Any] = {
    IdentityLevel.NONE: gettext_lazy("確認しない（だれでも、入力するだけで申請できる）"),
    IdentityLevel.MAIL: gettext_lazy("メールアドレスを確かめる"),
    IdentityLevel.CARD: gettext_lazy("マイナンバーカードで本人を確かめる"),
    IdentityLevel.SIGNATURE: gettext_lazy("マイナンバーカードで電子署名をする"),
}
TIMES: Mapping[PerPerson, Any] = {
    PerPerson.MANY: gettext_lazy("何回でも申請できる"),
    PerPerson.ONCE: gettext_lazy("一人1回だけ"),
}
USUAL_DOWNLOAD_DAYS = 60
_SHORT = forms.TextInput(attrs={"maxlength": 200})
_LONG = forms.Textarea(attrs={"rows": 3})


@dataclass(frozen=True, slots=True)
class Decision:
    """How an application ends: over which desks, and with which results."""

    label: Any
    route: tuple[str, ...]
    results: tuple[str, ...]


_BOTH = ("decided", "rejected")
DECISIONS: Mapping[str, Decision] = {
    "noted": Decision(gettext_lazy("受け取って終わる（連絡や申込みなど、断らないもの）"), (), ("decided",)),
    "officer": Decision(gettext_lazy("担当者が、認めるかどうかを決める"), (), _BOTH),
    "chief": Decision(gettext_lazy("担当者が案をつくり、課長が決裁する"), ("section_chief",), _BOTH),
    "two": Decision(
        gettext_lazy("担当者が案をつくり、係長と課長が決裁する"), ("subsection_chief", "section_chief"), _BOTH
    ),
}


def decision_of(route: Sequence[str], results: Sequence[str]) -> str:
    """The key of the decision; empty where a file has said something else."""
    wanted = (tuple(route), tuple(results))
    return next((key for key, one in DECISIONS.items() if (one.route, one.results) == wanted), "")


def _decision_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("結果の決め方"),
        widget=forms.RadioSelect,
        choices=[(key, one.label) for key, one in DECISIONS.items()],
    )


def _times_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("一人の回数"),
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in TIMES.items()],
    )


def _representative_field() -> forms.BooleanField:
    return forms.BooleanField(label=gettext_lazy("家族など、代わりの人も申請できる"), required=False)


def _kana_field() -> forms.RegexField:
    return forms.RegexField(
        r"^[ぁ-んー]*$",
        label=gettext_lazy("名前の読み（ひらがな）"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("名前の順の一覧に使います。"),
        error_messages={"invalid": gettext_lazy("ひらがなだけで書いてください。")},
    )


def _life_events_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("暮らしのできごと"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(LIFE_EVENTS.items()),
        help_text=gettext_lazy(
            "印を付けたできごとの一覧に、この手続が出ます。なければ「そのほか」に出ます。"
        ),
    )


def _years_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("保存年数"),
        min_value=1,
        max_value=50,
        help_text=gettext_lazy("結果が出てから、この年数がたつと消します。"),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields under one heading."""

    title: str
    fields: tuple[BoundField, ...]


class DocumentFields(forms.Form):
    """交付する文書: what is handed out with a decision; without a text none is."""

    document_title = forms.CharField(
        label=gettext_lazy("交付する文書の題"),
        widget=_SHORT,
        max_length=200,
        required=False,
        help_text=gettext_lazy("例: 見学決定通知書。文書を渡さないときは、題も文も空のままにします。"),
    )
    document_body = forms.CharField(
        label=gettext_lazy("交付する文書の文"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        required=False,
        help_text=gettext_lazy(
            "{applicant_name}（申請した人）、{receipt_number}、{submitted_on}、{decided_on}、{officer_note}（決定の理由）と、"
            "フォームの項目の記号を { } に入れると、申請ごとの内容になります。"
        ),
    )
    download_days = forms.IntegerField(
        label=gettext_lazy("文書を受け取れる日数"), min_value=1, max_value=1000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A document has a title and a text, or there is none."""
        data = super().clean() or self.cleaned_data
        for one, other in (("document_title", "document_body"), ("document_body", "document_title")):
            if data.get(other) and not data.get(one) and one not in self.errors:
                self.add_error(one, _("文書を渡すときは、題と文の両方を書いてください。"))
        return data

    def document(self, before: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """As a pack writes it; translations of `before` stay where the Japanese words are the same."""
        data, known = self.cleaned_data, before or {}
        if not data["document_title"]:
            return None
        return {
            "title": _words_over(known.get("title"), data["document_title"]),
            "body": _words_over(known.get("body"), data["document_body"]),
            "download_days": data["download_days"] or USUAL_DOWNLOAD_DAYS,
        }


class OwnProcedureForm(DocumentFields):
    """Everything that is asked once; other languages follow when the entry is changed."""

    short = forms.CharField(
        label=gettext_lazy("手続の名前"),
        widget=_SHORT,
        max_length=200,
        help_text=gettext_lazy("市民がふだん使う言い方で、短く。例: 児童館の見学を申し込む"),
    )
    name = forms.CharField(
        label=gettext_lazy("正式な名前"),
        widget=_SHORT,
        max_length=200,
        required=False,
        help_text=gettext_lazy("要綱などで決まった名前があるときだけ。"),
    )
    kana = _kana_field()
    summary = forms.CharField(
        label=gettext_lazy("どんな手続か"),
        widget=_LONG,
        max_length=2000,
        help_text=gettext_lazy("一つか二つの文で。はじめて読む人に、何ができるかを伝えます。"),
    )
    who = forms.CharField(label=gettext_lazy("できる人"), widget=_LONG, max_length=2000)
    when = forms.CharField(label=gettext_lazy("いつまでに"), widget=_LONG, max_length=2000)
    bring = forms.CharField(
        label=gettext_lazy("用意するもの"),
        widget=_LONG,
        required=False,
        help_text=gettext_lazy("1行に1つ。なければ空のままにします。"),
    )
    fee_yen = forms.IntegerField(label=gettext_lazy("手数料（円）"), min_value=0, max_value=10_000_000)
    search_words = forms.CharField(
        label=gettext_lazy("探すときの言葉"),
        widget=_LONG,
        required=False,
        help_text=gettext_lazy("1行に1つ。市民が別の言い方で探しても見つかるように。"),
    )
    other_ways = forms.MultipleChoiceField(
        label=gettext_lazy("オンライン以外の方法"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=list(WAYS.items()),
    )
    life_events = _life_events_field()
    section = forms.ChoiceField(label=gettext_lazy("担当の課"))
    level = forms.ChoiceField(
        label=gettext_lazy("本人確認"),
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in LEVELS.items()],
    )
    representative = _representative_field()
    per_person = _times_field()
    decision = _decision_field()
    opens_on = Day(
        label=gettext_lazy("受付の最初の日"),
        required=False,
        help_text=gettext_lazy("空のままなら、受付を始めた時から。"),
    )
    closes_on = Day(
        label=gettext_lazy("受付の最後の日"),
        required=False,
        help_text=gettext_lazy("空のままなら、いつまでも。"),
    )
    standard_days = forms.IntegerField(
        label=gettext_lazy("結果が出るまでの日数"), min_value=1, max_value=1000, required=False
    )
    standard_days_unit = forms.ChoiceField(label=gettext_lazy("日数の数え方"), choices=UNITS)
    retention_years = _years_field()
    code = forms.RegexField(
        CODE,
        label=gettext_lazy("アドレスに使う記号"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("半角の小文字、数字、ハイフン。空のままなら、フォームの記号を使います。"),
        error_messages={
            "invalid": gettext_lazy("半角の小文字で始め、小文字、数字、ハイフンで書いてください。")
        },
    )

    _PUBLIC = (
        "short",
        "name",
        "kana",
        "summary",
        "who",
        "when",
        "bring",
        "fee_yen",
        "other_ways",
        "search_words",
        "life_events",
    )

    def __init__(
        self, data: Any = None, *, title: str, sections: Sequence[organizations.SectionSummary]
    ) -> None:
        super().__init__(data, initial=_usual(title, sections))
        named = [(one.code, f"{one.department} {one.name}".strip()) for one in sections]
        self.fields["section"].choices = named  # type: ignore[attr-defined]
        self._names = {one.code: one.name for one in sections}

    def groups(self) -> list[Group]:
        public = tuple(self[name] for name in self._PUBLIC)
        rest = tuple(self[name] for name in self.fields if name not in self._PUBLIC)
        return [Group(_("市民のページに出ること"), public), Group(_("受け付け方"), rest)]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("受付の最初の日より前です。日付を確かめてください。"))
        return data

    def facts(self) -> dict[str, Any]:
        """What was typed, as a pack writes it."""
        data = self.cleaned_data
        decision = DECISIONS[data["decision"]]
        kept = (
            *("kana", "fee_yen", "standard_days", "standard_days_unit"),
            *("level", "representative", "retention_years"),
        )
        return {
            **{key: data[key] for key in kept},
            **{key: {"ja": data[key]} for key in ("short", "summary", "who", "when")},
            "name": {"ja": data["name"] or data["short"]},
            "bring": [{"ja": line} for line in lines(data["bring"])],
            "search_words": lines(data["search_words"]),
            "life_events": data["life_events"],
            "document": self.document(),
            "other_ways": {way: way in data["other_ways"] for way in WAYS},
            "route": list(decision.route),
            "results": list(decision.results),
            "section_kind": self._names[data["section"]],
            "reception": {key: data[key] for key in ("opens_on", "closes_on", "per_person")},
        }


class OwnEntryForm(EntryForm, DocumentFields):
    """An entry of the city's own is asked what a pack says of others."""

    kana = _kana_field()
    life_events = _life_events_field()
    representative = _representative_field()
    per_person = _times_field()
    decision = _decision_field()
    retention_years = _years_field()

    def __init__(self, data: Any = None, *, procedure: ProcedureSummary) -> None:
        super().__init__(data, procedure=procedure)
        document: Mapping[str, Any] = self.before["document"] or {}
        self.initial.update(
            kana=procedure.facts.kana,
            life_events=procedure.facts.life_events,
            document_title=document.get("title", {}).get("ja", ""),
            document_body=document.get("body", {}).get("ja", ""),
            download_days=document.get("download_days", USUAL_DOWNLOAD_DAYS),
            representative=procedure.representative,
            per_person=procedure.per_person.value,
            decision=decision_of(procedure.route, procedure.results),
            retention_years=procedure.retention_years,
        )

    def wishes(self) -> dict[str, Any]:
        data = self.cleaned_data
        decision = DECISIONS[data["decision"]]
        return {
            **super().wishes(),
            "kana": data["kana"],
            "life_events": data["life_events"],
            "document": self.document(self.before["document"]),
            "representative": data["representative"],
            "per_person": data["per_person"],
            "route": list(decision.route),
            "results": list(decision.results),
            "retention_years": data["retention_years"],
        }


def _words_over(before: Mapping[str, str] | None, ja: str) -> dict[str, str]:
    same = before is not None and before.get("ja") == ja
    return dict(before) if same and before is not None else {"ja": ja, "en": "", "ja-easy": ""}


def _usual(title: str, sections: Sequence[organizations.SectionSummary]) -> dict[str, Any]:
    """What most forms of a section are: open to everybody, answered within days."""
    return {
        "short": title,
        "who": _("どなたでも申し込めます。"),
        "when": _("いつでも申し込めます。"),
        "fee_yen": 0,
        "level": IdentityLevel.MAIL.value,
        "representative": True,
        "per_person": PerPerson.MANY.value,
        "decision": "noted",
        "standard_days_unit": DaysUnit.BUSINESS.value,
        "retention_years": 1,
        "download_days": USUAL_DOWNLOAD_DAYS,
        "section": sections[0].code if sections else "",
    }
