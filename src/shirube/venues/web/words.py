"""What halls and courses are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.bookings.interface import SlotState
from shirube.kernel.calendar import format_date
from shirube.kernel.languages import ENGLISH
from shirube.kernel.words import Words
from shirube.ui.figures import format_figure
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Status
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.days import day_of, minute_of
from shirube.venues.domain.facts import MIDNIGHT, clock
from shirube.venues.domain.fees import ReductionState

TOPICS: Mapping[str, str | Promise] = {
    "smartphone": gettext_lazy("スマホ・パソコン"),
    "culture": gettext_lazy("文化・学び"),
    "health": gettext_lazy("健康・運動"),
    "children": gettext_lazy("子ども・親子"),
    "disaster": gettext_lazy("防災"),
    "community": gettext_lazy("地域・交流"),
    "other": gettext_lazy("そのほか"),
}
AGES: Mapping[AgeGroup, str | Promise] = {
    AgeGroup.UNDER_20: gettext_lazy("20歳未満"),
    AgeGroup.TO_39: gettext_lazy("20歳から39歳"),
    AgeGroup.TO_59: gettext_lazy("40歳から59歳"),
    AgeGroup.SIXTIES: gettext_lazy("60代"),
    AgeGroup.SEVENTIES: gettext_lazy("70代"),
    AgeGroup.OVER_80: gettext_lazy("80歳以上"),
    AgeGroup.UNKNOWN: gettext_lazy("答えない"),
}
REDUCTIONS: Mapping[ReductionState, str | Promise] = {
    ReductionState.NONE: gettext_lazy("減免なし"),
    ReductionState.ASKED: gettext_lazy("減免を申請中（市が確かめています）"),
    ReductionState.GRANTED: gettext_lazy("減免が認められました"),
    ReductionState.REFUSED: gettext_lazy("減免は認められませんでした"),
}
_SLOTS: Mapping[SlotState, tuple[str | Promise, str, str]] = {
    SlotState.FREE: (gettext_lazy("空きあり"), "success", "circle"),
    SlotState.FEW: (gettext_lazy("残りわずか"), "warning", ""),
    SlotState.FULL: (gettext_lazy("満員"), "neutral", "stop"),
    SlotState.CLOSED: (gettext_lazy("休み"), "neutral", "stop"),
    SlotState.NOT_YET: (gettext_lazy("受付はこれから"), "info", "clock"),
    SlotState.OVER: (gettext_lazy("受付終了"), "neutral", "done"),
    SlotState.LOTTERY: (gettext_lazy("抽選で決めます"), "info", "clock"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of ui/components/definition_list.html."""

    term: str
    text: str | SafeString | None
    note: str = ""
    url: str = ""
    missing: str = ""


def say(words: Words | None, language: str) -> str | SafeString:
    """The text in the reader's language; Japanese on an English page is marked as Japanese."""
    if words is None:
        return ""
    text = words.in_language(language)
    return japanese_words(text, language) if language == ENGLISH.code and not words.en else text


def plain(words: Words | None, language: str) -> str:
    """The text where no markup has a place."""
    return words.in_language(language) if words else ""


def yen_words(yen: int) -> str:
    return _("%(yen)s円") % {"yen": format_figure(Decimal(yen))} if yen else _("無料")


def slot_status(state: SlotState) -> Status:
    """As icon and word."""
    label, tone, icon = _SLOTS[state]
    return Status(str(label), tone, icon)


def day_words(moment: datetime, language: str) -> str:
    return format_date(day_of(moment), language)


def time_words(starts_at: datetime, ends_at: datetime) -> str:
    """9:00–12:00; the midnight that ends a day is 24:00."""
    end = minute_of(ends_at)
    if end == 0 and day_of(ends_at) > day_of(starts_at):
        end = MIDNIGHT
    return _("%(start)sから%(end)sまで") % {"start": clock(minute_of(starts_at)), "end": clock(end)}


def month_words(month: date, language: str) -> str:
    """2026年12月 · December 2026."""
    return f"{month:%B %Y}" if language == ENGLISH.code else f"{month.year}年{month.month}月"
