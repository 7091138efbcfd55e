"""Things that happened, told to whoever listens after the commit."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Carries ids and plain values only, never a model instance."""


E = TypeVar("E", bound=Event)
_receivers: defaultdict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Call the decorated receiver with each `event_type` after its transaction has committed.

    A receiver must bear to be called twice and may be lost with the process: what a resident must not lose goes
    through the jobs room instead, as a row in the same transaction.
    """

    def register(receiver: Callable[[E], None]) -> Callable[[E], None]:
        _receivers[event_type].append(receiver)
        return receiver

    return register


def publish(event: Event) -> None:
    """Deliver `event` once the surrounding transaction commits; drop it if that rolls back."""
    transaction.on_commit(lambda: _deliver(event))


def _deliver(event: Event) -> None:
    for receiver in _receivers[type(event)]:
        try:
            receiver(event)
        except Exception:
            # One listener must not silence the next; the publisher has committed.
            logger.exception("event receiver failed", extra={"event": type(event).__name__})
