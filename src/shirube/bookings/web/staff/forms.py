"""What staff type."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.domain.groups import Decision
from shirube.bookings.domain.hours import HoursInvalidError, Span, WeeklyHours, check_hours, check_spans
from shirube.bookings.domain.states import Source

WEEKDAYS = "月火水木金土日"
_SEPARATORS = re.compile(r"[,、\s]+")
_DASHES = re.compile(r"[-〜～ー−–]")


def read_spans(text: str) -> list[Span]:
    """`09:00-12:00、13:00-17:00`; ValidationError."""
    spans = []
    for part in filter(None, _SEPARATORS.split(text.strip())):
        begins, dash, ends = part, "", ""
        if found := _DASHES.search(part):
            begins, dash, ends = part[: found.start()], found.group(), part[found.end() :]
        if not dash:
            raise ValidationError(
                _("「%(text)s」は読み取れません。09:00-12:00 のように書いてください。") % {"text": part}
            )
        spans.append(Span(begins, ends))
    try:
        check_spans(spans)
    except HoursInvalidError as error:
        words = _("「%(text)s」は読み取れないか、重なっています。") % {"text": error.facts["text"]}
        raise ValidationError(words) from error
    return spans


def write_spans(spans: Any) -> str:
    return "、".join(f"{span.begins}-{span.ends}" for span in spans)


class SpansField(forms.CharField):
    """Opening hours of one day; empty is closed."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(max_length=200, required=False, **facts)

    def clean(self, value: Any) -> Any:
        return read_spans(super().clean(value))


class CalendarForm(forms.Form):
    code = forms.SlugField(
        label=gettext_lazy("記号"),
        max_length=40,
        help_text=gettext_lazy("半角の英小文字と数字。あとから変えられません。"),
    )
    title = forms.CharField(label=gettext_lazy("名前"), max_length=80)
    closed_on_holidays = forms.BooleanField(
        label=gettext_lazy("祝日と年末年始（12月29日〜1月3日）は休む"), required=False, initial=True
    )

    def __init__(self, *args: Any, **facts: Any) -> None:
        super().__init__(*args, **facts)
        for number, name in enumerate(WEEKDAYS):
            self.fields[f"day{number}"] = SpansField(
                label=_("%(day)s曜日") % {"day": name},
                help_text=_("例: 09:00-12:00、13:00-17:00。空は休み。") if number == 0 else "",
            )

    def hours(self) -> list[WeeklyHours]:
        found = [
            WeeklyHours(number, span)
            for number in range(len(WEEKDAYS))
            for span in self.cleaned_data[f"day{number}"]
        ]
        check_hours(found)
        return found


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("日"), widget=forms.DateInput({"type": "date"}))
    hours = SpansField(
        label=gettext_lazy("時間"),
        help_text=gettext_lazy("例: 09:00-12:00。空にすると、その日は休みになります。"),
    )
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=80)
    cancel = forms.BooleanField(
        label=gettext_lazy("時間の外にある予約を取り消して、予約した人に知らせる"), required=False
    )


class CapacityForm(forms.Form):
    capacity = forms.IntegerField(label=gettext_lazy("定員"), min_value=0, max_value=100_000)
    cancel_latest = forms.BooleanField(
        label=gettext_lazy("足りないときは、新しい予約から取り消して知らせる"), required=False
    )
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=200, required=False)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("受付を止める理由"),
        max_length=200,
        help_text=gettext_lazy("予約した人へのお知らせに、そのまま書かれます。"),
    )


class PhoneForm(forms.Form):
    """A booking by telephone or at the counter."""

    name = forms.CharField(label=gettext_lazy("名前"), max_length=100)
    phone = forms.CharField(label=gettext_lazy("電話番号"), max_length=30, required=False)
    mail = forms.EmailField(label=gettext_lazy("メールアドレス"), max_length=254, required=False)
    quantity = forms.IntegerField(label=gettext_lazy("数"), min_value=1, max_value=1000, initial=1)
    source = forms.ChoiceField(
        label=gettext_lazy("受けた方法"),
        choices=[(Source.PHONE, gettext_lazy("電話")), (Source.COUNTER, gettext_lazy("窓口"))],
        initial=Source.PHONE,
        widget=forms.RadioSelect,
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("mail") or cleaned.get("phone")):
            raise ValidationError(_("電話番号かメールアドレスの、どちらかを入れてください。"))
        return cleaned


class RushForm(forms.Form):
    """A round of the waiting room."""

    opens_at = forms.DateTimeField(
        label=gettext_lazy("受付を始める日時"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
        help_text=gettext_lazy(
            "この時刻より前に来た人の順番は、この時刻にくじで決めます。空にすると、今から来た順に案内します。"
        ),
    )
    doors_minutes = forms.IntegerField(
        label=gettext_lazy("待合室を開けるのは、受付の何分前か"), min_value=0, max_value=24 * 60, initial=60
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("1分に案内する人数（多くて）"),
        min_value=1,
        max_value=6000,
        initial=300,
        help_text=gettext_lazy("この数より来る人が少ないときは、だれも待ちません。"),
    )
    inside_most = forms.IntegerField(
        label=gettext_lazy("同時に予約の画面を使う人数（多くて）"), min_value=1, max_value=2000, initial=100
    )
    stay_minutes = forms.IntegerField(
        label=gettext_lazy("案内してから予約できる時間（分）"), min_value=2, max_value=60, initial=10
    )


class ReviewForm(forms.Form):
    """Staff decide about a group."""

    decision = forms.ChoiceField(
        label=gettext_lazy("決めること"),
        choices=[
            (Decision.ACCEPT, gettext_lazy("登録を認める")),
            (Decision.RETURN, gettext_lazy("直してもらう（差し戻す）")),
            (Decision.REFUSE, gettext_lazy("断る")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "差し戻すときと断るときに要ります。代表者へのお知らせに、そのまま書かれます。"
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") not in {None, Decision.ACCEPT.value} and not cleaned.get("reason"):
            self.add_error("reason", _("理由を書いてください。"))
        return cleaned
