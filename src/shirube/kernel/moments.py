"""What every page asks for and hardly ever changes, remembered for a moment (docs/adr/0047).

A read marked `@remembered(…)` names the tables it reads. It answers from memory only inside `moment_allowed()`, which is
opened for visitors who are not signed in: who is signed in may just have changed something. A write to one of the tables
forgets everything in this process at once, and until its transaction ends the connection asks the database; another
process learns of it after `SECONDS`.
"""

from __future__ import annotations

import functools
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import connection, models

from shirube.kernel.scope import find_municipality

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 1.0
# Memory: what is remembered is small, or a reference to what is kept elsewhere by its revision.
_MOST_REMEMBERED = 2_000
_allowed: ContextVar[bool] = ContextVar("shirube_moment_allowed", default=False)
_tables: set[str] = set()


class _Memory:
    """Values with the time until which they hold. What was read before a change is not kept after it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self.changes = 0

    def find(self, key: Hashable) -> Any:
        known = self._values.get(key)
        return known[1] if known is not None and known[0] > time.monotonic() else None

    def keep(self, key: Hashable, value: Any, *, changes: int) -> None:
        with self._lock:
            if changes != self.changes:
                return
            self._values[key] = (time.monotonic() + SECONDS, value)
            self._values.move_to_end(key)
            while len(self._values) > _MOST_REMEMBERED:
                self._values.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self.changes += 1
            self._values.clear()


_memory = _Memory()


def remembered(*tables: type[models.Model]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a query with plain keyword arguments finds; never that it found nothing.

    The answer must be immutable, must depend on `tables` and the arguments alone, and must hold nothing of a person.
    """

    def decorate(read: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(read)
        def reading(*args: P.args, **kwargs: P.kwargs) -> R:
            if not _allowed.get() or getattr(connection, "has_changed", True):
                return read(*args, **kwargs)
            key = (read, find_municipality(), *kwargs.items())
            found: R | None = _memory.find(key)
            if found is not None:
                return found
            changes = _memory.changes
            found = read(*args, **kwargs)
            if found is not None:
                _memory.keep(key, found, changes=changes)
            return found

        _tables.update(f'"{table._meta.db_table}"' for table in tables)
        _pattern.cache_clear()
        return reading

    return decorate


@contextmanager
def moment_allowed() -> Iterator[None]:
    """Within, what is read may be a moment old."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


class Watching:
    """Part of both databases' wrappers: sees every statement, and forgets what a write makes untrue."""

    # Whether the open transaction has written to a table that is remembered.
    has_changed = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._watch)  # type: ignore[attr-defined]

    def _watch(self, execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        if not _changes_what_is_remembered(str(sql)):
            return execute(sql, params, many, context)
        self.has_changed = True
        try:
            return execute(sql, params, many, context)
        finally:
            if not self.in_atomic_block:  # type: ignore[attr-defined]
                self._forget()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._forget()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._forget()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        self._forget()

    def _forget(self) -> None:
        if self.has_changed:
            self.has_changed = False
            _memory.forget()


def _changes_what_is_remembered(sql: str) -> bool:
    return not sql.startswith("SELECT") and bool(_tables) and _pattern().search(sql) is not None


@functools.cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _tables))))
