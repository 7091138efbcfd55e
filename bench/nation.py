"""A measure compared over 1,741 municipalities and five years, among 30 measures, on PostgreSQL."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from bench import reception, servers
from bench.databases import POSTGRESQL, database
from bench.load import Connection, Timings
from bench.outcome import Limit, Outcome, Tell, rounded

MUNICIPALITIES, YEARS = 1741, 5
TURNS = 30
LONGEST_P95_MS = 300.0
PAGE = f"/{reception.CITY}/measures/applications.online_share/compare/"
PAGES = {
    "first page": PAGE,
    "last page": f"{PAGE}?page=34",
    "one prefecture": f"{PAGE}?prefecture={quote('架空の県')}",
}


def rehearse(tell: Tell) -> Outcome:
    """Whether everything runs, with few municipalities. The seconds promise nothing."""
    return Outcome(_compare(tell, 100, 2)[0], [])


def measure(tell: Tell) -> Outcome:
    figures, found = _compare(tell, MUNICIPALITIES, YEARS)
    limits = [
        Limit(f"{name}: p95 in ms", timings.percentile(95), "<=", LONGEST_P95_MS)
        for name, timings in found.items()
    ]
    return Outcome(figures, limits)


def _compare(
    tell: Tell, municipalities: int, years: int
) -> tuple[Mapping[str, object], Mapping[str, Timings]]:
    with database(POSTGRESQL) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        reception.make_installation(data, address)
        tell(f"{municipalities} municipalities")
        told = servers.run("bench.many_figures", str(municipalities), str(years), data=data, database=address)
        with servers.serving(data, database=address) as port:
            found = {name: _look(port, path) for name, path in PAGES.items()}
    figures = {name: timings.as_json() for name, timings in found.items()}
    filled = json.loads(told)
    return {"rows": filled["rows"], "filling_s": rounded(filled["seconds"]), **figures}, found


def _look(port: int, path: str) -> Timings:
    visitor, timings = Connection(port), Timings()
    visitor.get(path)
    for _ in range(TURNS):
        started = time.monotonic()
        visitor.get(path)
        timings.seconds.append(time.monotonic() - started)
    timings.elapsed = sum(timings.seconds)
    return timings
