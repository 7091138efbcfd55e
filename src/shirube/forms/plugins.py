"""What forms do by schedule."""

from __future__ import annotations

from datetime import timedelta

from shirube.forms import tasks
from shirube.jobs import interface as jobs

# A machine that was off at midnight makes up for it when it comes back.
jobs.schedules.register(
    jobs.Schedule(
        identifier="forms.start_versions",
        task=tasks.start_versions,
        when=jobs.Daily(0, 0),
        late_by=timedelta(hours=24),
    )
)
