"""500 people book at once over HTTP: 200 seats in one slot, 20 slots, and once more while the server is killed.

On both databases; the client shares the cores with the server. Before it, the race without the guard.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from bench import servers
from bench.databases import BOTH, POSTGRESQL, database
from bench.outcome import Limit, Outcome, Tell, rounded
from bench.processor import seconds_below_us
from bench.reception import CITY_PACK
from bench.rush_clients import Rush, Wish, rush

CLIENTS = 500
# So many wishes for 20 slots of 200 seats: every seat is sold, and some find nothing.
WISHES = 4400
KILLS = 2
KILL_AFTER_SECONDS = 4.0
SEATS = 200
LEAST_BOOKINGS_PER_S = 200.0
MOST_P99_MS = 2000.0
# Warms up the processes: the first request of each loads the code of its pages.
WARM_UP = 40
Found = Mapping[str, Any]


def measure(tell: Tell) -> Outcome:
    """Each database has a server and an installation of its own."""
    found = {kind: _measure_on(kind, tell) for kind in BOTH}
    return Outcome(found, [limit for kind in BOTH for limit in _limits(kind, found[kind])])


def _measure_on(kind: str, tell: Tell) -> Found:
    with database(kind) as address, tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        servers.make_installation(data, CITY_PACK, database=address)
        tell(f"{kind}: the race without the guard")
        race = json.loads(servers.run("bench.rush_hall", "race", data=data, database=address))
        slots = json.loads(servers.run("bench.rush_hall", "open", data=data, database=address))
        with servers.serving(data, database=address) as port:
            rush(port, _wishes(slots["killed"], WARM_UP, first=1), clients=8)
            tell(f"{kind}: {CLIENTS} people, one slot")
            one = _measured(port, _wishes(slots["one"], CLIENTS, first=1000))
            tell(f"{kind}: {CLIENTS} people, {len(slots['twenty'])} slots")
            twenty = _measured(port, _wishes(slots["twenty"], WISHES, first=10_000))
        tell(f"{kind}: {_figures(one)} {_figures(twenty)}")
        tell(f"{kind}: kill -9 during the rush")
        killed = _rush_with_kills(data, address, _wishes(slots["killed"], WISHES, first=100_000))
        told = [number for one_rush in (one, twenty, killed) for number in one_rush.booked]
        checked = servers.run("bench.rush_hall", "look", data=data, database=address, said=json.dumps(told))
    return {
        "without_the_guard": race,
        "one_slot": _figures(one),
        "twenty_slots": _figures(twenty),
        "killed": {**_figures(killed), "kills": KILLS, "broken_connections": killed.broken},
        "afterwards": json.loads(checked),
    }


def _wishes(slot_ids: Sequence[str], number: int, *, first: int) -> list[Wish]:
    """One wish for each person, over the slots in turn."""
    return [Wish(first + person, slot_ids[person % len(slot_ids)]) for person in range(number)]


def _measured(port: int, wishes: Sequence[Wish]) -> Rush:
    own, used = time.process_time(), seconds_below_us()
    told = rush(port, wishes, clients=CLIENTS)
    told.client_seconds, told.processor_seconds = time.process_time() - own, seconds_below_us() - used
    return told


def _rush_with_kills(data: Path, address: str, wishes: Sequence[Wish]) -> Rush:
    """The clients keep their wishes and their keys, and try again; the server is killed and started again meanwhile."""
    port = servers.free_port()
    with ThreadPoolExecutor(1) as pool:
        running = servers.start(data, port, database=address)
        servers.wait_for_answer(running, port, "/")
        clients = pool.submit(rush, port, wishes, clients=CLIENTS)
        try:
            for _ in range(KILLS):
                time.sleep(KILL_AFTER_SECONDS)
                _kill(running)
                running = servers.start(data, port, database=address)
            return clients.result()
        finally:
            _kill(running)


def _kill(running: subprocess.Popen[bytes]) -> None:
    """The server with all its processes, as a power cut would."""
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def _figures(told: Rush) -> dict[str, Any]:
    booked = len(told.booked)
    marks = statistics.quantiles(told.seconds, n=100, method="inclusive")
    return {
        "bookings": booked,
        "told_full": told.full,
        "other_answers": told.other,
        "bookings_per_s": rounded(booked / told.elapsed),
        "answers_per_s": rounded(len(told.seconds) / told.elapsed),
        "p50_ms": rounded(marks[49] * 1000),
        "p95_ms": rounded(marks[94] * 1000),
        "p99_ms": rounded(marks[98] * 1000),
        "processor_ms_per_booking": rounded(told.processor_seconds / booked * 1000),
        "processor_ms_of_the_client": rounded(told.client_seconds / booked * 1000),
    }


def _limits(kind: str, found: Found) -> Iterator[Limit]:
    for what in ("overbooked", "miscounted", "double", "lost", "broken_audit_entries"):
        yield Limit(f"{kind}: {what}", found["afterwards"][what], "<=", 0)
    yield Limit(f"{kind}: seats of the one slot that were sold", found["one_slot"]["bookings"], ">=", SEATS)
    yield Limit(f"{kind}: sold without the guard", found["without_the_guard"]["sold"], ">=", SEATS + 1)
    for what in ("one_slot", "twenty_slots", "killed"):
        yield Limit(f"{kind}: {what}: other answers", sum(found[what]["other_answers"].values()), "<=", 0)
    if kind == POSTGRESQL:
        yield Limit(
            f"{kind}: bookings/s", found["twenty_slots"]["bookings_per_s"], ">=", LEAST_BOOKINGS_PER_S
        )
        yield Limit(f"{kind}: p99 ms", found["twenty_slots"]["p99_ms"], "<=", MOST_P99_MS)
