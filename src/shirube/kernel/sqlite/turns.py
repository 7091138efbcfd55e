"""Who may write to an SQLite file next: one writer at a time, threads and processes in line.

SQLite itself lets those who wait try again after pauses that grow to 100 ms: whoever asks at the right moment overtakes
all others, and the pauses add up to a second under load. Here a thread is woken by the one before it; a process tries at
most every two milliseconds, and holds the place `next` while it does, so that the one that has just written cannot
overtake it. The locks are the kernel's (flock): who is killed lets go of them.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.0001, 0.002


class Turn:
    """The right to write, until `end`. One that is thrown away unended, with the connection of a dead thread, ends too."""

    def __init__(self, line: Line) -> None:
        self._line: Line | None = line

    def end(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.leave()

    __del__ = end


class Line:
    """All who write to one file. `take` from any thread; None where it was not one's turn within the time."""

    def __init__(self, database: Path) -> None:
        self._process, self._threads = os.getpid(), threading.Lock()
        self._next, self._writer = (_open(database, place) for place in ("next", "writer"))

    def take(self, seconds: float) -> Turn | None:
        until = time.monotonic() + seconds
        if not self._threads.acquire(timeout=seconds):
            return None
        if _lock(self._next, until):
            try:
                if _lock(self._writer, until):
                    return Turn(self)
            finally:
                fcntl.flock(self._next, fcntl.LOCK_UN)
        self._threads.release()
        return None

    def leave(self) -> None:
        if self._process != os.getpid():
            return
        fcntl.flock(self._writer, fcntl.LOCK_UN)
        self._threads.release()

    def close(self) -> None:
        os.close(self._next)
        os.close(self._writer)


_lines: dict[str, Line] = {}
_making = threading.Lock()


def line_for(database: str) -> Line:
    """The line of the file, the same for every connection of this process."""
    line = _lines.get(database)
    if line is None:
        with _making:
            line = _lines.setdefault(database, _lines.get(database) or Line(Path(database)))
    return line


def _leave_to_parent() -> None:
    for line in _lines.values():
        line.close()
    _lines.clear()


def _open(database: Path, place: str) -> int:
    return os.open(database.with_name(f"{database.name}-{place}"), os.O_RDWR | os.O_CREAT, 0o600)


def _lock(file: int, until: float) -> bool:
    pause = _FIRST_PAUSE_SECONDS
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() > until:
            return False
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


# Danger: a child of fork shares the open files of its parent, and with them the locks; it opens its own.
os.register_at_fork(after_in_child=_leave_to_parent)
