"""The staff's list of cases among 1,000,000 on PostgreSQL: its first page by each filter, for one section and for all."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from bench import reception, servers
from bench.databases import POSTGRESQL, database
from bench.desks import CLERK, OVERSEER, sign_in
from bench.load import Connection, Timings
from bench.outcome import Limit, Outcome, Tell, rounded

CASES = 1_000_000
TURNS = 60
# A case system in wide use: 150 to 200.
LONGEST_P95_MS = 100.0
LIST = f"/{reception.CITY}/staff/cases/"
PEOPLE = {"of one section": CLERK, "of all eight sections": OVERSEER}
PAGES = {
    "under way": LIST,
    "in review": f"{LIST}?tab=in_review",
    "closed": f"{LIST}?tab=closed",
    "settled": f"{LIST}?tab=settled",
    "to approve": f"{LIST}?tab=to_approve",
    "overdue": f"{LIST}?overdue=1",
    "one's own": f"{LIST}?mine=1",
    "one procedure": f"{LIST}?procedure={reception.CODE}",
    "closed of one procedure": f"{LIST}?tab=closed&procedure={reception.CODE}",
    "closed of another section's procedure": f"{LIST}?tab=closed&procedure=none",
    "a name": f"{LIST}?search=%E5%B1%B1%E7%94%B0",
}


def measure(tell: Tell) -> Outcome:
    with database(POSTGRESQL) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell(f"{CASES} cases")
        reception.make_installation(data, address)
        servers.run("bench.staff", data=data, database=address)
        filled = json.loads(servers.run("bench.many_cases", str(CASES), data=data, database=address))
        with servers.serving(data, database=address) as port:
            tell("the pages")
            found = {who: _look(port, person) for who, person in PEOPLE.items()}
    figures = {who: {page: one.as_json() for page, one in pages.items()} for who, pages in found.items()}
    limits = [
        Limit(f"{page}, {who}: p95 in ms", timings.percentile(95), "<=", LONGEST_P95_MS)
        for who, pages in found.items()
        for page, timings in pages.items()
    ]
    return Outcome({"cases": CASES, "filling_s": rounded(filled["seconds"]), **figures}, limits)


def _look(port: int, person: str) -> Mapping[str, Timings]:
    """One person, page after page; the pages take turns, so that a busy moment of the machine meets all."""
    visitor = sign_in(Connection(port), person)
    found = {page: Timings() for page in PAGES}
    for path in PAGES.values():
        visitor.get(path)
    for _ in range(TURNS):
        for page, path in PAGES.items():
            started = time.monotonic()
            visitor.get(path)
            found[page].seconds.append(time.monotonic() - started)
    for timings in found.values():
        timings.elapsed = sum(timings.seconds)
    return found
