"""Doing the steps of a chain: together in one transaction, and one by one where that does not go well.

Cost: a commit waits for the disk, so that four of them would take longer than the work. One by one, what went well stays
done, and the step that fails stops the chain until it is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.applications.commands.chain_steps import ACTS, PREPARATIONS, Prepared
from shirube.applications.models import Case, ChainStep, StepName, StepState
from shirube.kernel.errors import DomainError
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.prepared_writes import PreparedUpdate
from shirube.kernel.transactions import command

logger = logging.getLogger(__name__)

_ENDED = (StepState.DONE, StepState.SKIPPED)


class _TakenMeanwhileError(Exception):
    """Another worker is at the chain."""


def run_case_chain(*, municipality_id: UUID, case_id: UUID, now: datetime) -> None:
    """Do what is left, in order. A step's failure is written into its row and raised, so that the job is tried again."""
    left = _LEFT.list(municipality_id=municipality_id, case_id=case_id)
    if _run_together(left, now):
        return
    for row in left:
        try:
            _act(row=row, case=row.case, prepared=_prepare(row, now), now=now)
        except Exception as error:
            _note_failure(row=row, error=error, now=now)
            raise


_LEFT = PreparedRead(
    lambda municipality_id, case_id: (
        ChainStep.objects.select_related("case__dossier")
        .filter(municipality_id=municipality_id, case_id=case_id)
        .exclude(state__in=_ENDED)
        .order_by("position")
    ),
    municipality_id=UUID,
    case_id=UUID,
)


def _run_together(rows: Sequence[ChainStep], now: datetime) -> bool:
    """Whether all are done. Of what failed nothing is left, so that each step may be done by itself."""
    try:
        _act_together(rows=rows, prepared=[_prepare(row, now) for row in rows], now=now)
    except Exception:
        # Isolation point: which of the steps failed is found out, written down and raised when they are done singly.
        logger.warning("the steps of a chain are done one by one", exc_info=True)
        return False
    return True


def _prepare(row: ChainStep, now: datetime) -> Prepared:
    prepare = PREPARATIONS.get(StepName(row.name))
    return prepare(row.case, now) if prepare else None


@command
def _act_together(*, rows: Sequence[ChainStep], prepared: Sequence[Prepared], now: datetime) -> None:
    if not rows:
        return
    municipality_id, case_id = rows[0].municipality_id, rows[0].case_id
    # Danger: as below; one step that another worker has taken is enough to leave all of them to the other way.
    if _END.update(municipality_id=municipality_id, case_id=case_id, now=now) != len(rows):
        raise _TakenMeanwhileError
    unwanted = [
        row.pk
        for row, one in zip(rows, prepared, strict=True)
        if not ACTS[StepName(row.name)](row.case, one, now)
    ]
    if unwanted:
        chain = ChainStep.objects.filter(municipality_id=municipality_id, pk__in=unwanted)
        chain.update(state=StepState.SKIPPED)


@command
def _act(*, row: ChainStep, case: Case, prepared: Prepared, now: datetime) -> None:
    # Danger: two workers may hold one chain after a lease ran out; the row of the step lets one of them act.
    waiting = _this(row).exclude(state__in=_ENDED)
    if not waiting.update(**_done(now)):
        return
    is_wanted = ACTS[StepName(row.name)](case, prepared, now)
    if not is_wanted:
        _this(row).update(state=StepState.SKIPPED)


def _done(now: datetime) -> dict[str, Any]:
    return {
        "state": StepState.DONE,
        "error": "",
        "done_at": now,
        "attempts": F("attempts") + 1,
        "tried_at": now,
    }


@command
def _note_failure(*, row: ChainStep, error: Exception, now: datetime) -> None:
    # The error's code or name only: its message might hold personal data.
    name = error.code if isinstance(error, DomainError) else type(error).__name__
    waiting = _this(row).exclude(state__in=_ENDED)
    waiting.update(state=StepState.FAILED, error=name[:100], attempts=F("attempts") + 1, tried_at=now)


_END = PreparedUpdate(
    lambda municipality_id, case_id, now: (
        ChainStep.objects.filter(municipality_id=municipality_id, case_id=case_id).exclude(state__in=_ENDED),
        _done(now),
    ),
    municipality_id=UUID,
    case_id=UUID,
    now=datetime,
)


def _this(row: ChainStep) -> QuerySet[ChainStep]:
    return ChainStep.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
