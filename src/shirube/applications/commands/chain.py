"""After a submission: the chain of steps that must not vanish and must not happen twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications import registry
from shirube.applications.commands.moving import record
from shirube.applications.models import Case, ChainStep, StepName, StepState
from shirube.applications.queries.chains import open_steps
from shirube.applications.queries.places import get_case_for_staff
from shirube.jobs import interface as jobs
from shirube.kernel.errors import ConflictError
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import command, step

# A job is taken within seconds where a worker runs; later its row says why. One that is gone is missed after this.
MISSED_AFTER = timedelta(minutes=10)
SWEPT_AT_ONCE = 200
_STEPS = PreparedInsert(ChainStep)


class ChainDoneError(ConflictError):
    """Nothing of the chain is left to do, or a job is at it already."""

    code = "applications.chain_done"


@step
def order_chain(*, case: Case, now: datetime) -> None:
    """Write the steps as rows and order the job that takes them, both in the transaction of the receipt number."""
    job_id = _order(case.municipality_id, case.pk)
    rows = [
        ChainStep(
            municipality_id=case.municipality_id,
            case=case,
            name=name,
            position=position,
            job_id=job_id,
            created_at=now,
        )
        for position, name in enumerate(StepName.values)
    ]
    _STEPS.insert_now(*rows)


@command
def retry_chain(*, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> None:
    """Have the steps that are left done again. CaseNotFoundError, NotYourSectionError, ChainDoneError."""
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not _order_again(case.municipality_id, case.pk):
        raise ChainDoneError(receipt_number=case.receipt_number)
    record(case, "applications.chain_retried", actor.log_name, now)


def sweep_chains(*, municipality_id: UUID, now: datetime) -> int:
    """Order chains anew whose job vanished without having given up; how many. Given-up ones wait for staff."""
    missed = open_steps(municipality_id).filter(created_at__lt=now - MISSED_AFTER)
    waiting = missed.filter(state=StepState.WAITING).order_by("created_at")
    case_ids = list(dict.fromkeys(waiting.values_list("case_id", flat=True)[:SWEPT_AT_ONCE]))
    return sum(_sweep(municipality_id=municipality_id, case_id=case_id) for case_id in case_ids)


@command
def _sweep(*, municipality_id: UUID, case_id: UUID) -> bool:
    given_up = open_steps(municipality_id).filter(case_id=case_id, state=StepState.FAILED)
    return not given_up.exists() and _order_again(municipality_id, case_id)


def _order_again(municipality_id: UUID, case_id: UUID) -> bool:
    rows = open_steps(municipality_id).filter(case_id=case_id)
    job_ids = {job_id for job_id in rows.values_list("job_id", flat=True) if job_id}
    if not rows.exists() or jobs.find_living(job_ids):
        return False
    job_id = _order(municipality_id, case_id)
    rows.update(job_id=job_id, state=StepState.WAITING)
    return True


def _order(municipality_id: UUID, case_id: UUID) -> UUID:
    return jobs.enqueue(
        registry.work[registry.RUN_CHAIN].task, municipality_id=municipality_id, case_id=str(case_id)
    )
