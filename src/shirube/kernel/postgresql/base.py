"""Tells PostgreSQL which municipality each transaction works for, by a literal SET LOCAL.

Django looks for the `DatabaseWrapper` of a backend in its module `base`: the name is not ours to choose.

Danger: session variables leak to the next client behind a transaction-pooling proxy, and `set_config()` does not
reach the workers of a sharded installation. So nothing is ever set outside a transaction: a query that comes alone,
with a scope, gets a transaction of its own. A query without a scope sees no tenant's row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import count
from time import monotonic
from typing import Any
from uuid import UUID

import psycopg
from django.db import transaction
from django.db.backends.postgresql import base

from shirube.kernel.moments import Watching
from shirube.kernel.scope import find_municipality

VARIABLE = "shirube.municipality"
# Cost: each request would begin with a question to which the server has just given the answer to another one.
TRUSTED_SECONDS = 2.0


class KeepingCursor(base.CursorMixin, psycopg.RawCursor[Any]):
    """Has the server parse and plan a sentence once for each connection, and psycopg read none at all.

    Cost: psycopg keeps what it has read of a sentence only up to 50 parameters; of a longer one it looks for each anew.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        return super().execute(numbered(query), params, **{**options, "prepare": True})


@lru_cache(maxsize=2000)
def numbered(sql: str) -> str:
    """Django's places for parameters (%s, and %% for a percent sign) as PostgreSQL's own: $1, $2, …"""
    numbers = count(1)
    return re.sub("%([%s])", lambda place: "%" if place[1] == "%" else f"${next(numbers)}", sql)


class DatabaseWrapper(Watching, base.DatabaseWrapper):
    _told: UUID | None = None
    _answered_at = float("-inf")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._name_municipality)

    def keeping_cursor(self) -> Any:
        """For sentences that are sent again and again, letter by letter the same (kernel.prepared).

        Danger: a transaction-pooling proxy gives each transaction another server, which knows no plan of ours.
        """
        if self.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:
            return self.cursor()
        self.ensure_connection()
        with self.wrap_database_errors:
            return self._prepare_cursor(KeepingCursor(self.connection))  # type: ignore[attr-defined]

    def is_usable(self) -> bool:
        """Whether the server still answers; not asked again where it has answered a moment ago."""
        has_answered = monotonic() - self._answered_at < TRUSTED_SECONDS and not self.errors_occurred
        return has_answered or bool(super().is_usable())

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 — Django's signature.
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        self._told = None

    def _savepoint_rollback(self, sid: str) -> None:
        # A SET LOCAL made after the savepoint is undone with it.
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None

    def _name_municipality(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,  # noqa: FBT001 — Django's signature.
        context: dict[str, Any],
    ) -> Any:
        wanted = find_municipality()
        if not self.in_atomic_block:
            if wanted is None:
                return execute(sql, params, many, context)
            # Cost: three round trips instead of one; pages therefore open one transaction for all their reads.
            with transaction.atomic(using=self.alias):
                self._set_local(wanted)
                return execute(sql, params, many, context)
        if wanted != self._told:
            self._set_local(wanted)
        return execute(sql, params, many, context)

    def _set_local(self, municipality_id: UUID | None) -> None:
        literal = str(UUID(str(municipality_id))) if municipality_id else ""
        # Danger: libpq's own way to say it (`pgconn.exec_`) saves a journey and halves what a rush gets through (ADR 61).
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {VARIABLE} = '{literal}'")
        self._told, self._answered_at = municipality_id, monotonic()
