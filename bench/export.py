"""A file of 25,000 cases for a core system, streamed: seconds and memory, on both databases."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import reception, servers
from bench.databases import BOTH, database
from bench.outcome import Limit, Outcome, Tell, rounded

CASES = 25_000
# One of a hundred has only just come in and waits for nothing yet.
FILLED = CASES + CASES // 50
# A service of the same kind takes a minute.
LONGEST_SECONDS = 20.0
MOST_MEMORY_MIB = 200.0
Found = Mapping[str, float]


def measure(tell: Tell) -> Outcome:
    found = {kind: _measure_on(kind, tell) for kind in BOTH}
    return Outcome(found, [limit for kind in BOTH for limit in _limits(kind, found[kind])])


def _measure_on(kind: str, tell: Tell) -> Found:
    with database(kind) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell(f"{kind}: {FILLED} cases")
        reception.make_installation(data, address)
        servers.run("bench.staff", data=data, database=address)
        servers.run("bench.many_cases", str(FILLED), "answers", data=data, database=address)
        tell(f"{kind}: the file")
        found: Found = json.loads(servers.run("bench.hand_over", data=data, database=address))
    return {**{name: rounded(value) for name, value in found.items()}, "rows": found["rows"]}


def _limits(kind: str, found: Found) -> Iterator[Limit]:
    yield Limit(f"{kind}: rows of the file", found["rows"], ">=", CASES)
    yield Limit(f"{kind}: seconds for the file", found["seconds"], "<=", LONGEST_SECONDS)
    yield Limit(f"{kind}: peak memory in MiB", found["peak_mib"], "<=", MOST_MEMORY_MIB)
