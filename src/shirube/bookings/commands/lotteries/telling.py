"""Letters to those who entered: what they asked for, and how it ended. What was won is told with its reservation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from shirube.bookings.commands.recipients import recipient_of
from shirube.bookings.domain.lotteries import AwardState, EntryState, LotteryState
from shirube.bookings.models import LotteryAward, LotteryCorrection, LotteryEntry, LotterySlot
from shirube.bookings.queries.addresses import address_at
from shirube.bookings.queries.lotteries import booker_of_lottery_entry, entries_of
from shirube.bookings.queries.lottery_entries import entry_secret
from shirube.bookings.queries.wording import (
    closing_words,
    moment_words,
    place_words,
    subject_of,
    time_words,
    title_words,
)
from shirube.kernel.transactions import command
from shirube.notices import interface as notices

_CHUNK = 200
_OVER = {LotteryState.DRAWN, LotteryState.SETTLED, LotteryState.CALLED_OFF}


@command
def tell_entrant(*, municipality_id: UUID, entry_id: UUID, letter: str, revision: int, now: datetime) -> None:
    """Order one letter, once; nothing where no address is known."""
    row = entries_of(municipality_id).filter(pk=entry_id).first()
    if row is not None:
        _send(row, letter, revision, now)


def tell_results(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> int:
    """Tell those who lost, or that the lottery was called off; piece by piece, nobody twice. How many were looked at."""
    rows = entries_of(municipality_id).filter(lottery=lottery_id, told_at__isnull=True)
    ids = list(rows.exclude(state=EntryState.WITHDRAWN).order_by("number").values_list("pk", flat=True))
    for start in range(0, len(ids), _CHUNK):
        _tell_some(municipality_id=municipality_id, ids=ids[start : start + _CHUNK], now=now)
    return len(ids)


@command
def _tell_some(*, municipality_id: UUID, ids: list[UUID], now: datetime) -> None:
    given = LotteryAward.objects.filter(
        municipality_id=municipality_id, entry__in=ids, state=AwardState.OFFERED
    )
    winners = set(given.values_list("entry", flat=True))
    for row in entries_of(municipality_id).filter(pk__in=ids):
        letter = _letter(row, has_won=row.pk in winners)
        if letter:
            _send(row, letter, 0, now)
    LotteryEntry.objects.filter(municipality_id=municipality_id, pk__in=ids).update(told_at=now)


def _letter(row: LotteryEntry, *, has_won: bool) -> str:
    if row.lottery.state not in _OVER or has_won:
        return ""
    return "called_off" if row.lottery.state == LotteryState.CALLED_OFF else "lost"


def _send(row: LotteryEntry, letter: str, revision: int, now: datetime) -> None:
    recipient = recipient_of(row, booker_of_lottery_entry(row))
    if recipient is None:
        return
    notices.send_notice(
        municipality_id=row.municipality_id,
        kind=f"bookings.lottery_{letter}",
        recipient=recipient,
        facts=_facts(row, letter),
        subject=f"bookings.lottery_entry:{row.pk}",
        once=f"bookings.lottery_{letter}:{row.pk}:{revision}",
        now=now,
    )


def _facts(row: LotteryEntry, letter: str) -> dict[str, str]:
    lottery, language = row.lottery, row.language
    subject = subject_of(lottery.resource)
    with translation.override(language):
        entry_path = f"lotteries/entries/{row.receipt_number}/"
        facts = {
            "number": row.receipt_number,
            "secret": entry_secret(row),
            "title": title_words(subject, language),
            "place": place_words(subject, language),
            "wishes": _wish_words(row),
            "receipt": row.receipt,
            "commitment": lottery.commitment,
            "address": address_at(municipality_id=row.municipality_id, path=entry_path, language=language),
            "check_address": address_at(
                municipality_id=row.municipality_id, path=f"lotteries/{lottery.pk}/verify/", language=language
            ),
        }
        moments = {
            "entered": {
                "closes": closing_words(lottery.closes_at, language),
                "draws": moment_words(lottery.draws_at, language),
            },
            "lost": {"opens": moment_words(lottery.opens_at, language), "rank": str(row.place or "－")},
            "called_off": {"reason": lottery.reason or "－"},
            "reclassed": _correction_words(row) if letter == "reclassed" else {},
        }
    return {**facts, **moments[letter]}


def _correction_words(row: LotteryEntry) -> dict[str, str]:
    last = LotteryCorrection.objects.filter(municipality_id=row.municipality_id, entry=row)
    one = last.order_by("-corrected_at", "-id")[0]
    rules = row.lottery.lottery_rules
    titles = [rules.class_of(code) for code in (one.class_was, one.class_is)]
    was, became = (named.title_in(row.language) if named else "－" for named in titles)
    return {
        "class_was": was,
        "class_is": became,
        "reason": one.reason,
        "draws": moment_words(row.lottery.draws_at, row.language),
    }


def _wish_words(row: LotteryEntry) -> str:
    """第1希望: 2027年1月5日（火）9:00〜12:00, one under the other."""
    slots = LotterySlot.objects.filter(municipality_id=row.municipality_id, lottery=row.lottery_id)
    by_code = {one.code: one.slot for one in slots.filter(code__in=row.wishes).select_related("slot")}
    return "\n".join(
        _("第%(n)s希望: %(time)s")
        % {"n": number, "time": time_words(by_code[code].starts_at, by_code[code].ends_at, row.language)}
        for number, code in enumerate(row.wishes, 1)
        if code in by_code
    )
