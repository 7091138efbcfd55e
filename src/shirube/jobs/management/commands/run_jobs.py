"""`shirube run_jobs`: the background worker."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from shirube.jobs.management.worker import Worker


class Command(BaseCommand):
    help = "Do background work: queued jobs, the schedule, and what dead workers left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="stop when nothing is left to do")
        parser.add_argument(
            "--poll", type=float, default=1.0, help="seconds between looks into an empty queue"
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=60.0,
            help="seconds without a sign of life until a job is taken back",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        worker = Worker(poll_seconds=options["poll"], lease=timedelta(seconds=options["lease"]))
        worker.stop_on_signals()
        worker.run(until_idle=options["until_idle"])
