"""A time limit for what reads the database: one measure must not cost the city the figures of all the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.db import OperationalError, connection, transaction

_STEPS_BETWEEN_LOOKS = 10_000


class TooSlowError(Exception):
    """The time limit has passed. A defect of the measure, or too much data; told on its page."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Interrupt a query that runs longer, and refuse the next one after the limit. TooSlowError.

    Danger: code that neither asks the database nor returns is not interrupted.
    """
    ends = monotonic() + seconds

    def guard(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        if monotonic() > ends:
            raise TooSlowError
        return execute(sql, params, many, context)

    limit = _limit_postgresql if connection.vendor == "postgresql" else _limit_sqlite
    try:
        with limit(ends), connection.execute_wrapper(guard):
            yield
    except OperationalError as error:
        if monotonic() < ends:
            raise
        raise TooSlowError from error


@contextmanager
def _limit_postgresql(ends: float) -> Iterator[None]:
    milliseconds = max(1, int((ends - monotonic()) * 1000))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {milliseconds}")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = DEFAULT")


@contextmanager
def _limit_sqlite(ends: float) -> Iterator[None]:
    # No transaction: it would keep all writers waiting while figures are added up.
    connection.ensure_connection()
    raw = connection.connection
    raw.set_progress_handler(lambda: monotonic() > ends, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)
