"""After a submission: the chain of steps that must not vanish and must not happen twice."""

from __future__ import annotations

from datetime import datetime

from shirube.applications import registry
from shirube.applications.models import Case, ChainStep, StepName
from shirube.jobs import interface as jobs
from shirube.kernel.transactions import step


@step
def order_chain(*, case: Case, now: datetime) -> None:
    """Write the steps as rows and order the job that takes them, both in the transaction of the receipt number."""
    job_id = jobs.enqueue(
        registry.work[registry.RUN_CHAIN].task, municipality_id=case.municipality_id, case_id=str(case.pk)
    )
    ChainStep.objects.bulk_create(
        [
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
    )
