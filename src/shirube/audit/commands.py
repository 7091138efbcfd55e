"""Writing an entry. It is a step: it commits or vanishes with the change it tells of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.audit.domain.chain import entry_hash
from shirube.audit.models import ChainHead, Entry
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.prepared_writes import PreparedInsert, PreparedUpdate
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
    head = _lock_head(municipality_id)
    content = {
        "number": head.number + 1,
        "actor": actor,
        "action": action,
        "subject": subject,
        "facts": facts,
    }
    digest = entry_hash(head.hash, now, content)
    entry = Entry(
        municipality_id=municipality_id,
        number=head.number + 1,
        at=now,
        actor=actor,
        action=action,
        subject=subject,
        facts=facts,
        previous_hash=head.hash,
        hash=digest,
    )
    _ENTRY.insert(entry)
    _MOVE_HEAD.update(municipality_id=municipality_id, number=head.number + 1, digest=digest)


def _lock_head(municipality_id: UUID) -> ChainHead:
    if (head := _HEAD.find(municipality_id=municipality_id)) is not None:
        return head
    # The first entry of the municipality; of two writers at once both find the one that was made.
    ChainHead.objects.get_or_create(municipality_id=municipality_id)
    return ChainHead.objects.select_for_update().get(municipality_id=municipality_id)
