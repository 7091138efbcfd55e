"""Writes to SQLite: in line, and on the disk before anybody is told (docs/adr/0048).

Django looks for the `DatabaseWrapper` of a backend in its module `base`: the name is not ours to choose.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from shirube.kernel.moments import Watching
from shirube.kernel.sqlite.turns import Turn, line_for

_FULL = 2


class DatabaseWrapper(Watching, base.DatabaseWrapper):
    _turn: Turn | None = None
    # Whether the settings ask that a commit be on the disk when it is done (PRAGMA synchronous=FULL).
    _is_kept = False
    _changes_before = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        self._is_kept = connection.execute("PRAGMA synchronous").fetchone()[0] >= _FULL
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        if self.is_in_memory_db():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        self._turn = line_for(self._file).take(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        if self._turn is None:
            raise OperationalError("database is locked")
        try:
            self._wait_at_commit("NORMAL")
            self._changes_before = self.connection.total_changes
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()
        if self._turn is not None:
            wrote = self.connection.total_changes != self._changes_before
            self._wait_at_commit("FULL")
            self._end_turn()
            if wrote and self._is_kept:
                self._wait_for_the_disk()

    def _rollback(self) -> None:
        super()._rollback()
        if self._turn is not None:
            self._wait_at_commit("FULL")
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._end_turn()

    @property
    def _file(self) -> str:
        # The name that SQLite's own files beside it have.
        return os.path.realpath(str(self.settings_dict["NAME"]))

    def _wait_at_commit(self, how: str) -> None:
        """FULL makes a commit wait for the disk while all others wait for it; with NORMAL we wait after our turn."""
        if self._is_kept:
            self.connection.execute(f"PRAGMA synchronous={how}")

    def _wait_for_the_disk(self) -> None:
        # Danger: nobody may be told of a commit before this; several wait for one flush of the disk together. Where the
        # file is gone, the last connection has moved everything into the database, and has waited for that.
        with suppress(FileNotFoundError):
            log = os.open(f"{self._file}-wal", os.O_RDONLY)
            try:
                os.fdatasync(log)
            finally:
                os.close(log)

    def _end_turn(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.end()
