"""Applying over HTTP: whole applications per second, then with the PDF of record, beside the bare rows, on both databases."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import reception, servers
from bench.applicants import Applied, apply_for
from bench.databases import BOTH, database
from bench.outcome import Limit, Outcome, Tell, rounded

PEOPLE = 8
WARM_UP_SECONDS = 3.0
FRONT_SECONDS = 20.0
WHOLE_SECONDS = 20.0
LONGEST_WAIT_SECONDS = 300.0
# A form builder in wide use did 10 and 2.2 on a machine with two cores.
LEAST_AT_THE_FRONT = 50.0
LEAST_WHOLE = 20.0
Found = Mapping[str, Any]


def measure(tell: Tell) -> Outcome:
    """Each database has a server and an installation of its own; the client shares the cores with them."""
    found = {kind: _measure_on(kind, tell) for kind in BOTH}
    return Outcome(found, [limit for kind in BOTH for limit in _limits(kind, found[kind])])


def _measure_on(kind: str, tell: Tell) -> Found:
    with database(kind) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell(f"{kind}: an installation that takes one procedure online")
        reception.make_installation(data, address)
        whole = _whole(data, address, f"{kind}: with the work behind", tell)
        # Second, because nobody works off what it leaves in the queue.
        front = _front(data, address, f"{kind}: at the front", tell)
        tell(f"{kind}: bare rows")
        bare = json.loads(servers.run("bench.inserts", data=data, database=address))
    share = front.whole.rate / bare["per_s"]
    return {
        "front": {
            "applications_per_s": rounded(front.whole.rate),
            "requests_per_application": rounded(front.requests / front.count),
            "application_p95_ms": rounded(front.whole.percentile(95)),
            "submitting_p95_ms": rounded(front.submitting.percentile(95)),
            "processor_ms_per_application": rounded(front.processor_seconds / front.count * 1000),
            "processor_ms_of_the_client": rounded(front.client_seconds / front.count * 1000),
        },
        "whole": whole,
        "bare_rows": {"applications_per_s": rounded(bare["per_s"]), "rows": bare["rows"]},
        "front_share_of_bare_rows": rounded(share),
    }


def _front(data: Path, address: str, what: str, tell: Tell) -> Applied:
    with servers.serving(data, database=address) as port:
        tell(what)
        apply_for(port, seconds=WARM_UP_SECONDS, people=PEOPLE)
        return apply_for(port, seconds=FRONT_SECONDS, people=PEOPLE)


def _whole(data: Path, address: str, what: str, tell: Tell) -> Found:
    """Applications come as fast as they can while one process works behind; the clock stops when nothing is left."""
    with servers.serving(data, database=address, background=True) as port:
        tell(what)
        apply_for(port, seconds=WARM_UP_SECONDS, people=PEOPLE)
        before = _watch(data, address)
        started = time.monotonic()
        applied = apply_for(port, seconds=WHOLE_SECONDS, people=PEOPLE)
        after = _watch(data, address)
        elapsed = time.monotonic() - started
    done = after["recorded"] - before["recorded"]
    return {
        "applications_per_s": rounded(done / elapsed),
        "applications": done,
        "left_over": after["open"],
        "accepted_per_s_meanwhile": rounded(applied.whole.rate),
        "submitting_p95_ms": rounded(applied.submitting.percentile(95)),
    }


def _watch(data: Path, address: str) -> Mapping[str, float]:
    found: Mapping[str, float] = json.loads(
        servers.run("bench.queue_watch", str(LONGEST_WAIT_SECONDS), data=data, database=address)
    )
    return found


def _limits(kind: str, found: Found) -> Iterator[Limit]:
    front, whole = found["front"]["applications_per_s"], found["whole"]["applications_per_s"]
    yield Limit(f"{kind}: applications/s at the front", front, ">=", LEAST_AT_THE_FRONT)
    yield Limit(f"{kind}: applications/s with the PDF of record", whole, ">=", LEAST_WHOLE)
    yield Limit(f"{kind}: steps left undone", found["whole"]["left_over"], "<=", 0)
