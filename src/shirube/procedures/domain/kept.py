"""What a city keeps as its own when a pack says something new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shirube.procedures.domain.layers import SECTION, STATE, WINDOW, Layer

# Whom the work belongs to and whether it is done now: never a pack's to take back.
_OF_THE_CITY = frozenset({STATE, SECTION, *WINDOW})


class Part(StrEnum):
    """`entry`: the city has an entry of its own under the pack's code, from which the pack stays away altogether."""

    FORM = "form"
    FACTS = "facts"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """`keys` name the facts that stay as staff have written them while the pack says something else now."""

    municipality: str
    procedure: str
    part: Part
    keys: Sequence[str] = ()


def keys_at_odds(before: Layer, after: Layer, edited: Layer) -> Sequence[str]:
    """What staff have written and the layers below now say differently from before."""
    return [key for key in edited if before.get(key) != after.get(key) and edited[key] != after.get(key)]


def without_words(edited: Layer) -> dict[str, object]:
    """The staff's layer when the pack is to speak again: section, state and window stay."""
    return {key: value for key, value in edited.items() if key in _OF_THE_CITY}
