"""What staff type about houses, rooms, courses and sessions. The forms check the shape; facts and commands know the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from shirube.kernel.clock import JAPAN
from shirube.kernel.packs import PackModel, problems_of
from shirube.kernel.words import Words
from shirube.ui.pack_problems import describe_problem
from shirube.venues.commands.courses import SessionEntry
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.facts import FacilityFacts, RoomFacts, clock
from shirube.venues.queries.facilities import FacilityView
from shirube.venues.web.staff.lists import LinesField, with_words, write_lines
from shirube.venues.web.words import AGES, TOPICS

F = TypeVar("F", bound=PackModel)
_LANGUAGES: Mapping[str, Any] = {
    "ja": gettext_lazy("日本語"),
    "en": gettext_lazy("英語"),
    "ja-easy": gettext_lazy("やさしい日本語"),
}
_CODE_HELP = gettext_lazy("アドレスに使う名前。英小文字・数字・ハイフン。あとで変えられません。")
_MONTHLY = ("months_before", "enter_from_day", "enter_until_day", "drawn_day", "confirm_days")
_CLOCK = r"([01]?\d|2[0-4]):[0-5]\d"


class FactsForm(forms.Form):
    """A form over facts: texts in three languages and plain fields. What the facts refuse is told above the form.

    `texts`: name → (label, is it needed, is it long).
    """

    texts: Mapping[str, tuple[Any, bool, bool]] = {}
    plain: Sequence[str] = ()

    def __init__(
        self, data: Any, *, before: PackModel | None, is_open: bool = True, revision: int = 0
    ) -> None:
        self.before = before
        super().__init__(data, initial=self._initial(before, is_open=is_open, revision=revision))
        for name, (label, is_needed, is_long) in self.texts.items():
            for language, language_label in _LANGUAGES.items():
                self.fields[f"{name}.{language}"] = _text(
                    label, language, language_label, is_needed=is_needed, is_long=is_long
                )
        if before is not None:
            self.fields.pop("code", None)
            self.fields["is_open"] = forms.BooleanField(
                label=_("市民のページに出して、予約を受け付ける"), required=False
            )
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput)
        self.order_fields(["code", *[f"{name}.{language}" for name in self.texts for language in _LANGUAGES]])

    def facts(self, model: type[F]) -> F | None:
        """The facts as typed; None, with errors above the form, where they contradict."""
        try:
            return model.model_validate(self._content())
        except ValidationError as error:
            for problem in problems_of(error):
                self.add_error(None, describe_problem(problem))
            return None

    def _content(self) -> dict[str, Any]:
        """What is not in the form stays as it was."""
        old = self.before.model_dump(by_alias=True) if self.before else {}
        data = self.cleaned_data
        return {**old, **{name: data[name] for name in self.plain if name in data}, **self._words()}

    def _words(self) -> dict[str, Any]:
        typed = {
            name: {language: self.cleaned_data[f"{name}.{language}"] for language in _LANGUAGES}
            for name in self.texts
        }
        return {name: words if words["ja"] else None for name, words in typed.items()}

    def _initial(self, before: Any, *, is_open: bool, revision: int) -> dict[str, Any]:
        found: dict[str, Any] = {"is_open": is_open, "revision": revision}
        if before is None:
            return found
        for name in self.texts:
            words: Words | None = getattr(before, name)
            plain = words.model_dump(by_alias=True) if words else {}
            found |= {f"{name}.{language}": plain.get(language, "") for language in _LANGUAGES}
        return found | {name: getattr(before, name) for name in self.plain if hasattr(before, name)}


class FacilityForm(FactsForm):
    texts = {
        "title": (gettext_lazy("名前"), True, False),
        "about": (gettext_lazy("説明"), True, True),
        "pay_at": (gettext_lazy("料金を払うところ"), True, False),
        "barrier_free": (gettext_lazy("バリアフリー"), False, False),
        "hours_note": (gettext_lazy("時間の補足"), False, False),
    }
    plain = ("code", "kana", "category", "postal_code", "phone", "mail", "closed_on_holidays")
    code = forms.SlugField(label=gettext_lazy("記号"), max_length=40, help_text=_CODE_HELP)
    kana = forms.CharField(label=gettext_lazy("名前の読み（カタカナ）"), required=False, max_length=200)
    category = forms.CharField(
        label=gettext_lazy("種別（公民館、ホールなど）"), required=False, max_length=40
    )
    address = forms.CharField(label=gettext_lazy("所在地"), max_length=200)
    postal_code = forms.RegexField(r"\d{3}-\d{4}", label=gettext_lazy("郵便番号（000-0000）"), required=False)
    phone = forms.CharField(label=gettext_lazy("電話"), required=False, max_length=40)
    mail = forms.EmailField(label=gettext_lazy("メール"), required=False)
    opens = forms.RegexField(_CLOCK, label=gettext_lazy("開く時刻（9:00）"))
    closes = forms.RegexField(_CLOCK, label=gettext_lazy("閉まる時刻（21:00）"))
    closed_weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("休みの曜日"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=list(enumerate("月火水木金土日")),
    )  # fmt: skip
    closed_on_holidays = forms.BooleanField(label=gettext_lazy("国民の祝日は休む"), required=False)
    fee_classes = LinesField(
        label=gettext_lazy("料金の区分"), names=("code", "title", "percent"), numbers=("percent",),
        help_text=gettext_lazy("1行に1つ。記号, 名前, 割合（%）。例: outside, 市外の人, 150"),
    )  # fmt: skip
    reductions = LinesField(
        label=gettext_lazy("減免の理由"), names=("code", "title", "percent_off"), numbers=("percent_off",), required=False,
        help_text=gettext_lazy("1行に1つ。記号, 名前, 減らす割合（%）。例: children, 子どもの活動, 50"),
    )  # fmt: skip

    def _content(self) -> dict[str, Any]:
        data, old = self.cleaned_data, self.before
        place = old.place.model_dump() if isinstance(old, FacilityFacts) else {}
        before = old if isinstance(old, FacilityFacts) else None
        return {
            **super()._content(),
            "place": {**place, "address": data["address"]},
            **{name: data[name] for name in ("opens", "closes", "closed_weekdays")},
            "fee_classes": with_words(data["fee_classes"], before.fee_classes if before else ()),
            "reductions": with_words(data["reductions"], before.reductions if before else ()),
        }

    def _initial(self, before: Any, *, is_open: bool, revision: int) -> dict[str, Any]:
        found = super()._initial(before, is_open=is_open, revision=revision)
        if before is None:
            return found | {
                "fee_classes": "resident, 市内の人・団体, 100",
                "opens": "9:00",
                "closes": "21:00",
            }
        named = {"code": lambda one: one.code, "title": lambda one: one.title.ja}
        return found | {
            "address": before.place.address,
            "opens": clock(before.opens),
            "closes": clock(before.closes),
            "closed_weekdays": before.closed_weekdays,
            "fee_classes": write_lines(before.fee_classes, {**named, "percent": lambda one: one.percent}),
            "reductions": write_lines(before.reductions, {**named, "off": lambda one: one.percent_off}),
        }


class RoomForm(FactsForm):
    texts = {
        "title": (gettext_lazy("名前"), True, False),
        "about": (gettext_lazy("説明"), False, True),
    }
    plain = (
        "code",
        "people",
        "floor",
        "months_ahead",
        "book_until_days",
        "cancel_until_days",
        "needs_approval",
        "lottery_source",
    )
    code = forms.SlugField(label=gettext_lazy("記号"), max_length=40, help_text=_CODE_HELP)
    people = forms.IntegerField(label=gettext_lazy("入れる人数"), min_value=1, max_value=100_000)
    floor = forms.CharField(label=gettext_lazy("階"), required=False, max_length=40)
    blocks = LinesField(
        label=gettext_lazy("利用区分"), names=("code", "title", "starts", "ends", "fee_yen"), numbers=("fee_yen",),
        help_text=gettext_lazy("1行に1つ。記号, 名前, 始まり, 終わり, 料金（円）。例: morning, 午前, 9:00, 12:00, 600"),
    )  # fmt: skip
    equipment = LinesField(
        label=gettext_lazy("設備"), names=("code", "title", "fee_yen"), numbers=("fee_yen",), required=False,
        help_text=gettext_lazy("1行に1つ。記号, 名前, 1区分の料金（円）。例: projector, プロジェクター, 300"),
    )  # fmt: skip
    months_ahead = forms.IntegerField(
        label=gettext_lazy("何か月前の1日から予約できるか"), min_value=1, max_value=12, initial=2
    )
    book_until_days = forms.IntegerField(
        label=gettext_lazy("何日前まで予約できるか"), min_value=0, max_value=90, initial=1
    )
    cancel_until_days = forms.IntegerField(
        label=gettext_lazy("何日前まで変更・取消しできるか"), min_value=0, max_value=90, initial=1
    )
    needs_approval = forms.BooleanField(
        label=gettext_lazy("申込みを担当が確かめてから決める"), required=False
    )
    lotteries = LinesField(
        label=gettext_lazy("抽選の期間"), required=False,
        names=("use_from", "use_until", "enter_from", "enter_until", "drawn_on", "confirm_days"),
        numbers=("confirm_days",),
        help_text=gettext_lazy(
            "1行に1つ。利用の初日, 利用の最終日, 申込みの初日, 申込みの最終日, 抽選日, 当選した人が確定する日数。例: 2027-04-01, 2027-06-30, 2027-01-10, 2027-01-31, 2027-02-03, 7"
        ),
    )  # fmt: skip
    monthly_lottery = LinesField(
        label=gettext_lazy("毎月の抽選"), required=False, names=_MONTHLY, numbers=_MONTHLY,
        help_text=gettext_lazy(
            "1行だけ。利用の何か月前か, 申込みの初日, 申込みの最終日, 抽選日, 確定する日数。例: 3, 1, 10, 15, 7（3か月前の1日から10日まで申し込み、15日に抽選）"
        ),
    )  # fmt: skip
    lottery_first = LinesField(
        label=gettext_lazy("抽選で先に選べる料金区分"), required=False, names=("code",),
        help_text=gettext_lazy("1行に1つ、料金区分の記号。空なら、だれも優先しません。"),
    )  # fmt: skip
    lottery_source = forms.CharField(
        label=gettext_lazy("抽選に加える、締切のあとに公表される数字"), required=False, max_length=200,
        help_text=gettext_lazy("書くと、その数字を職員が入れるまで抽選しません。空なら、市の数字だけで抽選します。"),
    )  # fmt: skip

    def _content(self) -> dict[str, Any]:
        data = self.cleaned_data
        before = self.before if isinstance(self.before, RoomFacts) else None
        return {
            **super()._content(),
            "blocks": with_words(data["blocks"], before.blocks if before else ()),
            "equipment": with_words(data["equipment"], before.equipment if before else ()),
            "lotteries": data["lotteries"],
            "monthly_lottery": next(iter(data["monthly_lottery"]), None),
            "lottery_first": [one["code"] for one in data["lottery_first"]],
        }

    def _initial(self, before: Any, *, is_open: bool, revision: int) -> dict[str, Any]:
        found = super()._initial(before, is_open=is_open, revision=revision)
        if before is None:
            return found
        named = {"code": lambda one: one.code, "title": lambda one: one.title.ja}
        span = {"starts": lambda one: clock(one.starts), "ends": lambda one: clock(one.ends)}
        fee = {"fee": lambda one: one.fee_yen}
        days = {name: lambda one, name=name: getattr(one, name) for name in self.fields_of_lottery}
        return found | {
            "blocks": write_lines(before.blocks, {**named, **span, **fee}),
            "equipment": write_lines(before.equipment, {**named, **fee}),
            "lotteries": write_lines(before.lotteries, days),
            "monthly_lottery": write_lines(
                [before.monthly_lottery] if before.monthly_lottery else [],
                {name: lambda one, name=name: getattr(one, name) for name in _MONTHLY},
            ),
            "lottery_first": "\n".join(before.lottery_first),
        }

    fields_of_lottery = ("use_from", "use_until", "enter_from", "enter_until", "drawn_on", "confirm_days")


class CourseForm(FactsForm):
    texts = {
        "title": (gettext_lazy("名前"), True, False),
        "summary": (gettext_lazy("説明"), True, True),
        "target": (gettext_lazy("対象"), True, False),
        "bring": (gettext_lazy("持ち物"), False, False),
        "teacher": (gettext_lazy("教える人"), False, False),
        "contact": (gettext_lazy("問い合わせ先"), False, False),
        "pay_at": (gettext_lazy("料金を払うところ"), False, False),
    }
    plain = (
        "code", "kana", "topic", "is_event", "fee_yen", "seats_each", "book_until_hours", "has_waiting_list",
        "asks_age", "gives_certificate",
    )  # fmt: skip
    code = forms.SlugField(label=gettext_lazy("記号"), max_length=40, help_text=_CODE_HELP)
    kana = forms.CharField(label=gettext_lazy("名前の読み（カタカナ）"), required=False, max_length=200)
    topic = forms.ChoiceField(label=gettext_lazy("分野"), choices=list(TOPICS.items()))
    is_event = forms.BooleanField(label=gettext_lazy("講座ではなく催し"), required=False)
    fee_yen = forms.IntegerField(
        label=gettext_lazy("1人の料金（円）"), min_value=0, max_value=1_000_000, initial=0
    )
    seats_each = forms.IntegerField(
        label=gettext_lazy("1回の申込みで何人まで"), min_value=1, max_value=20, initial=1
    )
    book_until_hours = forms.IntegerField(
        label=gettext_lazy("何時間前まで申し込めるか"), min_value=0, max_value=2000, initial=24
    )
    has_waiting_list = forms.BooleanField(
        label=gettext_lazy("満員のとき空き待ちを受ける"), required=False, initial=True
    )
    asks_age = forms.BooleanField(label=gettext_lazy("年代を聞く"), required=False, initial=True)
    gives_certificate = forms.BooleanField(label=gettext_lazy("受講証明書を出す"), required=False)
    form_code = forms.CharField(
        label=gettext_lazy("申込みで聞くフォームの記号"), required=False, max_length=60,
        help_text=gettext_lazy("「フォームづくり」で公開したフォームの記号。聞くことがなければ空のままにします。"),
    )  # fmt: skip


class SessionForm(forms.Form):
    """A session of a course. `place` where it is in no room of the list."""

    code = forms.SlugField(label=gettext_lazy("記号"), max_length=40, help_text=gettext_lazy("例: s2027-01"))
    day = forms.DateField(label=gettext_lazy("日にち"), widget=forms.DateInput(attrs={"type": "date"}))
    starts = forms.TimeField(label=gettext_lazy("始まり"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=gettext_lazy("終わり"), widget=forms.TimeInput(attrs={"type": "time"}))
    seats = forms.IntegerField(label=gettext_lazy("定員"), min_value=1, max_value=100_000)
    room = forms.ChoiceField(label=gettext_lazy("会場"), required=False)
    place = forms.CharField(label=gettext_lazy("会場（一覧にないとき）"), required=False, max_length=200)

    def __init__(self, data: Any, *, houses: Sequence[FacilityView]) -> None:
        super().__init__(data)
        rooms = [
            (str(room.id), f"{house.facts.title.ja} {room.facts.title.ja}")
            for house in houses
            for room in house.rooms
        ]
        self.fields["room"].choices = [("", _("一覧にない会場")), *rooms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("room") and not data.get("place"):
            self.add_error("place", _("会場を選ぶか、書いてください。"))
        return data

    def entry(self) -> SessionEntry:
        data = self.cleaned_data
        starts_at, ends_at = (
            datetime.combine(data["day"], data[name], tzinfo=JAPAN) for name in ("starts", "ends")
        )
        return SessionEntry(
            code=data["code"],
            starts_at=starts_at,
            ends_at=ends_at,
            seats=data["seats"],
            room_id=UUID(data["room"]) if data["room"] else None,
            place=None if data["room"] else Words(ja=data["place"]),
        )


class SectionForm(forms.Form):
    """Asked once, when something new is made."""

    section = forms.ChoiceField(label=gettext_lazy("担当の課"))


class SeatsForm(forms.Form):
    seats = forms.IntegerField(label=gettext_lazy("新しい定員"), min_value=1, max_value=100_000)
    cancel_latest = forms.BooleanField(
        label=gettext_lazy("足りないときは、あとから申し込んだ人の予約を取り消して、お知らせを送る"),
        required=False,
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("中止の理由"),
        max_length=200,
        help_text=gettext_lazy("申し込んだ人へのお知らせに書かれます。"),
    )


class WalkInForm(forms.Form):
    """People who came without booking."""

    age_group = forms.ChoiceField(
        label=gettext_lazy("年代"), choices=[(one.value, AGES[one]) for one in AgeGroup]
    )
    people = forms.IntegerField(label=gettext_lazy("人数"), min_value=1, max_value=1000, initial=1)
    name = forms.CharField(
        label=gettext_lazy("名前"), required=False, max_length=80,
        help_text=gettext_lazy("受講証明書を出すときだけ。"),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """Staff's answer to somebody who asks to pay less."""

    decision = forms.ChoiceField(
        label=gettext_lazy("減免"),
        widget=forms.RadioSelect,
        choices=[("grant", gettext_lazy("認める")), ("refuse", gettext_lazy("認めない"))],
    )
    words = forms.CharField(
        label=gettext_lazy("ひとこと・理由"), required=False, max_length=200,
        help_text=gettext_lazy("認めないときは必ず書きます。申し込んだ人へのお知らせに書かれます。"),
    )  # fmt: skip


def _text(
    label: Any, language: str, language_label: Any, *, is_needed: bool, is_long: bool
) -> forms.CharField:
    return forms.CharField(
        label=label if language == "ja" else f"{label}（{language_label}）",
        widget=forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput(),
        required=is_needed and language == "ja",
        max_length=2000,
    )
