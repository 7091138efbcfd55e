"""The protocol of a lottery: everything with which anybody repeats its draw, and nothing of any person."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.bookings.domain.lotteries import Stage
from shirube.bookings.domain.protocols import FORMAT, PublishedEntry, drawing_seed
from shirube.bookings.models import LotteryCorrection, LotteryProtocol
from shirube.bookings.queries.lotteries import (
    LotterySlotView,
    LotteryView,
    get_lottery,
    list_lottery_slots,
)
from shirube.bookings.queries.lottery_entries import list_awards, list_places, list_published
from shirube.kernel.calendar import JAPAN

# Until then the list may still change, and who wished for what is nobody's matter.
HIDDEN = frozenset({Stage.COMING, Stage.OPEN, Stage.CALLED_OFF})


def protocol_of(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> dict[str, Any]:
    """As it is published (repeated by `static/bookings/verify_lottery.py`). LotteryNotFoundError.

    From the draw on it is the one that was kept then, with the digest of its text; only where the lottery stands by now,
    and what was passed on later, is added. Cost: five queries before the draw, four after it.
    """
    which = {"municipality_id": municipality_id, "lottery_id": lottery_id}
    kept = LotteryProtocol.objects.filter(**which).first()
    if kept is None:
        return {**make_protocol(**which, now=now), "protocol_digest": ""}
    stage = get_lottery(**which, now=now).stage.value
    content: dict[str, Any] = json.loads(zlib.decompress(kept.packed))
    return {**content, "stage": stage, "later": _later(**which), "protocol_digest": kept.digest}


def make_protocol(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> dict[str, Any]:
    """From the rows as they stand. LotteryNotFoundError."""
    which = {"municipality_id": municipality_id, "lottery_id": lottery_id}
    lottery = get_lottery(**which, now=now)
    is_fixed = bool(lottery.entries_digest) and lottery.stage not in HIDDEN
    entries = list_published(**which) if is_fixed else []
    content = _head(lottery)
    content["slots"] = [_slot(one) for one in list_lottery_slots(**which)]
    content["entries"] = [_entry(one) for one in entries]
    content["corrections"] = _corrections(municipality_id, lottery_id) if is_fixed else []
    content["result"] = _result(municipality_id, lottery_id) if lottery.drawn_at else []
    content["later"] = _later(municipality_id, lottery_id) if lottery.drawn_at else []
    return content


def _head(lottery: LotteryView) -> dict[str, Any]:
    times = lottery.times
    return {
        "format": FORMAT,
        "lottery": str(lottery.id),
        "stage": lottery.stage.value,
        "use_from": lottery.use_from.isoformat(),
        "use_until": lottery.use_until.isoformat(),
        "announced_at": _moment(lottery.announced_at),
        "enters_at": _moment(times.enters_at),
        "closes_at": _moment(times.closes_at),
        "draws_at": _moment(times.draws_at),
        "opens_at": _moment(times.opens_at),
        "closed_at": _moment(lottery.closed_at),
        "drawn_at": _moment(lottery.drawn_at),
        "classes": [
            {"code": one.code, "title": dict(one.title), "priority": one.priority}
            for one in lottery.rules.classes
        ],
        "commitment": lottery.commitment,
        "public_source": lottery.public_source,
        "public_value": lottery.public_value,
        "seed": lottery.seed,
        "drawing_seed": _drawing_seed(lottery),
        "closing_digest": lottery.closing_digest,
        "entries_digest": lottery.entries_digest,
        "result_digest": lottery.result_digest,
    }


def _drawing_seed(lottery: LotteryView) -> str:
    return drawing_seed(bytes.fromhex(lottery.seed), lottery.public_value).hex() if lottery.seed else ""


def _slot(one: LotterySlotView) -> dict[str, Any]:
    return {
        "code": one.code,
        "starts_at": _moment(one.starts_at),
        "ends_at": _moment(one.ends_at),
        "room": one.room,
    }


def _entry(one: PublishedEntry) -> dict[str, Any]:
    return {
        "number": one.number,
        "receipt": one.receipt,
        "priority": one.priority,
        "quantity": one.quantity,
        "most": one.most,
        "wishes": list(one.wishes),
    }


def _result(municipality_id: UUID, lottery_id: UUID) -> list[dict[str, Any]]:
    awards = list_awards(municipality_id=municipality_id, lottery_id=lottery_id)
    won: dict[int, list[str]] = {}
    for award in awards:
        if not award.is_later:
            won.setdefault(award.entry.number, []).append(award.lottery_slot.code)
    return [
        {"place": place, "number": number, "won": won.get(number, [])}
        for place, number in list_places(municipality_id=municipality_id, lottery_id=lottery_id)
    ]


def _corrections(municipality_id: UUID, lottery_id: UUID) -> list[dict[str, Any]]:
    """Classes that staff corrected after the closing, in their order; why stays between them and the entrant."""
    rows = LotteryCorrection.objects.filter(
        municipality_id=municipality_id, entry__lottery=lottery_id, is_after_closing=True
    )
    return [
        {
            "number": one.entry.number,
            "priority_was": one.priority_was,
            "priority_is": one.priority_is,
            "corrected_at": _moment(one.corrected_at),
        }
        for one in rows.select_related("entry").order_by("corrected_at", "id")
    ]


def _later(municipality_id: UUID, lottery_id: UUID) -> list[dict[str, Any]]:
    """What was passed on after the draw."""
    awards = list_awards(municipality_id=municipality_id, lottery_id=lottery_id)
    return [
        {
            "number": award.entry.number,
            "slot": award.lottery_slot.code,
            "offered_at": _moment(award.awarded_at),
        }
        for award in awards
        if award.is_later
    ]


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(JAPAN).isoformat(timespec="seconds") if at else None
