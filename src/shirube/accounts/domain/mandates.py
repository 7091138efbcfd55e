"""Acting for somebody else (代理): by mandate or by law, for what, from when until when.

Law: 民法第99条 (agency), 第818条・第824条 (parents), 第859条 (guardians of adults). A child and an adult under guardianship cannot
give a mandate, so that what the law says is shown on paper (戸籍, 登記事項証明書) and confirmed by staff.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

AGE_OF_MAJORITY = 18


class MandateKind(StrEnum):
    BY_MANDATE = "by_mandate"
    BY_LAW = "by_law"


class MandateBasis(StrEnum):
    """By what the representative acts."""

    LETTER = "letter"
    PARENT = "parent"
    ADULT_GUARDIAN = "adult_guardian"
    CURATOR = "curator"
    ASSISTANT = "assistant"

    @property
    def kind(self) -> MandateKind:
        return MandateKind.BY_MANDATE if self is MandateBasis.LETTER else MandateKind.BY_LAW


class MandateState(StrEnum):
    """requested → confirmed or refused; requested or confirmed → ended."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


class MandateRefusal(StrEnum):
    """Why a mandate does not carry an act."""

    NOT_CONFIRMED = "not_confirmed"
    NOT_BEGUN = "not_begun"
    OVER = "over"
    OTHER_PROCEDURE = "other_procedure"


OPEN_STATES = (MandateState.REQUESTED, MandateState.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentedPerson:
    """Who is represented, as the representative tells it. `email` is empty for people without mail."""

    name: str
    kana: str
    born_on: str
    address: str = ""
    email: str = ""

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEntry:
    """What a representative asks for. `procedures` are codes, empty for all; [starts_on, ends_on), open where the law
    sets no end."""

    person: RepresentedPerson
    basis: MandateBasis
    procedures: Sequence[str] = ()
    starts_on: date
    ends_on: date | None


def is_sound_period(basis: MandateBasis, starts_on: date, ends_on: date | None) -> bool:
    """A letter of attorney names an end; no period ends before it begins."""
    if ends_on is None:
        return basis is not MandateBasis.LETTER
    return ends_on > starts_on


def end_of(basis: MandateBasis, born_on: str, ends_on: date | None) -> date | None:
    """The first day on which it does not hold any more, None: no end.

    Law: parental authority ends when the child comes of age (民法第4条・第818条), whatever the paper says; whoever was born
    on 29 February is of age on 1 March. A birthday of which the day is unknown sets no end.
    """
    of_age = _of_age_on(born_on) if basis is MandateBasis.PARENT else None
    return min((day for day in (ends_on, of_age) if day is not None), default=None)


def _of_age_on(born_on: str) -> date | None:
    try:
        born = date.fromisoformat(born_on)
    except ValueError:
        return None
    is_leap_day = (born.month, born.day) == (2, 29)
    return (
        date(born.year + AGE_OF_MAJORITY, 3, 1)
        if is_leap_day
        else born.replace(year=born.year + AGE_OF_MAJORITY)
    )


def address_digest(email: str) -> str:
    """Under what a request waits for the reader of an address, whether or not there is an account yet."""
    return hashlib.sha256(f"mandate:{email.strip().lower()}".encode()).hexdigest() if email.strip() else ""
