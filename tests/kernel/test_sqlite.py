"""Our own SQLite backend: a commit is on the disk before anybody is told, and one who waits too long is told so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from shirube.kernel.sqlite import base
from shirube.kernel.sqlite.turns import line_for

pytestmark = pytest.mark.django_db
KEPT = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Opens connections to one file, as an installation's settings do."""
    name = str(tmp_path / "tables.sqlite3")
    options = {"transaction_mode": "IMMEDIATE", "timeout": 0.05, "init_command": KEPT}
    settings = {**connections[DEFAULT_DB_ALIAS].settings_dict, "NAME": name, "OPTIONS": options}
    opened: list[Any] = []

    def open_one() -> Any:
        opened.append(base.DatabaseWrapper(settings, DEFAULT_DB_ALIAS))
        opened[-1].cursor().execute("CREATE TABLE IF NOT EXISTS notes (text)")
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


def _begin(connection: Any, *texts: str) -> None:
    connection._start_transaction_under_autocommit()
    with closing(connection.cursor()) as cursor:
        for text in texts:
            cursor.execute("INSERT INTO notes VALUES (%s)", [text])


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[bool]:
    """For each wait for the disk, whether others could write meanwhile."""
    seen: list[bool] = []
    line = line_for(os.path.realpath(tmp_path / "tables.sqlite3"))
    monkeypatch.setattr(base.os, "fdatasync", lambda _file: seen.append(line.take(0.01) is not None))
    return seen


def test_the_disk_is_waited_for_after_the_turn(connect: Callable[[], Any], flushed: list[bool]) -> None:
    connection = connect()
    _begin(connection, "kept")

    connection.commit()

    assert flushed == [True]
    assert connection.cursor().execute("PRAGMA synchronous").fetchone() == (2,)


def test_who_has_written_nothing_does_not_wait(connect: Callable[[], Any], flushed: list[bool]) -> None:
    connection = connect()
    _begin(connection)

    connection.commit()

    assert flushed == []


def test_a_turn_ends_with_what_is_taken_back(connect: Callable[[], Any], flushed: list[bool]) -> None:
    first, second = connect(), connect()
    _begin(first, "lost")
    first.rollback()

    _begin(second, "kept")
    second.commit()

    assert first.cursor().execute("SELECT text FROM notes").fetchall() == [("kept",)]
    assert flushed == [True]


def test_who_waits_too_long_is_told(connect: Callable[[], Any]) -> None:
    first, second = connect(), connect()
    _begin(first)

    with pytest.raises(OperationalError, match="database is locked"):
        _begin(second)


def test_a_connection_that_is_closed_lets_go(connect: Callable[[], Any]) -> None:
    first, second = connect(), connect()
    _begin(first, "lost")

    first.close()
    _begin(second, "kept")
    second.commit()

    assert second.cursor().execute("SELECT text FROM notes").fetchall() == [("kept",)]
