"""The loop that does the work: one job at a time; start more processes for more."""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils.module_loading import import_string
from django_tasks.base import Task

from shirube.jobs.commands.schedule import enqueue_due_work
from shirube.jobs.commands.work import (
    Claim,
    LeaseLostError,
    finish_job,
    reap_abandoned_jobs,
    renew_lease,
    report_failure,
    take_next_job,
)
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope

logger = logging.getLogger(__name__)

HOUSEKEEPING = timedelta(seconds=10)


def _worker_name() -> str:
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"


@dataclass
class Worker:
    """Takes jobs, renews its lease on them from a second thread, reaps after others, and watches the schedule."""

    poll_seconds: float = 1.0
    lease: timedelta = timedelta(seconds=60)
    clock: Callable[[], datetime] = read_clock
    name: str = field(default_factory=_worker_name)
    is_stopping: bool = False
    _kept_house_at: datetime | None = None

    def run(self, *, until_idle: bool = False) -> None:
        """Work until told to stop, or until nothing is left to do."""
        logger.info("worker started", extra={"worker": self.name})
        while not self.is_stopping:
            has_worked = self._turn()
            if until_idle and not has_worked:
                break
            if not has_worked and not self.is_stopping:
                time.sleep(self.poll_seconds)
        logger.info("worker stopped", extra={"worker": self.name})

    def stop_on_signals(self) -> None:
        """SIGTERM and Ctrl-C: finish the job at hand, take no other. A second one does not hurry: SIGKILL does."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def run_one(self) -> bool:
        """Do the next job, if there is one."""
        claim = take_next_job(worker=self.name, lease=self.lease, now=self.clock())
        if claim is None:
            return False
        self._do(claim)
        return True

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _turn(self) -> bool:
        try:
            self._keep_house()
            return self.run_one()
        except (OperationalError, InterfaceError):
            # Isolation point: the database is locked by a long write or is being restarted. The next turn tries
            # again, on a new connection; a job that was taken comes back by its lease.
            logger.exception("database not available", extra={"worker": self.name})
            connections.close_all()
            return False
        finally:
            if not connections["default"].in_atomic_block:
                close_old_connections()

    def _keep_house(self) -> None:
        now = self.clock()
        if self._kept_house_at is not None and now - self._kept_house_at < min(HOUSEKEEPING, self.lease):
            return
        self._kept_house_at = now
        if reaped := reap_abandoned_jobs(now=now):
            logger.warning("jobs taken back from dead workers", extra={"jobs": reaped})
        enqueue_due_work(now=now)

    def _do(self, claim: Claim) -> None:
        error = self._attempt(claim)
        try:
            if error is None:
                finish_job(claim, now=self.clock())
            else:
                report_failure(claim, error=error, now=self.clock())
        except LeaseLostError:
            logger.warning("job was taken over by another worker", extra=_facts(claim))

    def _attempt(self, claim: Claim) -> Exception | None:
        with self._heartbeat(claim):
            try:
                call(claim)
            except Exception as error:
                # Isolation point: one job's mistake must not stop the others.
                logger.exception("job failed", extra=_facts(claim))
                return error
        return None

    @contextlib.contextmanager
    def _heartbeat(self, claim: Claim) -> Iterator[None]:
        is_done = threading.Event()
        beat = threading.Thread(target=self._beat, args=(claim, is_done), name="heartbeat", daemon=True)
        beat.start()
        try:
            yield
        finally:
            is_done.set()
            beat.join()

    def _beat(self, claim: Claim, is_done: threading.Event) -> None:
        try:
            while not is_done.wait(self.lease.total_seconds() / 3):
                self._renew(claim)
        finally:
            connections.close_all()

    def _renew(self, claim: Claim) -> None:
        try:
            if not renew_lease(claim, lease=self.lease, now=self.clock()):
                logger.warning("lease lost", extra=_facts(claim))
        except (OperationalError, InterfaceError):
            # Isolation point: SQLite's one writer is busy, perhaps with this very job. The next beat tries again.
            logger.warning("lease not renewed", extra=_facts(claim))


def _facts(claim: Claim) -> dict[str, object]:
    return {"job": str(claim.job_id), "task": claim.task_path, "attempt": claim.attempt}


def call(claim: Claim) -> None:
    """Call the task's function in the scope of its municipality."""
    task = import_string(claim.task_path)
    if not isinstance(task, Task):
        raise TypeError(f"{claim.task_path} is no task")
    if claim.municipality_id is None:
        task.call(**claim.arguments)
        return
    with municipality_scope(claim.municipality_id):
        task.call(municipality_id=claim.municipality_id, **claim.arguments)
