"""The channel that every installation has, and what this room does by schedule."""

from __future__ import annotations

from shirube.jobs import interface as jobs
from shirube.notices import tasks
from shirube.notices.commands.mail import MailChannel
from shirube.notices.domain.trial import TRIAL
from shirube.notices.registry import channels, kinds

channels.register(MailChannel())
kinds.register(TRIAL)
jobs.schedules.register(
    jobs.Schedule(identifier="notices.forget", task=tasks.forget_old_contents, when=jobs.Daily(2, 40))
)
