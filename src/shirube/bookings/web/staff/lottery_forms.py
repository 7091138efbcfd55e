"""What staff type about lotteries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.commands.lotteries.announcing import Announcement
from shirube.bookings.domain.lotteries import LotteryRules, LotteryTimes, PriorityClass
from shirube.bookings.domain.states import Source
from shirube.bookings.web.residents.lottery_forms import EnterLotteryForm
from shirube.kernel.calendar import JAPAN

_DATE = forms.DateInput({"type": "date"})
_DRAW_HOUR, _OPEN_HOUR = 10, 9
_PARTS = 3


class ClassesField(forms.CharField):
    """One class a line: priority, code, title in Japanese, English and やさしい日本語 (the last two may be missing)."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(max_length=2000, widget=forms.Textarea({"rows": 4}), **facts)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return tuple(_read_class(line) for line in lines)


class AnnounceForm(forms.Form):
    """Days in Japan: entries from the first moment of a day to the last of another, the draw at 10, all at 9 o'clock."""

    use_from = forms.DateField(label=gettext_lazy("使う日の最初の日"), widget=_DATE)
    use_until = forms.DateField(label=gettext_lazy("使う日の最後の日"), widget=_DATE)
    enters_on = forms.DateField(label=gettext_lazy("申し込みの最初の日"), widget=_DATE)
    closes_on = forms.DateField(label=gettext_lazy("申し込みの最後の日"), widget=_DATE)
    draws_on = forms.DateField(
        label=gettext_lazy("抽選の日"), widget=_DATE, help_text=gettext_lazy("10時に行います。")
    )
    opens_on = forms.DateField(
        label=gettext_lazy("残った枠を先着順で開く日"),
        widget=_DATE,
        help_text=gettext_lazy("9時から。当選した人が確定する期間のあとの日にしてください。"),
    )
    wishes_most = forms.IntegerField(
        label=gettext_lazy("希望の数（第何希望まで）"), min_value=1, max_value=10, initial=5
    )
    wins_most = forms.IntegerField(
        label=gettext_lazy("1つの申し込みで取れる枠の数"), min_value=1, max_value=100, initial=1
    )
    confirm_days = forms.IntegerField(
        label=gettext_lazy("当選した人が確定するまでの日数"), min_value=1, max_value=60, initial=7
    )
    classes = ClassesField(
        label=gettext_lazy("申し込む人の区分と優先"),
        required=False,
        help_text=gettext_lazy(
            "1行に1つ。例: 1, resident, 市内の団体, Groups of the city, 市の 中の グループ"
        ),
    )
    public_source = forms.CharField(
        label=gettext_lazy("締切のあとに公表される、加える数字"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "書くと、その数字を入れるまで抽選しません。例: 2026年12月7日の日経平均株価の終値。空なら、市の数字だけで抽選します。"
        ),
    )

    def announcement(self) -> Announcement:
        typed = self.cleaned_data
        closes_at = _moment(typed["closes_on"] + timedelta(days=1), 0)
        return Announcement(
            use_from=typed["use_from"],
            use_until=typed["use_until"],
            times=LotteryTimes(
                enters_at=_moment(typed["enters_on"], 0),
                closes_at=closes_at,
                draws_at=max(_moment(typed["draws_on"], _DRAW_HOUR), closes_at),
                opens_at=_moment(typed["opens_on"], _OPEN_HOUR),
            ),
            rules=LotteryRules(
                classes=typed["classes"],
                wishes_most=typed["wishes_most"],
                wins_most=typed["wins_most"],
                confirm_days=typed["confirm_days"],
            ),
            public_source=typed["public_source"],
        )


class PublicValueForm(forms.Form):
    """Twice, because it cannot be taken back."""

    value = forms.CharField(label=gettext_lazy("公表された数字"), max_length=200)
    again = forms.CharField(label=gettext_lazy("もう一度、同じ数字"), max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned["value"].split() != cleaned["again"].split():
            raise ValidationError(_("2つの数字がちがいます。公表されたものを見て、入れ直してください。"))
        return cleaned


class CallOffForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("抽選を取りやめる理由"),
        max_length=200,
        help_text=gettext_lazy("申し込んだ人へのお知らせに、そのまま書かれます。"),
    )


class CorrectionForm(forms.Form):
    """The class somebody belongs to, and why: they are told both."""

    priority_class = forms.ChoiceField(label=gettext_lazy("正しい区分"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("直す理由"),
        max_length=200,
        help_text=gettext_lazy("申し込んだ人へのお知らせに、そのまま書かれます。"),
    )

    def __init__(self, *args: Any, rules: LotteryRules, own: str, **facts: Any) -> None:
        super().__init__(*args, **facts)
        others = [(one.code, one.title_in("ja")) for one in rules.classes if one.code != own]
        self.fields["priority_class"].choices = others  # type: ignore[attr-defined]


class PhoneEntryForm(EnterLotteryForm):
    """The same entry, told by telephone or at the counter."""

    source = forms.ChoiceField(
        label=gettext_lazy("受けた方法"),
        choices=[(Source.PHONE, gettext_lazy("電話")), (Source.COUNTER, gettext_lazy("窓口"))],
        initial=Source.PHONE,
        widget=forms.RadioSelect,
    )


def _read_class(line: str) -> PriorityClass:
    parts = [part.strip() for part in line.replace("、", ",").replace("，", ",").split(",")]
    if len(parts) < _PARTS or not (parts[0].isascii() and parts[0].isdecimal()) or not all(parts[:_PARTS]):
        words = _("「%(text)s」は読み取れません。「1, resident, 市内の団体」のように書いてください。")
        raise ValidationError(words % {"text": line[:60]})
    english, easy = (*parts[_PARTS:], "", "")[:2]
    title = {"ja": parts[2], "en": english, "ja-easy": easy}
    return PriorityClass(code=parts[1][:40], title=title, priority=int(parts[0][:4]))


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=JAPAN)
