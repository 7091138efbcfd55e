"""What this room itself does by schedule."""

from __future__ import annotations

from shirube.jobs.domain.times import Daily
from shirube.jobs.registry import Schedule, schedules
from shirube.jobs.tasks import prune

schedules.register(Schedule(identifier="jobs.prune", task=prune, when=Daily(3, 40), per_municipality=False))
