"""Writing an entry. It is a step: it commits or vanishes with the change it tells of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.audit.domain.chain import entry_hash
from shirube.audit.models import ChainHead, Entry
from shirube.kernel.transactions import step

SYSTEM = "system"


def staff_actor(user_id: UUID) -> str:
    """How a member of staff stands in the log."""
    return f"staff:{user_id}"


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
    ChainHead.objects.get_or_create(municipality_id=municipality_id)
    head = ChainHead.objects.select_for_update().get(municipality_id=municipality_id)
    content = {
        "number": head.number + 1,
        "actor": actor,
        "action": action,
        "subject": subject,
        "facts": facts,
    }
    digest = entry_hash(head.hash, now, content)
    Entry.objects.create(
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
    ChainHead.objects.filter(municipality_id=municipality_id).update(number=head.number + 1, hash=digest)
