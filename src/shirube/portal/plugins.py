"""The hours of the work in `tasks`."""

from __future__ import annotations

from shirube.jobs import interface as jobs
from shirube.portal import tasks

jobs.schedules.register(
    jobs.Schedule(identifier="portal.snapshots", task=tasks.take_snapshots, when=jobs.Daily(1, 30))
)
jobs.schedules.register(
    jobs.Schedule(identifier="portal.sign_ins", task=tasks.forget_sign_ins, when=jobs.Daily(2, 10))
)
jobs.schedules.register(jobs.Schedule(identifier="portal.files", task=tasks.tidy_files, when=jobs.Hourly(10)))
jobs.schedules.register(
    jobs.Schedule(identifier="portal.kept_inputs", task=tasks.forget_kept_inputs, when=jobs.Hourly(40))
)
