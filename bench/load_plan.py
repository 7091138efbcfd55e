"""Loading a copy of one plan for each of the 1,741 municipalities of Japan: seconds, memory, size of the database."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench import servers
from bench.outcome import Limit, Outcome, Tell, rounded

# 792 cities (Tokyo's 23 wards not among them), 743 towns, 183 villages and the 23 wards.
MUNICIPALITIES = 1741
LONGEST_SECONDS = 600.0
MOST_MEMORY_MIB = 400.0
# Cost must not grow with what is there already (DESIGN §8).
MOST_GROWTH = 1.5


def measure(tell: Tell) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell("an empty installation")
        servers.make_installation(data, "packs/municipalities/shirube.yaml")
        tell(f"{MUNICIPALITIES} copies")
        found = make_copies(data, MUNICIPALITIES)
        size = sum(path.stat().st_size for path in data.glob("shirube.sqlite3*"))
    growth = found["last"] / found["first"]
    figures = {
        "plans": MUNICIPALITIES,
        "seconds": rounded(found["seconds"]),
        "ms_per_plan": rounded(found["seconds"] / MUNICIPALITIES * 1000),
        "last_hundred_to_first": rounded(growth),
        "peak_memory_mib": rounded(found["peak_mib"]),
        "database_mib": rounded(size / 1024**2),
    }
    limits = [
        Limit("seconds for all copies", found["seconds"], "<=", LONGEST_SECONDS),
        Limit("peak memory in MiB", found["peak_mib"], "<=", MOST_MEMORY_MIB),
        Limit("the last hundred beside the first hundred", growth, "<=", MOST_GROWTH),
    ]
    return Outcome(figures, limits)


def make_copies(data: Path, total: int) -> dict[str, float]:
    """In a process of its own, whose memory is measured."""
    found: dict[str, float] = json.loads(servers.run("bench.copies", str(total), data=data))
    return found
