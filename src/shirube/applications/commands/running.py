"""Doing the steps of a chain. Each step commits by itself; a step that fails stops the chain until it is tried again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.applications.commands.chain_steps import ACTS, PREPARATIONS
from shirube.applications.models import Case, ChainStep, StepName, StepState
from shirube.kernel.errors import DomainError
from shirube.kernel.transactions import command

_ENDED = (StepState.DONE, StepState.SKIPPED)


def run_case_chain(*, municipality_id: UUID, case_id: UUID, now: datetime) -> None:
    """Do what is left, in order. A step's failure is written into its row and raised, so that the job is tried again."""
    rows = ChainStep.objects.select_related("case__dossier")
    left = rows.filter(municipality_id=municipality_id, case_id=case_id).exclude(state__in=_ENDED)
    for row in left.order_by("position"):
        try:
            _run(row, now)
        except Exception as error:
            _note_failure(row=row, error=error, now=now)
            raise


def _run(row: ChainStep, now: datetime) -> None:
    name = StepName(row.name)
    prepare = PREPARATIONS.get(name)
    prepared = prepare(row.case, now) if prepare else None
    _act(row=row, case=row.case, prepared=prepared, now=now)


@command
def _act(*, row: ChainStep, case: Case, prepared: UUID | None, now: datetime) -> None:
    # Danger: two workers may hold one chain after a lease ran out; the row of the step lets one of them act.
    waiting = _this(row).exclude(state__in=_ENDED)
    if not waiting.update(
        state=StepState.DONE, error="", done_at=now, attempts=F("attempts") + 1, tried_at=now
    ):
        return
    is_wanted = ACTS[StepName(row.name)](case, prepared, now)
    if not is_wanted:
        _this(row).update(state=StepState.SKIPPED)


@command
def _note_failure(*, row: ChainStep, error: Exception, now: datetime) -> None:
    # The error's code or name only: its message might hold personal data.
    name = error.code if isinstance(error, DomainError) else type(error).__name__
    waiting = _this(row).exclude(state__in=_ENDED)
    waiting.update(state=StepState.FAILED, error=name[:100], attempts=F("attempts") + 1, tried_at=now)


def _this(row: ChainStep) -> QuerySet[ChainStep]:
    return ChainStep.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
