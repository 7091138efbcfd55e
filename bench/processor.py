"""How much of the processor the servers of a benchmark use: the one figure that a busy machine does not spoil."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_below_us() -> float:
    """Processor seconds that every process below this one has used until now: web server, worker, database."""
    found = dict(_processes())
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in found.items() if parent in ours} - ours:
        ours |= more
    return sum(found[pid][1] for pid in ours - {os.getpid()} if pid in found)


def _processes() -> Iterator[tuple[int, tuple[int, float]]]:
    """Process, its parent, its seconds (proc(5))."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        # A process may end while we look.
        with suppress(FileNotFoundError, ProcessLookupError):
            # The name in brackets may hold blanks and brackets itself.
            words = path.read_text().rpartition(")")[2].split()
            yield int(path.parent.name), (int(words[1]), (int(words[11]) + int(words[12])) / _TICKS)
