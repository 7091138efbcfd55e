"""The lotteries that a room's policy asks for: when entries are taken, when it is drawn, when the rest is open to all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shirube.venues.domain.days import add_months, moment_of
from shirube.venues.domain.facts import LotteryPeriod, MonthlyLottery, RoomFacts

_DRAW_MINUTE, _OPEN_MINUTE = 10 * 60, 9 * 60
# Announced so long before its entries begin: people read of it in the city's monthly paper.
AHEAD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Moments:
    """Entries from the first moment of a day to the last of another; the draw at 10, the rest to all at 9 o'clock."""

    enters_at: datetime
    closes_at: datetime
    draws_at: datetime
    opens_at: datetime


def moments_of(period: LotteryPeriod) -> Moments:
    """Winners have all their days to confirm, except where the use itself would begin before."""
    closes_at = moment_of(period.enter_until + timedelta(days=1), 0)
    opens_on = period.drawn_on + timedelta(days=period.confirm_days + 1)
    latest = max(period.drawn_on + timedelta(days=2), period.use_from)
    return Moments(
        enters_at=moment_of(period.enter_from, 0),
        closes_at=closes_at,
        draws_at=max(moment_of(period.drawn_on, _DRAW_MINUTE), closes_at),
        opens_at=moment_of(min(opens_on, latest), _OPEN_MINUTE),
    )


def periods_to_announce(room: RoomFacts, today: date) -> list[LotteryPeriod]:
    """Those whose entries have not ended and begin within a month, the next to begin first."""
    periods = [*room.lotteries, *(_monthly(room.monthly_lottery, today) if room.monthly_lottery else ())]
    near = [one for one in periods if today <= one.enter_until and one.enter_from <= today + AHEAD]
    return sorted(near, key=lambda one: one.enter_from)


def _monthly(rule: MonthlyLottery, today: date) -> list[LotteryPeriod]:
    """Of the entries of this month and of the two that follow."""
    return [_in_month(rule, add_months(today, count)) for count in range(3)]


def _in_month(rule: MonthlyLottery, month: date) -> LotteryPeriod:
    use_from = add_months(month, rule.months_before)
    return LotteryPeriod(
        use_from=use_from,
        use_until=add_months(use_from, 1) - timedelta(days=1),
        enter_from=month.replace(day=rule.enter_from_day),
        enter_until=month.replace(day=rule.enter_until_day),
        drawn_on=month.replace(day=rule.drawn_day),
        confirm_days=rule.confirm_days,
    )
