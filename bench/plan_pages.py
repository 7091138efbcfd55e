"""Pages of a plan: requests per second and waiting time, beside a bare Django JSON view in the same run."""

from __future__ import annotations

import itertools
import statistics
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench import load, servers
from bench.outcome import Limit, Outcome, Tell, rounded

PAGES = {
    "home": "/shirube/",
    "plan": "/shirube/plans/dx-2024/",
    "roadmap": "/shirube/plans/dx-2024/roadmap/",
    "kpi": "/shirube/plans/dx-2024/kpis/online-rate/",
}
ROUNDS = 3
SECONDS = 4.0
LEAST_SHARE_OF_PEER = 0.15
# DESIGN §8: what a city of 100,000 brings.
PER_SECOND = 60.0
LONGEST_P95_MS = 50.0
PER_SECOND_ANEW = 5.0


def measure(tell: Tell) -> Outcome:
    """A rate is the median of the rounds; the peer takes its turn in each, so that both meet the same machine."""
    with tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        data = Path(folder)
        tell("installation with all packs")
        servers.make_installation(data)
        with servers.serving(data) as port, servers.serving_peer(data) as peer:
            _warm_up(port, peer)
            rates = _rates(port, peer, tell)
            waiting = {page: _waiting(port, page, tell) for page in PAGES}
    return Outcome(_figures(rates, waiting), list(_limits(rates, waiting)))


def _warm_up(port: int, peer: int) -> None:
    load.measure_rate(peer, ["/"], seconds=1)
    for path in PAGES.values():
        load.measure_rate(port, [path], seconds=1)


def _rates(port: int, peer: int, tell: Tell) -> dict[str, float]:
    """Requests per second of the peer and of each page; "… anew" is the page drawn for each request."""
    found: dict[str, list[float]] = {}
    for turn in range(1, ROUNDS + 1):
        tell(f"rates, round {turn} of {ROUNDS}")
        found.setdefault("peer", []).append(load.measure_rate(peer, ["/"], seconds=SECONDS).rate)
        for page, path in PAGES.items():
            found.setdefault(page, []).append(load.measure_rate(port, [path], seconds=SECONDS).rate)
            anew = load.measure_rate(port, list(_never_kept(path)), seconds=SECONDS)
            found.setdefault(f"{page} anew", []).append(anew.rate)
    return {name: statistics.median(rates) for name, rates in found.items()}


def _waiting(port: int, page: str, tell: Tell) -> Mapping[str, load.Timings]:
    tell(f"waiting: {page}")
    anew = list(_never_kept(PAGES[page]))
    return {
        "kept": load.measure_at_rate(port, [PAGES[page]], per_second=PER_SECOND, seconds=8),
        # As after each change of a plan, or for staff, whose pages are nobody else's.
        "anew": load.measure_at_rate(port, anew, per_second=PER_SECOND_ANEW, seconds=8),
    }


def _never_kept(path: str) -> Iterator[str]:
    """Addresses whose answers are not kept (ui.kept_pages keeps none with a query): each is drawn anew."""
    return (f"{path}?n={number}" for number in itertools.islice(itertools.count(), 50_000))


def _figures(
    rates: Mapping[str, float], waiting: Mapping[str, Mapping[str, load.Timings]]
) -> dict[str, object]:
    return {
        "requests_per_s": {name: rounded(rate) for name, rate in rates.items()},
        "share_of_peer": {name: rounded(rate / rates["peer"]) for name, rate in rates.items()},
        "at_60_per_s": {page: ways["kept"].as_json() for page, ways in waiting.items()},
        "anew_at_5_per_s": {page: ways["anew"].as_json() for page, ways in waiting.items()},
    }


def _limits(rates: Mapping[str, float], waiting: Mapping[str, Mapping[str, load.Timings]]) -> Iterator[Limit]:
    for page in PAGES:
        share = rates[page] / rates["peer"]
        yield Limit(f"{page}: share of the peer's rate", share, ">=", LEAST_SHARE_OF_PEER)
        p95 = waiting[page]["kept"].percentile(95)
        yield Limit(f"{page}: p95 in ms at 60 requests/s", p95, "<=", LONGEST_P95_MS)
