"""What the use of a room costs, and how much of it a reduction takes away. Whole yen; what is left over is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shirube.kernel.words import Words
from shirube.venues.domain.facts import FacilityFacts, RoomFacts


class LineKind(StrEnum):
    BLOCK = "block"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of a quote: `times` × what it costs in the fee class."""

    kind: LineKind
    title: Words
    times: int
    each_yen: int

    @property
    def yen(self) -> int:
        return self.times * self.each_yen


@dataclass(frozen=True, slots=True)
class Quote:
    """`full_yen` without, `reduced_yen` with the reduction that is asked for; they are the same where none is."""

    lines: tuple[FeeLine, ...]
    full_yen: int
    reduced_yen: int


class ReductionState(StrEnum):
    NONE = "none"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class UnknownFeeError(ValueError):
    """A block, fee class, equipment or reduction that the room does not have: a stale page, or somebody trying."""


def quote(
    facility: FacilityFacts,
    room: RoomFacts,
    *,
    blocks: Sequence[str],
    fee_class: str,
    equipment: Sequence[str] = (),
    reduction: str = "",
) -> Quote:
    """The fee of these blocks (a code once for each day it is used on). UnknownFeeError.

    The percentage of the fee class is taken from each price by itself and rounded down, as fee tables print it; the
    reduction from the sum.
    """
    percent = _percent(facility, fee_class)
    lines = (
        *_block_lines(room, blocks, percent, facility),
        *_equipment_lines(room, equipment, len(blocks), facility),
    )
    full = sum(line.yen for line in lines)
    return Quote(lines, full, reduce_fee(facility, full, reduction))


def reduce_fee(facility: FacilityFacts, full_yen: int, reduction: str) -> int:
    """The fee after the reduction; the same where none is named. UnknownFeeError."""
    if not reduction:
        return full_yen
    found = facility.reduction(reduction)
    if found is None:
        raise UnknownFeeError(reduction)
    return _part(full_yen, 100 - found.percent_off, facility.rounding_yen)


def _percent(facility: FacilityFacts, fee_class: str) -> int:
    found = facility.fee_class(fee_class)
    if found is None:
        raise UnknownFeeError(fee_class)
    return found.percent


def _block_lines(
    room: RoomFacts, blocks: Sequence[str], percent: int, facility: FacilityFacts
) -> list[FeeLine]:
    unknown = {code for code in blocks if room.block(code) is None}
    if unknown:
        raise UnknownFeeError(", ".join(sorted(unknown)))
    return [
        FeeLine(
            LineKind.BLOCK,
            one.title,
            blocks.count(one.code),
            _part(one.fee_yen, percent, facility.rounding_yen),
        )
        for one in room.blocks
        if one.code in blocks
    ]


def _equipment_lines(
    room: RoomFacts, wanted: Sequence[str], times: int, facility: FacilityFacts
) -> list[FeeLine]:
    """Equipment costs the same for everybody: fee classes are about the room."""
    known = {one.code: one for one in room.equipment}
    if not set(wanted) <= known.keys():
        raise UnknownFeeError(", ".join(sorted(set(wanted) - known.keys())))
    return [
        FeeLine(LineKind.EQUIPMENT, one.title, times, _part(one.fee_yen, 100, facility.rounding_yen))
        for one in room.equipment
        if one.code in wanted
    ]


def _part(yen: int, percent: int, rounding_yen: int) -> int:
    return yen * percent // 100 // rounding_yen * rounding_yen
