"""Writers of an SQLite file: in line, whatever happens to the one before."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from pathlib import Path

import pytest

from shirube.kernel.sqlite.turns import Line, line_for


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tables.sqlite3"


def _in_child(database: Path, *, turns: int) -> int:
    """A process that takes so many turns, and keeps the last one until it is killed."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover — in the child.
        line = Line(database)
        for _ in range(turns - 1):
            turn = line.take(20)
            turn.end()
        kept = line.take(20)
        os.write(tell, b"1" if kept else b"0")
        signal.pause()
    assert os.read(told, 1) == b"1"
    os.close(told)
    os.close(tell)
    return child


def _is_free(database: Path, place: str) -> bool:
    with Path(f"{database}-{place}").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_one_waits_for_another_process(database: Path) -> None:
    child = _in_child(database, turns=1)

    refused = Line(database).take(0.01)
    _kill(child)

    assert refused is None


def test_who_is_killed_lets_go(database: Path) -> None:
    _kill(_in_child(database, turns=1))

    assert Line(database).take(0.5) is not None


def test_who_has_just_written_does_not_overtake(database: Path) -> None:
    mine = Line(database)
    turn = mine.take(1)
    other, order = Line(database), list[str]()

    def wait() -> None:
        taken = other.take(5)
        order.append("other")
        assert taken is not None
        taken.end()

    waiting = threading.Thread(target=wait)
    waiting.start()
    while _is_free(database, "next"):
        pass
    assert turn is not None
    turn.end()
    again = mine.take(5)
    order.append("mine")

    assert again is not None
    waiting.join()
    assert order == ["other", "mine"]


def test_threads_of_one_process_share_a_line(database: Path) -> None:
    turn = line_for(str(database)).take(1)

    assert line_for(str(database)).take(0.01) is None
    assert turn is not None
    turn.end()
    assert line_for(str(database)).take(0.01) is not None


def test_a_turn_that_is_thrown_away_ends(database: Path) -> None:
    line = Line(database)

    line.take(1)

    assert line.take(0.01) is not None
