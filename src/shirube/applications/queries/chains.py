"""Chains that did not get to their end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.interface import Actor
from shirube.applications.models import ChainStep, StepName, StepState

STUCK_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckChain:
    """A case whose chain stands still at `step`. `error`: a code, empty where no worker has come to it."""

    case_id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    step: str
    attempts: int
    error: str
    since: datetime


def list_stuck_chains(
    *, municipality_id: UUID, actor: Actor, now: datetime, limit: int = 100
) -> Sequence[StuckChain]:
    """What is stuck in the actor's sections, the longest first; `retry_chain` sets it going again. Cost: one query."""
    mine = {section_id for _, section_id in actor.sections}
    stuck = Q(state=StepState.FAILED) | Q(created_at__lt=now - STUCK_AFTER)
    rows = open_steps(municipality_id).filter(
        stuck, case__municipality_id=municipality_id, case__section_id__in=mine
    )
    found: dict[UUID, StuckChain] = {}
    for row in rows.select_related("case").order_by("created_at", "position")[: limit * len(StepName)]:
        found.setdefault(row.case_id, _stuck(row))
    return list(found.values())[:limit]


def open_steps(municipality_id: UUID) -> QuerySet[ChainStep]:
    open_states = [StepState.WAITING, StepState.FAILED]
    return ChainStep.objects.filter(municipality_id=municipality_id, state__in=open_states)


def _stuck(row: ChainStep) -> StuckChain:
    return StuckChain(
        case_id=row.case_id,
        receipt_number=row.case.receipt_number,
        procedure_code=row.case.procedure_code,
        section_id=row.case.section_id,
        step=row.name,
        attempts=row.attempts,
        error=row.error,
        since=row.tried_at or row.created_at,
    )
