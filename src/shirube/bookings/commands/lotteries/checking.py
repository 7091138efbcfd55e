"""Whether people belong to the class they entered by: staff look at it before the draw, and say so or correct it.

The order of the draw hangs on the class. What is corrected after the closing changes the fixed list of entries; so it is
published with the number of the entry and both priorities, and whoever undoes it gets the digest of the closing again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.bookings.commands.lotteries.announcing import LotterySettledError
from shirube.bookings.commands.lotteries.entering import PriorityClassError
from shirube.bookings.commands.lotteries.orders import order_entry_letter
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.lotteries import EntryState, LotteryState, PriorityClass
from shirube.bookings.domain.protocols import entries_digest
from shirube.bookings.models import Lottery, LotteryCorrection, LotteryEntry
from shirube.bookings.queries.lotteries import get_entry_row, get_lottery_row
from shirube.bookings.queries.lottery_entries import list_published
from shirube.bookings.queries.rights import require_runner
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step


class CorrectionReasonError(InvalidInputError):
    """Who is put into another class is told why."""

    code = "bookings.correction_reason"


@command
def confirm_classes(
    *, municipality_id: UUID, lottery_id: UUID, entry_ids: Sequence[UUID], actor: Actor, now: datetime
) -> int:
    """Staff have looked: these belong to the class they named. How many were not checked before.

    LotteryNotFoundError, NotYourResourceError, LotterySettledError once it is drawn.
    """
    row = _open_row(municipality_id, lottery_id, actor)
    entries = LotteryEntry.objects.filter(
        municipality_id=municipality_id, lottery=row, state=EntryState.ENTERED, class_checked_at__isnull=True
    )
    count = entries.filter(pk__in=list(entry_ids)).update(
        class_checked_at=now, class_checked_by=actor.log_name, revision=F("revision") + 1
    )
    if count:
        story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
        story.note(f"bookings.lottery:{row.pk}", "lottery_classes_checked", entries=count)
        story.tell()
    return count


@command
def correct_class(
    *,
    municipality_id: UUID,
    entry_id: UUID,
    priority_class: str,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Put an entry into the class it belongs to, and tell the entrant why.

    LotteryEntryNotFoundError, NotYourResourceError, PriorityClassError, CorrectionReasonError, LotterySettledError.
    """
    entry = get_entry_row(municipality_id=municipality_id, entry_id=entry_id, actor=actor)
    row = _open_row(municipality_id, entry.lottery_id, actor)
    named = row.lottery_rules.class_of(priority_class)
    if named is None or named.code == entry.priority_class:
        raise PriorityClassError
    if not reason.strip():
        raise CorrectionReasonError
    _write(entry, row, named, actor, now)
    _correct(entry, row, named, reason.strip(), actor, now)
    _renew_digest(row)
    order_entry_letter(row=entry, letter="reclassed")
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    facts = {"was": entry.priority_class, "became": named.code, "reason": reason.strip()}
    story.note(f"bookings.lottery_entry:{entry.pk}", "lottery_class_corrected", **facts)
    story.tell()


def _open_row(municipality_id: UUID, lottery_id: UUID, actor: Actor) -> Lottery:
    """The lottery, locked against its closing and its draw until the commit. LotterySettledError."""
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    require_runner(resource=row.resource, actor=actor)
    rows = Lottery.objects.filter(municipality_id=municipality_id, pk=row.pk)
    undrawn = rows.filter(state__in=[LotteryState.ANNOUNCED, LotteryState.CLOSED], public_value="")
    # Danger: once the public number is known, everybody's lot is nearly known to who has the seed; nothing moves then.
    if not undrawn.update(revision=F("revision") + 1):
        raise LotterySettledError(state=row.state)
    return get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)


@step
def _write(entry: LotteryEntry, row: Lottery, named: PriorityClass, actor: Actor, now: datetime) -> None:
    entries = LotteryEntry.objects.filter(
        municipality_id=row.municipality_id, pk=entry.pk, state=EntryState.ENTERED
    )
    changed = entries.update(
        priority_class=named.code,
        priority=named.priority,
        class_checked_at=now,
        class_checked_by=actor.log_name,
        revision=F("revision") + 1,
    )
    if not changed:
        raise LotterySettledError(state=entry.state)
    entry.revision += 1


@step
def _correct(
    entry: LotteryEntry, row: Lottery, named: PriorityClass, reason: str, actor: Actor, now: datetime
) -> None:
    LotteryCorrection.objects.create(
        municipality_id=row.municipality_id,
        entry=entry,
        class_was=entry.priority_class,
        priority_was=entry.priority,
        class_is=named.code,
        priority_is=named.priority,
        reason=reason,
        is_after_closing=row.state == LotteryState.CLOSED,
        corrected_by=actor.log_name,
        corrected_at=now,
    )


@step
def _renew_digest(row: Lottery) -> None:
    """After the closing the list is another one, and says so."""
    if row.state != LotteryState.CLOSED:
        return
    digest = entries_digest(list_published(municipality_id=row.municipality_id, lottery_id=row.pk))
    Lottery.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(
        entries_digest=digest, closing_digest=row.closing_digest or row.entries_digest
    )
