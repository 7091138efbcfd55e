"""Who opens a transaction, and who only joins one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def command(func: Callable[P, R]) -> Callable[P, R]:
    """Run as one whole transaction; refuse to be nested inside another, so that "done" means "committed"."""
    return transaction.atomic(durable=True)(func)


def step(func: Callable[P, R]) -> Callable[P, R]:
    """Run only inside a transaction that a command has opened."""

    @functools.wraps(func)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        blocks = transaction.get_connection().atomic_blocks
        # The block that the test runner opens must not hide a missing command.
        if all(getattr(block, "_from_testcase", False) for block in blocks):
            raise RuntimeError(f"{func.__qualname__} must run inside a command")
        return func(*args, **kwargs)

    return wrapper


@contextmanager
def reading() -> Iterator[None]:
    """Reads that belong together: on PostgreSQL in one transaction, which names the municipality once (kernel.postgresql).

    Not on SQLite, where IMMEDIATE transactions would make readers wait for each other.
    """
    connection = transaction.get_connection()
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield
