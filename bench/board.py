"""200 screens follow one queue with a call every 2 seconds: how late each of them shows it.

Screens ask as the board's own script does: again and again with the tag of what they have, each a little out of step.
The delay of a call is from the clerk's press being answered (the call is committed) until the screen has the answer
that shows it. Screens, clerks and the server share the machine.
"""

from __future__ import annotations

import random
import re
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from bench import databases, servers
from bench.desks import CLERK, sign_in
from bench.load import Connection
from bench.outcome import Limit, Outcome, Tell, rounded

SCREENS = 200
CALLS = 40
EVERY = 2.0
# As visits/web/boards/views.py and visits/static/visits/live.js have it.
ASKS_EVERY = 0.6
DESK = "/shirube/staff/counter/honcho/desks/1/"
PACKS = ("packs/municipalities/shirube.yaml", "packs/counters/shirube.yaml")
_TAG = re.compile(rb"\r\netag: ([^\r]*)", re.IGNORECASE)
_MARK = re.compile(rb'data-live-mark="([^."]*)\.')


@dataclass(slots=True)
class Hall:
    """What all threads share: when each ticket was called, and when each screen saw it.

    A quick screen shows a call before the clerk has read the number on the desk's own page: the two are put together
    when all is over.
    """

    called: dict[str, float] = field(default_factory=dict)
    sightings: list[tuple[str, float]] = field(default_factory=list)
    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def delays(self) -> list[float]:
        """Seconds; what a screen has before the clerk's press is answered is not late."""
        return [
            max(seen - self.called[ticket], 0.0) for ticket, seen in self.sightings if ticket in self.called
        ]


def measure(tell: Tell) -> Outcome:
    """The delay on both databases, with two worker processes."""
    found = {kind: _on(kind, tell) for kind in databases.BOTH}
    limits = [
        Limit(f"{kind}: p95 of the delay, s", float(str(figures["p95_s"])), "<=", 1.0)
        for kind, figures in found.items()
    ]
    shown = [
        Limit(f"{kind}: calls shown on every screen, %", float(str(figures["shown_percent"])), ">=", 100)
        for kind, figures in found.items()
    ]
    return Outcome({"screens": SCREENS, "calls": CALLS, **found}, [*limits, *shown])


def _on(kind: str, tell: Tell) -> Mapping[str, object]:
    tell(f"{kind}: preparing")
    with tempfile.TemporaryDirectory() as folder, databases.database(kind) as address:
        data = Path(folder)
        servers.make_installation(data, *PACKS, database=address)
        servers.run("bench.staff", data=data, database=address)
        servers.run("bench.board_clerk", str(CALLS + 5), data=data, database=address)
        with servers.serving(data, database=address) as port:
            tell(f"{kind}: {SCREENS} screens, a call every {EVERY:g} s")
            return _watch(port)


def _watch(port: int) -> Mapping[str, object]:
    hall = Hall()
    screens = [threading.Thread(target=_screen, args=(port, hall), daemon=True) for _ in range(SCREENS)]
    for screen in screens:
        screen.start()
    time.sleep(3)
    started = time.monotonic()
    _call(port, hall)
    # The slowest screen may still be on its way.
    time.sleep(4)
    lasted = time.monotonic() - started
    hall.is_over.set()
    for screen in screens:
        screen.join(10)
    return _figures(hall, lasted)


def _figures(hall: Hall, lasted: float) -> Mapping[str, object]:
    delays = hall.delays
    cuts = quantiles(delays, n=100)
    return {
        "p50_s": rounded(median(delays)),
        "p95_s": rounded(cuts[94]),
        "p99_s": rounded(cuts[98]),
        "most_s": rounded(max(delays)),
        "shown_percent": rounded(100 * len(delays) / (len(hall.called) * SCREENS)),
        "requests_per_s": rounded(hall.asked / lasted),
        "unchanged_percent": rounded(100 * hall.unchanged / hall.asked),
        "failed": hall.failed,
    }


def _screen(port: int, hall: Hall) -> None:
    """One screen in the hall: asks, notes what is new, waits its pause."""
    chance = random.Random()  # noqa: S311 — being out of step is no secret.
    time.sleep(chance.uniform(0, ASKS_EVERY))
    connection, tag, last = Connection(port), "", ""
    while not hall.is_over.is_set():
        try:
            headers = {"If-None-Match": tag} if tag else {}
            status, head, body = connection.ask("GET", "/shirube/boards/honcho/now/", headers=headers)
        except OSError:
            hall.failed += 1
            connection = Connection(port)
            continue
        seen = time.monotonic()
        tag, last = _note(hall, status, head, body, seen, tag, last)
        time.sleep(ASKS_EVERY * chance.uniform(0.9, 1.1))


def _note(
    hall: Hall, status: int, head: bytes, body: bytes, seen: float, tag: str, last: str
) -> tuple[str, str]:
    with hall.lock:
        hall.asked += 1
        hall.unchanged += status == 304
        if status != 200:
            hall.failed += status != 304
            return tag, last
        shown = _MARK.search(body)
        ticket = shown.group(1).decode() if shown else ""
        if ticket != last:
            hall.sightings.append((ticket, seen))
        found = _TAG.search(head)
        return (found.group(1).decode() if found else ""), ticket


def _call(port: int, hall: Hall) -> None:
    """The clerk calls, serves for a second and ends it, by the buttons of the desk's page."""
    visitor = sign_in(Connection(port), CLERK)
    page = visitor.get(DESK)
    for _ in range(CALLS):
        begun = time.monotonic()
        visitor.press(page, [("act", "next")], to=DESK + "act/")
        called_at = time.monotonic()
        page = visitor.get(DESK)
        ticket, step = _at_desk(page.body)
        with hall.lock:
            hall.called[ticket] = called_at
        time.sleep(max(EVERY / 2 - (time.monotonic() - begun), 0))
        for act in ("start", "finish"):
            visitor.press(page, [("act", act), ("step", step)], to=DESK + "act/")
        time.sleep(max(EVERY - (time.monotonic() - begun), 0))


def _at_desk(body: bytes) -> tuple[str, str]:
    ticket = re.search(rb'desk-now-number">([^<]+)<', body)
    step = re.search(rb'name="step" value="([^"]+)"', body)
    if ticket is None or step is None:
        raise RuntimeError("nobody at the desk")
    return ticket.group(1).decode(), step.group(1).decode()
