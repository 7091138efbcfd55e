"""The headquarters' page with 13 KPIs, 6 registers and 60 sections on PostgreSQL, and its queries beside 6 sections."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import servers
from bench.databases import POSTGRESQL, database
from bench.desks import sign_in
from bench.load import Connection, Timings
from bench.outcome import Limit, Outcome, Tell, rounded
from bench.reception import CITY

FEW, MANY = 6, 60
TURNS = 100
LONGEST_P95_MS = 150.0
PAGES = {"the office": f"/{CITY}/staff/office/", "one section": f"/{CITY}/staff/office/s0/"}


def measure(tell: Tell) -> Outcome:
    with database(POSTGRESQL) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        definitions = sorted(str(path) for path in (servers.ROOT / "packs" / "registers").glob("*.yaml"))
        servers.make_installation(data, *definitions, database=address)
        few, many = (_fill(count, data, address, tell) for count in (FEW, MANY))
        with servers.serving(data, database=address) as port:
            tell("the pages")
            found = {name: _look(port, path) for name, path in PAGES.items()}
    figures = {name: timings.as_json() for name, timings in found.items()}
    limits = [
        *(
            Limit(f"{name}: p95 in ms", timings.percentile(95), "<=", LONGEST_P95_MS)
            for name, timings in found.items()
        ),
        Limit(f"queries at {MANY} sections", many["queries"], "<=", few["queries"]),
    ]
    filled = {"items": many["items"], "queries": many["queries"], "filling_s": rounded(many["seconds"])}
    return Outcome({"sections": MANY, **filled, **figures}, limits)


def _fill(count: int, data: Path, address: str, tell: Tell) -> dict[str, Any]:
    tell(f"{count} sections")
    told: dict[str, Any] = json.loads(
        servers.run("bench.many_sections", str(count), data=data, database=address)
    )
    return told


def _look(port: int, path: str) -> Timings:
    visitor, timings = sign_in(Connection(port)), Timings()
    visitor.get(path)
    for _ in range(TURNS):
        started = time.monotonic()
        visitor.get(path)
        timings.seconds.append(time.monotonic() - started)
    timings.elapsed = sum(timings.seconds)
    return timings
