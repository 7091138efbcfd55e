"""Forgetting that outlives a restore: what was forgotten after a backup is forgotten again when the backup is put back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shirube.files.models import ForgottenKey
from shirube.files.models.keyrings import NoKeyError, open_keyring
from shirube.files.models.ledger import Forgotten, append_lines, read_lines
from shirube.files.registry import forgetters
from shirube.kernel.transactions import command, step

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class ForgottenAgain:
    """`again` holders were there once more and are gone now; `spoilt` lines are unreadable or not signed by this city."""

    known: int
    again: int
    spoilt: int


@step
def note_forgotten(*, municipality_id: UUID, holder: str, now: datetime) -> None:
    """Part of the command that destroys a key: the ledger says so once it has committed.

    Danger: a line for a key that is still needed would destroy it at the next restore; so it is written after the
    commit, and a process that dies in between leaves a row that `write_forgettings` finds.
    """
    note_all_forgotten(municipality_id=municipality_id, holders=[holder], now=now)


@step
def note_all_forgotten(*, municipality_id: UUID, holders: Sequence[str], now: datetime) -> None:
    """The same for several keys that one command destroys: they are written together."""
    rows = [ForgottenKey(municipality_id=municipality_id, holder=one, forgotten_at=now) for one in holders]
    if not rows:
        return
    ForgottenKey.objects.bulk_create(rows, ignore_conflicts=True)
    keyring = open_keyring(municipality_id=municipality_id)
    lines = [Forgotten(municipality_id, one, now).line(keyring) for one in holders]
    transaction.on_commit(lambda: append_lines(lines), robust=True)


def write_forgettings(*, municipality_id: UUID) -> int:
    """Every night: write what the ledger lacks, because a process died or the disk was full; how many."""
    rows = ForgottenKey.objects.filter(municipality_id=municipality_id, is_written=False)
    some = list(rows.order_by("forgotten_at")[:_AT_ONCE])
    if not some:
        return 0
    there = {one.holder for one in _signed(municipality_id)[0]}
    lacking = [one for one in some if one.holder not in there]
    keyring = open_keyring(municipality_id=municipality_id)
    if lacking:
        append_lines(
            [Forgotten(municipality_id, one.holder, one.forgotten_at).line(keyring) for one in lacking]
        )
    _mark_written(municipality_id=municipality_id, ids=[one.pk for one in some])
    return len(lacking)


def forget_again(*, municipality_id: UUID, now: datetime, since: datetime | None = None) -> ForgottenAgain:
    """Forget what the ledger says was forgotten (`since` a moment) and the database still holds.

    May be repeated. In short transactions.
    """
    signed, spoilt = _signed(municipality_id)
    said = [one for one in signed if since is None or one.at >= since]
    again = sum(_forget(one, now) for one in said)
    return ForgottenAgain(known=len(said), again=again, spoilt=spoilt)


def _forget(one: Forgotten, now: datetime) -> bool:
    kind = one.holder.partition(":")[0]
    return kind in forgetters and forgetters[kind].forget(
        municipality_id=one.municipality_id, holder=one.holder, now=now
    )


@command
def _mark_written(*, municipality_id: UUID, ids: Sequence[UUID]) -> None:
    ForgottenKey.objects.filter(municipality_id=municipality_id, pk__in=ids).update(is_written=True)


def _signed(municipality_id: UUID) -> tuple[list[Forgotten], int]:
    """What this city has signed, and how many lines nobody can rely on."""
    try:
        keyring = open_keyring(municipality_id=municipality_id)
    except NoKeyError:
        return [], 0
    found, spoilt = [], 0
    for line in read_lines():
        if line is None:
            spoilt += 1
        elif line[0].municipality_id == municipality_id:
            is_ours = line[0].is_signed_by(keyring, line[1])
            spoilt += not is_ours
            found += [line[0]] if is_ours else []
    return found, spoilt
