"""What other rooms may use from jobs."""

from shirube.jobs.commands.queue import JobNotFailedError, enqueue, retry_job
from shirube.jobs.domain.retries import RetryRule
from shirube.jobs.domain.times import Daily, Hourly, Monthly, Weekly, When
from shirube.jobs.queries import JobNotFoundError, StuckJob, StuckState, find_living, list_stuck
from shirube.jobs.registry import Schedule, schedules, task

__all__ = [
    "Daily",
    "Hourly",
    "JobNotFailedError",
    "JobNotFoundError",
    "Monthly",
    "RetryRule",
    "Schedule",
    "StuckJob",
    "StuckState",
    "Weekly",
    "When",
    "enqueue",
    "find_living",
    "list_stuck",
    "retry_job",
    "schedules",
    "task",
]
