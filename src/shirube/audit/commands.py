"""Writing an entry. It is a step: it commits or vanishes with the change it tells of."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.audit.domain.chain import entry_frame, entry_hash
from shirube.audit.models import ChainHead, Entry
from shirube.kernel.ids import new_id
from shirube.kernel.prepared import PreparedRead, database_in_use
from shirube.kernel.prepared_writes import PreparedInsert, PreparedUpdate, send_along
from shirube.kernel.scope import current_municipality
from shirube.kernel.transactions import step

SYSTEM = "system"


def staff_actor(user_id: UUID) -> str:
    """How a member of staff stands in the log."""
    return f"staff:{user_id}"


# The lock puts writers in line on PostgreSQL.
_HEAD = PreparedRead(
    lambda municipality_id: ChainHead.objects.select_for_update().filter(municipality_id=municipality_id),
    municipality_id=UUID,
)

_ENTRY = PreparedInsert(Entry)
_MOVE_HEAD = PreparedUpdate(
    lambda municipality_id, number, digest: (
        ChainHead.objects.filter(municipality_id=municipality_id),
        {"number": number, "hash": digest},
    ),
    municipality_id=UUID,
    number=int,
    digest=str,
)
# Cost: all writers of a city wait for this row until the commit. PostgreSQL links the entry itself, as entry_hash does: a
# journey to the server and back, and our own reckoning, would lie within that time.
_APPEND = """
WITH head AS (
    SELECT number + 1 AS number, hash FROM audit_chainhead
    WHERE municipality_id = %s AND municipality_id = %s FOR UPDATE
), entry AS (
    INSERT INTO audit_entry
        (id, municipality_id, number, at, actor, action, subject, facts, previous_hash, hash)
    SELECT %s::uuid, %s::uuid, number, %s::timestamptz, %s::text, %s::text, %s::text, %s::jsonb, hash,
        encode(sha256(convert_to('["' || hash || %s::text || number::text || %s::text, 'UTF8')), 'hex')
    FROM head RETURNING number, hash
)
UPDATE audit_chainhead SET number = entry.number, hash = entry.hash FROM entry WHERE municipality_id = %s
"""


@step
def record(
    *,
    municipality_id: UUID,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    """Append one entry to the municipality's chain.

    `actor` is "staff:<id>", "resident:<id>" or "system"; `subject` is "<room>.<thing>:<id>"; `facts` holds plain
    JSON values and never personal data beyond what the reader of the log must see.
    """
    facts = facts or {}
    content: dict[str, Any] = {"actor": actor, "action": action, "subject": subject, "facts": facts}
    if database_in_use().vendor == "postgresql":
        _append_there(municipality_id, now, **content)
        return
    head = _lock_head(municipality_id)
    digest = entry_hash(head.hash, now, {**content, "number": head.number + 1})
    entry = Entry(
        municipality_id=municipality_id,
        number=head.number + 1,
        at=now,
        previous_hash=head.hash,
        hash=digest,
        **content,
    )
    _ENTRY.insert(entry)
    _MOVE_HEAD.update(municipality_id=municipality_id, number=head.number + 1, digest=digest)


def _append_there(
    municipality_id: UUID, now: datetime, *, actor: str, action: str, subject: str, facts: dict[str, object]
) -> None:
    """NoScopeError outside any scope; in another one's nothing is found and nothing written."""
    before, behind = entry_frame(now, actor=actor, action=action, subject=subject, facts=facts)
    written = json.dumps(facts, ensure_ascii=False)
    values: list[Any] = [
        *(municipality_id, current_municipality()),
        *(new_id(), municipality_id, now, actor, action, subject, written),
        *(before, behind, municipality_id),
    ]
    if not send_along(_APPEND, values):
        _lock_head(municipality_id)
        send_along(_APPEND, values)


def _lock_head(municipality_id: UUID) -> ChainHead:
    if (head := _HEAD.find(municipality_id=municipality_id)) is not None:
        return head
    # The first entry of the municipality; of two writers at once both find the one that was made.
    ChainHead.objects.get_or_create(municipality_id=municipality_id)
    return ChainHead.objects.select_for_update().get(municipality_id=municipality_id)
