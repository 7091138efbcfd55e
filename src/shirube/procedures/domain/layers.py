"""Three layers of one entry: what the pack says, what the city's adoption says differently, what staff have changed.

A newer pack replaces the lowest layer only, so that a city's own words survive it and stay visible as its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from shirube.procedures.domain.facts import Facts
from shirube.procedures.domain.packs import Overrides
from shirube.procedures.domain.reception import State

Layer = Mapping[str, Any]
WINDOW = ("opens_on", "closes_on", "per_person")
# Keys of the city alone, of which no pack can speak.
SECTION, STATE = "section", "state"


class Origin(StrEnum):
    """Where a city's own value comes from."""

    ADOPTION = "adoption"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Override:
    """A value of the city's own, and what the pack says (None where it says nothing)."""

    key: str
    value: Any
    packed: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class Composed:
    """What holds in the city."""

    facts: Facts
    state: State
    section: str | None


def layer_of(overrides: Overrides, reception: State) -> dict[str, Any]:
    """The adoption's layer for one procedure; the form's part goes to the form."""
    layer = overrides.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"form", "reception"})
    return {**layer, STATE: (overrides.reception or reception).value}


def compose(packed: Layer, *layers: Layer) -> Composed:
    """Later layers speak last. `packed` is a dump of Facts; the section is a name or code of the city."""
    merged: dict[str, Any] = {**packed, "reception": dict(packed["reception"])}
    for layer in layers:
        for key, value in layer.items():
            target = merged["reception"] if key in WINDOW else merged
            target[key] = value
    state, section = merged.pop(STATE, State.OFF.value), merged.pop(SECTION, None)
    return Composed(Facts.model_validate(merged), State(state), section)


def list_overrides(packed: Layer, adopted: Layer, edited: Layer) -> Sequence[Override]:
    """The city's own values in the order of the entry; that a reception is on or off is the city's anyway."""
    found = {
        key: Override(key, value, _packed(packed, key), Origin.ADOPTION) for key, value in adopted.items()
    }
    found.update(
        {
            key: Override(key, value, _below(packed, adopted, key), Origin.STAFF)
            for key, value in edited.items()
        }
    )
    order = [*packed, *WINDOW, SECTION]
    # Which section the adoption names is an assignment: a pack only knows what such sections are usually called.
    kept = [
        one
        for key, one in found.items()
        if key in order and one.value != one.packed and (key, one.origin) != (SECTION, Origin.ADOPTION)
    ]
    return sorted(kept, key=lambda one: order.index(one.key))


def edit_layer(packed: Layer, adopted: Layer, edited: Layer, wishes: Layer) -> dict[str, Any]:
    """The staff's layer after `wishes`: what says again what stands below is no override any more."""
    wished = {**edited, **wishes}
    return {key: value for key, value in wished.items() if value != _below(packed, adopted, key)}


def rewrite(packed: Layer, adopted: Layer, wishes: Layer) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two layers below, as an entry without a pack has them, after `wishes`: there is nobody to differ from."""
    base: dict[str, Any] = {**packed, "reception": dict(packed["reception"])}
    city = dict(adopted)
    for key, value in wishes.items():
        target = city if key in (SECTION, STATE) else base["reception"] if key in WINDOW else base
        target[key] = value
    return base, city


def value_of(packed: Layer, adopted: Layer, edited: Layer, key: str) -> Any:
    """What holds for one key."""
    return edited[key] if key in edited else _below(packed, adopted, key)


def _below(packed: Layer, adopted: Layer, key: str) -> Any:
    return adopted[key] if key in adopted else _packed(packed, key)


def _packed(packed: Layer, key: str) -> Any:
    return packed["reception"].get(key) if key in WINDOW else packed.get(key)
