"""Processes that apply, or work through what was applied for, again and again. A test kills them at random moments.

Cost: each is forked from a process that has read the whole product before; to start one anew takes seconds.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402 — the apps must be there first.

from shirube.applications.domain.people import Holder  # noqa: E402
from shirube.jobs.management.worker import Worker  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations.models import Municipality  # noqa: E402
from tests.applications.conftest import Applicant  # noqa: E402

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Victim:
    """A process beside the test, on the test's own database."""

    process: Any
    heard: Connection

    def hear(self) -> str:
        """The next thing it says, when it says it. EOFError: it died before."""
        return self.heard.recv_bytes().decode()

    def kill(self) -> None:
        self.process.kill()

    def last_words(self) -> list[str]:
        """What it had said until it was killed; comes back when it is dead."""
        words = []
        with self.heard:
            while True:
                try:
                    words.append(self.hear())
                except EOFError:
                    break
        self.process.join()
        self.process.close()
        return words


def start_front(municipality_id: UUID) -> Victim:
    """Applies for ever; says each receipt number it was given."""
    return _start(_apply_for_ever, municipality_id)


def start_worker() -> Victim:
    """Works for ever, as `run_jobs` does; says nothing."""
    return _start(_work_for_ever)


def _start(deed: Any, *facts: Any) -> Victim:
    heard, mouth = _NURSERY.Pipe(duplex=False)
    database = str(connection.settings_dict["NAME"])
    process = _NURSERY.Process(target=deed, args=(database, mouth, *facts), daemon=True)
    process.start()
    # The child has the only one left: where it dies, we hear the end.
    mouth.close()
    return Victim(process, heard)


def _apply_for_ever(database: str, mouth: Connection, municipality_id: UUID) -> None:
    connection.settings_dict["NAME"] = database
    with municipality_scope(municipality_id):
        city = Municipality.objects.get(pk=municipality_id)
        while True:
            receipt = Applicant(city, Holder(), now=read_clock()).apply()
            mouth.send_bytes(receipt.receipt_number.encode())


def _work_for_ever(database: str, mouth: Connection) -> None:
    connection.settings_dict["NAME"] = database
    Worker(poll_seconds=0.05, lease=timedelta(seconds=2)).run()
