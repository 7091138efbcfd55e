"""The nightly roll-up of 10,000 new facts behind a history of 100,000 and of 10,000,000; and counting all anew."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bench import reception, servers
from bench.databases import POSTGRESQL, database
from bench.outcome import Limit, Outcome, Tell, rounded

SHORT, LONG = 100_000, 10_000_000
NEW = 10_000
LONGEST_S = 2.0
# The cost follows the new facts, not the history.
LARGEST_RATIO = 1.3


def rehearse(tell: Tell) -> Outcome:
    """Whether everything runs, on few facts. The seconds promise nothing."""
    return Outcome({"1000": _roll_up(1000, tell, new=100)}, [])


def measure(tell: Tell) -> Outcome:
    found = {history: _roll_up(history, tell) for history in (SHORT, LONG)}
    longest = found[LONG]["roll_up_s"]
    limits = [
        Limit(f"roll-up of {NEW} behind {LONG}: s", longest, "<=", LONGEST_S),
        Limit(
            "times as long as behind the short history",
            longest / found[SHORT]["roll_up_s"],
            "<=",
            LARGEST_RATIO,
        ),
    ]
    figures = {
        str(history): {name: rounded(value) for name, value in one.items()} for history, one in found.items()
    }
    return Outcome(figures, limits)


def _roll_up(history: int, tell: Tell, new: int = NEW) -> Mapping[str, Any]:
    with database(POSTGRESQL) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell(f"{history} past facts")
        reception.make_installation(data, address)
        told = servers.run("bench.many_facts", str(history), str(new), data=data, database=address)
        found: Mapping[str, Any] = json.loads(told)
        return found
