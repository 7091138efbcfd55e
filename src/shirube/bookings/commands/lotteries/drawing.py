"""Closing a lottery and drawing it: each happens once, whoever tries at the same moment, and however often.

What the draw is made of lies fixed since the closing, so the result is worked out before the transaction: it locks nothing,
and who is killed in the middle has changed nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.bookings.commands.lotteries.announcing import LotterySettledError, event_of
from shirube.bookings.commands.lotteries.keeping import write_protocol
from shirube.bookings.commands.lotteries.orders import order_next_steps
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.drawing import Drawn, commitment_of, draw
from shirube.bookings.domain.lotteries import EntryState, LotteryState
from shirube.bookings.domain.protocols import drawing_seed, entries_digest, result_digest
from shirube.bookings.events import LotteryDrawn
from shirube.bookings.models import Lottery, LotteryAward, LotteryEntry, LotterySlot, Slot
from shirube.bookings.models.slots import IN_LOTTERY
from shirube.bookings.queries.lotteries import get_lottery_row
from shirube.bookings.queries.lottery_entries import list_published
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.sealing import open_seed
from shirube.kernel import events
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step

_BATCH = 500


class LotteryNotDueError(ConflictError):
    """It is not closed yet, its moment has not come, or the public number is not known."""

    code = "bookings.lottery_not_due"


class SeedBrokenError(ConflictError):
    """The sealed seed is not the one that was committed to. Nothing is drawn."""

    code = "bookings.seed_broken"


class EntriesChangedError(ConflictError):
    """The entries are not those that were there at the closing. Nothing is drawn."""

    code = "bookings.entries_changed"


class PublicValueError(InvalidInputError):
    """Empty, or not wanted: the lottery names no public number."""

    code = "bookings.public_value"


@command
def close_lottery(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> bool:
    """Fix the list of entries and the places there are. False where it is closed already or still open."""
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    rows = Lottery.objects.filter(municipality_id=municipality_id, pk=row.pk)
    is_due = rows.filter(state=LotteryState.ANNOUNCED, closes_at__lte=now)
    if not is_due.update(state=LotteryState.CLOSED, closed_at=now, revision=F("revision") + 1):
        return False
    # From here on nobody enters or changes anything (entering._pass_gate).
    entries = list_published(municipality_id=municipality_id, lottery_id=row.pk)
    digest = entries_digest(entries)
    rows.update(entries_digest=digest, closing_digest=digest)
    _fix_room(row)
    _note(row, "lottery_closed", "system", now, entries=len(entries), digest=digest)
    return True


@step
def _fix_room(row: Lottery) -> None:
    """How many places each slot has; none where staff have closed it."""
    rows = list(
        LotterySlot.objects.filter(municipality_id=row.municipality_id, lottery=row).select_related("slot")
    )
    for one in rows:
        one.room = _room(one.slot)
    LotterySlot.objects.bulk_update(rows, ["room"], batch_size=_BATCH)


def _room(slot: Slot) -> int:
    return slot.capacity - slot.taken if slot.state == IN_LOTTERY else 0


@command
def state_public_value(
    *, municipality_id: UUID, lottery_id: UUID, value: str, actor: Acting, now: datetime
) -> None:
    """What appeared at the public source after the closing; once. The draw follows.

    Raises LotteryNotFoundError, NotYourResourceError, PublicValueError, LotterySettledError.
    """
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    require_runner(resource=row.resource, actor=actor)
    written = "".join(value.split())
    if not row.public_source or not written:
        raise PublicValueError
    rows = Lottery.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=LotteryState.CLOSED, public_value=""
    )
    if not rows.update(public_value=written, revision=F("revision") + 1):
        raise LotterySettledError(state=row.state)
    order_next_steps(row, at_once=True)
    _note(row, "lottery_public_value", actor.log_name, now, value=written)


def is_drawable(row: Lottery, now: datetime) -> bool:
    has_seed = not row.public_source or bool(row.public_value)
    return row.state == LotteryState.CLOSED and now >= row.draws_at and has_seed


def draw_lottery(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> None:
    """Draw, publish the seed, and plan who gets what.

    Raises LotteryNotFoundError, LotteryNotDueError, SeedBrokenError, EntriesChangedError; LotterySettledError where
    another worker has drawn it meanwhile, with the same result, or a class was corrected at this very moment.
    """
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    if not is_drawable(row, now):
        raise LotteryNotDueError(state=row.state)
    seed = open_seed(row.sealed_seed, municipality_id=municipality_id, lottery_id=row.pk)
    if commitment_of(seed) != row.commitment:
        raise SeedBrokenError
    entries = list_published(municipality_id=municipality_id, lottery_id=row.pk)
    if entries_digest(entries) != row.entries_digest:
        raise EntriesChangedError
    drawn = draw(
        seed=drawing_seed(seed, row.public_value),
        lottery=str(row.pk),
        entries=[one.as_entry() for one in entries],
        room=_rooms(row),
    )
    _write_draw(row=row, seed=seed, drawn=drawn, now=now)


def _rooms(row: Lottery) -> dict[str, int]:
    rows = LotterySlot.objects.filter(municipality_id=row.municipality_id, lottery=row)
    return {code: room or 0 for code, room in rows.values_list("code", "room")}


@command
def _write_draw(*, row: Lottery, seed: bytes, drawn: Sequence[Drawn], now: datetime) -> None:
    digest = result_digest(drawn)
    closed = Lottery.objects.filter(
        municipality_id=row.municipality_id,
        pk=row.pk,
        state=LotteryState.CLOSED,
        commitment=row.commitment,
        entries_digest=row.entries_digest,
        public_value=row.public_value,
    )
    changes = {"seed": seed.hex(), "result_digest": digest, "drawn_at": now}
    if not closed.update(state=LotteryState.DRAWN, revision=F("revision") + 1, **changes):
        raise LotterySettledError(state=row.state)
    _write_places(row, drawn, now)
    write_protocol(row=row, now=now)
    order_next_steps(row, at_once=True)
    won = sum(bool(one.won) for one in drawn)
    _note(row, "lottery_drawn", "system", now, seed=seed.hex(), digest=digest, entries=len(drawn), won=won)
    events.publish(event_of(row, LotteryDrawn, now))


@step
def _write_places(row: Lottery, drawn: Sequence[Drawn], now: datetime) -> None:
    entries = LotteryEntry.objects.filter(municipality_id=row.municipality_id, lottery=row)
    by_number = {one.number: one for one in entries.only("municipality_id", "number")}
    slots = LotterySlot.objects.filter(municipality_id=row.municipality_id, lottery=row)
    by_code = {one.code: one for one in slots}
    awards: list[LotteryAward] = []
    for one in drawn:
        entry = by_number[one.number]
        entry.place, entry.state = one.place, EntryState.WON if one.won else EntryState.LOST
        awards += [
            LotteryAward(
                municipality_id=row.municipality_id,
                entry=entry,
                lottery_slot=by_code[code],
                awarded_at=now,
            )
            for code in one.won
        ]
    drawn_rows = [by_number[one.number] for one in drawn]
    LotteryEntry.objects.bulk_update(drawn_rows, ["place", "state"], batch_size=_BATCH)
    LotteryAward.objects.bulk_create(awards, batch_size=_BATCH)


def _note(row: Lottery, act: str, actor: str, now: datetime, **facts: object) -> None:
    story = Story(municipality_id=row.municipality_id, actor=actor, now=now)
    story.note(f"bookings.lottery:{row.pk}", act, **facts)
    story.tell()
