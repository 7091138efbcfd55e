"""Whatever is due for a lottery, done in its order. May be called at any time, and again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from shirube.bookings.commands.lotteries.announcing import LotterySettledError
from shirube.bookings.commands.lotteries.drawing import close_lottery, draw_lottery, is_drawable
from shirube.bookings.commands.lotteries.settling import give_awards, settle_lottery
from shirube.bookings.commands.lotteries.telling import tell_results
from shirube.bookings.domain.lotteries import LotteryState
from shirube.bookings.queries.lotteries import get_lottery_row

_OVER = {LotteryState.DRAWN, LotteryState.SETTLED, LotteryState.CALLED_OFF}


def move_on(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> None:
    """Close, draw, hand over, tell, open to all: each where its moment has come, and nothing twice.

    Raises SeedBrokenError and EntriesChangedError: the job stays in the list of what is stuck, for people to look at.
    """
    which = {"municipality_id": municipality_id, "lottery_id": lottery_id}
    close_lottery(**which, now=now)
    if is_drawable(get_lottery_row(**which), now):
        # Another worker drew it at the same moment: the same result.
        with suppress(LotterySettledError):
            draw_lottery(**which, now=now)
    if get_lottery_row(**which).state in _OVER:
        give_awards(**which, now=now)
        tell_results(**which, now=now)
        settle_lottery(**which, now=now)
