"""Lotteries on the pages of rooms: what is told of them, and the days they decide about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import format_date
from shirube.venues.domain.days import day_of
from shirube.venues.domain.facts import MonthlyLottery
from shirube.venues.queries.facilities import RoomView
from shirube.venues.web.public.reader import Reader

_OVER = frozenset({bookings.Stage.SETTLED, bookings.Stage.CALLED_OFF})


@dataclass(frozen=True, slots=True)
class LotteryNotice:
    """A notice of ui/components/notice.html with its link."""

    title: str
    text: str
    url: str
    url_label: str


def running_lotteries(room: RoomView, reader: Reader) -> list[bookings.LotteryView]:
    """Those that still keep blocks of the room from who comes first."""
    if room.resource_id is None:
        return []
    found = bookings.list_lotteries(**reader.look, now=reader.now, resource_ids=[room.resource_id])
    return [one for one in found if one.stage not in _OVER]


def lottery_notice(lottery: bookings.LotteryView, language: str) -> LotteryNotice:
    times = lottery.times
    words = {
        "use_from": format_date(lottery.use_from, language),
        "use_until": format_date(lottery.use_until, language),
        "enters": format_date(day_of(times.enters_at), language),
        "closes": format_date(day_of(times.closes_at - timedelta(seconds=1)), language),
        "draws": format_date(day_of(times.draws_at), language),
        "opens": format_date(day_of(times.opens_at), language),
    }
    is_open = lottery.stage is bookings.Stage.OPEN
    return LotteryNotice(
        title=_("抽選で決める期間があります"),
        text=_(
            "%(use_from)sから%(use_until)sまでの利用は、抽選で決めます。申込みは%(enters)sから%(closes)sまで、抽選は%(draws)sです。"
            "残った区分は、%(opens)sから先着順で予約できます。"
        )
        % words,
        url=reverse("bookings:lottery", args=[lottery.id]),
        url_label=_("抽選に申し込む") if is_open else _("抽選について見る"),
    )


def lottery_days(
    slots: Iterable[bookings.SlotView], lotteries: Sequence[bookings.LotteryView]
) -> Mapping[date, str]:
    """The days with blocks that are drawn for, each with the page of its lottery."""
    drawn = {day_of(slot.starts_at) for slot in slots if slot.state is bookings.SlotState.LOTTERY}
    return {
        day: reverse("bookings:lottery", args=[one.id])
        for day in drawn
        for one in lotteries
        if one.use_from <= day <= one.use_until
    }


def monthly_words(rule: MonthlyLottery) -> str:
    """When entries are taken for each month of use."""
    return _(
        "使う月の%(months)sか月前の%(first)s日から%(last)s日まで申し込みを受け、%(drawn)s日に抽選します。"
    ) % {
        "months": rule.months_before,
        "first": rule.enter_from_day,
        "last": rule.enter_until_day,
        "drawn": rule.drawn_day,
    }
