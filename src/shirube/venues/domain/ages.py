"""Groups of age as the measures of the plans count them. Nobody has to tell a birthday for a class."""

from __future__ import annotations

from enum import StrEnum


class AgeGroup(StrEnum):
    """`UNKNOWN` was asked and not told: it is counted, and never guessed."""

    UNDER_20 = "under_20"
    TO_39 = "to_39"
    TO_59 = "to_59"
    SIXTIES = "sixties"
    SEVENTIES = "seventies"
    OVER_80 = "over_80"
    UNKNOWN = "unknown"
