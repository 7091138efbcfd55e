"""What was changed in an entry, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.procedures.models import ProcedureChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`changes` is {key: (before, after)}; `actor` a name, empty for a pack."""

    at: datetime
    actor: str
    kind: str
    reason: str
    changes: Mapping[str, tuple[Any, Any]]


def find_proposer(*, municipality_id: UUID, procedure_id: UUID) -> str:
    """Who put an entry of the city's own forward, as the log names people; empty for an entry of a pack."""
    rows = ProcedureChange.objects.filter(municipality_id=municipality_id, procedure_id=procedure_id)
    return rows.filter(kind="added").values_list("actor", flat=True).first() or ""


def list_changes(*, municipality_id: UUID, procedure_id: UUID, limit: int = 30) -> Sequence[Change]:
    """The newest first. Two queries."""
    rows = ProcedureChange.objects.filter(municipality_id=municipality_id, procedure_id=procedure_id)
    newest = list(rows.order_by("-revision")[:limit])
    staff = {row.actor for row in newest if row.actor.startswith("staff:")}
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in staff}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return [
        Change(
            at=row.at,
            actor=names.get(ids[row.actor], "") if row.actor in ids else "",
            kind=row.kind,
            reason=row.reason,
            changes={key: (pair[0], pair[1]) for key, pair in row.changes.items()},
        )
        for row in newest
    ]
