"""Residents without an account who apply over HTTP, each with a browser that has never been here."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from bench.load import Connection, RequestFailedError, Timings
from bench.processor import seconds_below_us
from bench.reception import CITY, CODE, TYPED
from bench.visitors import Visitor

FRONT = f"/{CITY}/apply/{CODE}/"


@dataclass(slots=True)
class Applied:
    """Seconds of each whole application and of each last step of it, the one that is answered with a receipt number.

    `processor_seconds` are those of the servers and the database, `client_seconds` those of the applicants.
    """

    whole: Timings = field(default_factory=Timings)
    submitting: Timings = field(default_factory=Timings)
    requests: int = 0
    processor_seconds: float = 0.0
    client_seconds: float = 0.0

    @property
    def count(self) -> int:
        return len(self.whole.seconds)


def apply_once(connection: Connection, applied: Applied) -> None:
    """From the first page to the receipt: RequestFailedError wherever a page is not what a resident must get."""
    visitor = Visitor(connection)
    started = time.monotonic()
    page = visitor.send(visitor.get(FRONT), [])
    for step, typed in TYPED.items():
        if f"/steps/{step}/" not in page.path:
            raise RequestFailedError(f"expected the step {step}, got {page.path}")
        page = visitor.send(page, [*typed, ("_next", "1")])
    if not page.path.endswith("/check/"):
        raise RequestFailedError(f"expected the answers to check, got {page.path}")
    last = time.monotonic()
    page = visitor.send(page, [])
    if "/received/" not in page.path:
        raise RequestFailedError(f"expected a receipt, got {page.path}")
    ended = time.monotonic()
    applied.submitting.seconds.append(ended - last)
    applied.whole.seconds.append(ended - started)
    applied.requests += visitor.requests


def apply_for(port: int, *, seconds: float, people: int) -> Applied:
    """So many people at once, each beginning the next application when the last one is in."""
    applied, failures = Applied(), []
    until = time.monotonic() + seconds

    def run() -> None:
        connection = Connection(port)
        try:
            while time.monotonic() < until:
                apply_once(connection, applied)
        except (OSError, RequestFailedError) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(people)]
    used, own, started = seconds_below_us(), time.process_time(), time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RequestFailedError(f"{len(failures)} of {people} applicants failed: {failures[0]}")
    applied.whole.elapsed = applied.submitting.elapsed = time.monotonic() - started
    applied.client_seconds, applied.processor_seconds = time.process_time() - own, seconds_below_us() - used
    return applied
