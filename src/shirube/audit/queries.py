"""Reading and checking the chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.audit.domain.chain import GENESIS, entry_hash
from shirube.audit.models import ChainHead, Entry


@dataclass(frozen=True, slots=True)
class EntryLine:
    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    facts: dict[str, object]


def list_entries(*, municipality_id: UUID, before: int | None = None, limit: int = 50) -> Sequence[EntryLine]:
    """The newest entries first; `before` continues behind an entry's number (keyset)."""
    entries = Entry.objects.filter(municipality_id=municipality_id).order_by("-number")
    if before is not None:
        entries = entries.filter(number__lt=before)
    return [EntryLine(e.number, e.at, e.actor, e.action, e.subject, e.facts) for e in entries[:limit]]


def list_entries_about(*, municipality_id: UUID, subject: str, limit: int = 50) -> Sequence[EntryLine]:
    """The newest entries about one subject first."""
    entries = Entry.objects.filter(municipality_id=municipality_id, subject=subject).order_by("-number")
    return [EntryLine(e.number, e.at, e.actor, e.action, e.subject, e.facts) for e in entries[:limit]]


def find_broken_link(*, municipality_id: UUID) -> int | None:
    """The number of the first entry that does not follow from the one before, or None when the chain holds.

    Reads the whole chain in order, as a stream; a missing last entry shows against the head.
    """
    number, previous = 0, GENESIS
    for entry in Entry.objects.filter(municipality_id=municipality_id).order_by("number").iterator(2000):
        number += 1
        if entry.number != number or entry.previous_hash != previous or entry.hash != _expected_hash(entry):
            return number
        previous = entry.hash
    head = ChainHead.objects.filter(municipality_id=municipality_id).first()
    return None if head is None or head.number == number else number + 1


def _expected_hash(entry: Entry) -> str:
    content = {
        "number": entry.number,
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "facts": entry.facts,
    }
    return entry_hash(entry.previous_hash, entry.at, content)
