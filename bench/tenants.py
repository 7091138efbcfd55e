"""The KPI page with 4 and with 1,741 municipalities in one installation: waiting time and queries per page."""

from __future__ import annotations

import itertools
import json
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import load, servers
from bench.load_plan import MUNICIPALITIES, make_copies
from bench.outcome import Limit, Outcome, Tell, rounded

FEW = 4
ROUNDS = 8
COLD_PAGES = 20
PER_SECOND = {"kept": 30.0, "anew": 10.0}
PAGES_A_ROUND = {"kept": 100, "anew": 30}
MOST_RATIO = 1.2
PLAN = "plans/dx-2024/"
# The same four cities are asked in both installations, so that only the number of the others differs.
KPI_PAGES = [f"/city-{number}/{PLAN}kpis/online-rate/" for number in range(FEW)]
COUNTED_PAGES = [f"/city-0/{rest}" for rest in ("", PLAN, f"{PLAN}roadmap/", f"{PLAN}kpis/online-rate/")]
Waiting = dict[str, list[float]]


def measure(tell: Tell) -> Outcome:
    """The installations take turns page by page, so that a busy moment of the machine meets both."""
    with tempfile.TemporaryDirectory(prefix="shirube-bench-") as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        for data, total in ((few, FEW), (many, MUNICIPALITIES)):
            tell(f"an installation with {total} municipalities")
            servers.make_installation(data, "packs/municipalities/shirube.yaml")
            make_copies(data, total)
        queries = {"few": _cold(few, 1)["queries"], "many": _cold(many, 1)["queries"]}
        waiting = _waiting(few, many, tell)
    ratios = {
        how: _p95(waiting[f"many {how}"]) / _p95(waiting[f"few {how}"]) for how in ("cold", "kept", "anew")
    }
    figures = {
        "municipalities": {"few": FEW, "many": MUNICIPALITIES},
        "p95_ms": {name: rounded(_p95(seconds) * 1000) for name, seconds in waiting.items()},
        "ratios": {how: rounded(ratio) for how, ratio in ratios.items()},
        "queries": queries,
    }
    return Outcome(figures, [_limit(how, ratio) for how, ratio in ratios.items()])


def _limit(how: str, ratio: float) -> Limit:
    return Limit(f"KPI page, {WAYS[how]}: p95 with 1,741 beside 4 municipalities", ratio, "<=", MOST_RATIO)


WAYS = {"cold": "nothing in memory", "kept": "as served", "anew": "drawn for each request"}


def _waiting(few: Path, many: Path, tell: Tell) -> Waiting:
    found: Waiting = {f"{name} {how}": [] for name in ("few", "many") for how in WAYS}
    with servers.serving(few) as few_port, servers.serving(many) as many_port:
        # The first requests of a process pay for its start, in a town as in a prefecture; "cold" measures that apart.
        for port in (few_port, many_port):
            load.measure_rate(port, KPI_PAGES, seconds=2)
        for turn in range(1, ROUNDS + 1):
            tell(f"round {turn} of {ROUNDS}")
            for name, data in (("few", few), ("many", many)):
                found[f"{name} cold"] += _cold(data, COLD_PAGES)["seconds"]
            for how, paths in (("kept", _kept()), ("anew", _never_kept(turn))):
                timings = load.measure_in_turns([few_port, many_port], paths, per_second=PER_SECOND[how])
                found[f"few {how}"] += timings[0].seconds
                found[f"many {how}"] += timings[1].seconds
    return found


def _kept() -> list[str]:
    return list(itertools.islice(itertools.cycle(KPI_PAGES), PAGES_A_ROUND["kept"]))


def _never_kept(turn: int) -> list[str]:
    """Addresses whose answers are not kept: each is drawn anew from the plan in memory."""
    return [
        f"{page}?n={turn}.{number}"
        for number, page in zip(range(PAGES_A_ROUND["anew"]), itertools.cycle(KPI_PAGES), strict=False)
    ]


def _cold(data: Path, total: int) -> Mapping[str, list[float]]:
    pages = COUNTED_PAGES if total == 1 else KPI_PAGES
    answer: Mapping[str, list[float]] = json.loads(
        servers.run("bench.cold_pages", str(total), *pages, data=data)
    )
    return answer


def _p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]
