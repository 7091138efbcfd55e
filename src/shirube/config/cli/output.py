"""What the command line says: progress on stderr, results on stdout, one sentence when it cannot go on."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")


class CannotContinueError(Exception):
    """The work stops here. The text says in Japanese what happened, what was kept and what to do."""

    def __init__(self, text: str, exit_code: int = 1) -> None:
        super().__init__(text)
        self.exit_code = exit_code


def say(text: str = "") -> None:
    """A result: one line on stdout, at once even into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """Progress and warnings: one line on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    started = time.monotonic()
    tell(f"{text} …")
    yield
    tell(f"  済（{time.monotonic() - started:.1f} 秒）")


def counted(items: Iterable[T], total: int, text: str, every_seconds: float = 1.0) -> Iterator[T]:
    """Hand on the items and tell how far it has come, about once a second."""
    said = time.monotonic()
    for number, item in enumerate(items, start=1):
        yield item
        if number == total or time.monotonic() - said >= every_seconds:
            said = time.monotonic()
            tell(f"  {text} {number}/{total}")
