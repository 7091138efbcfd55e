"""Whether the certificate that signed is that of the person who applies."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from shirube.kernel.text import search_key


class Match(StrEnum):
    """`UNCLEAR` is for staff to look at: certificates write names with substitutes for rare characters (代替文字)."""

    SAME = "same"
    UNCLEAR = "unclear"
    OTHER = "other"


def match_signer(
    proof: Mapping[str, object], *, name: Mapping[str, str] | None, born_on: str | None
) -> Match:
    """The certificate's name and day of birth beside what the application says of its signer, as far as it says it."""
    is_same_name = search_key(str(proof["name"])) in _spellings(name or {})
    written = str(proof["birth_on"])
    if born_on and not _may_be_one_day(written, born_on):
        return Match.OTHER
    if is_same_name:
        return Match.SAME
    return Match.UNCLEAR if born_on or not name else Match.OTHER


def _may_be_one_day(one: str, other: str) -> bool:
    """Days of which parts are unknown are compared as far as both go."""
    return all(left == right for left, right in zip(one.split("-"), other.split("-"), strict=False))


def _spellings(name: Mapping[str, Any]) -> set[str]:
    """Every way in which the person may stand in the certificate: the name, the old name, Latin letters."""
    given = name.get("given", "")
    families = [name.get("family", ""), name.get("old_family", "")]
    written = [f"{family}{given}" for family in families if family] + [name.get("latin", "")]
    return {search_key(one) for one in written if one}


__all__ = ["Match", "match_signer"]
