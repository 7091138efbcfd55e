"""`./shirube bench`: the benchmarks of the folder `bench`, which lies beside the source and is no part of the product."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from argparse import Namespace
from types import ModuleType

from shirube.config.cli.output import CannotContinueError, say, tell
from shirube.config.cli.processes import end_tidily_when_told_to
from shirube.config.cli.surroundings import ROOT


def run(options: Namespace) -> int:
    """One JSON line on stdout; 1 where a limit does not hold."""
    sys.path.insert(0, str(ROOT))
    benchmarks = _find_benchmarks()
    if options.list:
        for name, module in benchmarks.items():
            say(f"{name:14} {(module.__doc__ or '').splitlines()[0]}")
        return 0
    if options.name not in benchmarks:
        raise CannotContinueError(f"測るものを選んでください: {'、'.join(benchmarks)}", 2)
    module = benchmarks[options.name]
    if options.rehearse and not hasattr(module, "rehearse"):
        raise CannotContinueError(f"{options.name} は、少ない量では動かせません。", 2)
    end_tidily_when_told_to()
    outcome = module.rehearse(tell) if options.rehearse else module.measure(tell)
    say(json.dumps(outcome.as_json(options.name), ensure_ascii=False))
    return 0 if outcome.holds else 1


def _find_benchmarks() -> dict[str, ModuleType]:
    """A module of the folder with a function `measure`, by its name with hyphens."""
    folder = ROOT / "bench"
    if not folder.is_dir():
        raise CannotContinueError(f"{folder} がありません。配布物ではなくソースの中で実行してください。")
    names = [found.name for found in pkgutil.iter_modules([str(folder)]) if not found.ispkg]
    modules = {name.replace("_", "-"): importlib.import_module(f"bench.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "measure")}
