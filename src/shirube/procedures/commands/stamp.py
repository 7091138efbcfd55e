"""What every write of the catalogue leaves behind: the raised stamp, the history, the log, the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.transactions import step
from shirube.procedures.events import ProcedureChanged
from shirube.procedures.models import Catalogue, Procedure, ProcedureChange

Changes = Mapping[str, tuple[Any, Any]]


@step
def raise_stamp(*, municipality_id: UUID, now: datetime) -> None:
    """Pages and programs that remember the catalogue read it anew."""
    Catalogue.objects.get_or_create(municipality_id=municipality_id, defaults={"changed_at": now})
    rows = Catalogue.objects.filter(municipality_id=municipality_id)
    rows.update(revision=F("revision") + 1, changed_at=now)


@step
def record_change(
    *, row: Procedure, kind: str, changes: Changes, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Keep what is different now, and say so."""
    ProcedureChange.objects.create(
        municipality_id=row.municipality_id,
        procedure=row,
        revision=row.revision,
        at=now,
        actor=actor.log_name,
        kind=kind,
        reason=reason,
        changes={key: list(pair) for key, pair in changes.items()},
    )
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=f"procedures.procedure_{kind}",
        subject=f"procedures.procedure:{row.pk}",
        now=now,
        facts={"code": row.code, "revision": row.revision, "keys": sorted(changes)},
    )
    raise_stamp(municipality_id=row.municipality_id, now=now)
    events.publish(
        ProcedureChanged(
            municipality_id=row.municipality_id, procedure_code=row.code, keys=tuple(sorted(changes))
        )
    )
