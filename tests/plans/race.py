"""Several people at once, each with a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any
from uuid import UUID

from django.db import connection

from shirube.kernel.scope import municipality_scope


class Meeting:
    """Where all wait for each other, so that each has read before any has written.

    Who cannot come because the database lets one writer in at a time is not waited for longer than a moment.
    """

    def __init__(self, people: int) -> None:
        self._barrier = Barrier(people)

    def wait(self, *_: Any, **__: Any) -> None:
        with suppress(BrokenBarrierError):
            self._barrier.wait(timeout=0.5)


def together(municipality_id: UUID, *deeds: Callable[[], object]) -> list[object]:
    """Do all deeds at once; what each returned or raised, in their order."""

    def alone(deed: Callable[[], object]) -> object:
        with municipality_scope(municipality_id):
            try:
                return deed()
            except Exception as error:  # noqa: BLE001 — the test judges what was raised.
                return error
            finally:
                connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(alone, deeds))


def errors_among(results: list[object]) -> list[type[object]]:
    return [type(result) for result in results if isinstance(result, Exception)]
