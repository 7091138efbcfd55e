"""What the log calls an act, in words. Rooms teach theirs in `apps.ready()`, as they teach their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

_actions: dict[str, str | Promise] = {}


def teach_actions(words: Mapping[str, str | Promise]) -> None:
    """Add a room's words by the action's code."""
    _actions.update(words)


def action_words(action: str) -> str:
    """What was done; the code itself where no room has named it."""
    return str(_actions.get(action, action))
