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


def address_digest(email: str) -> str:
    """Under what a request waits for the reader of an address, whether or not there is an account yet."""
    return hashlib.sha256(f"mandate:{email.strip().lower()}".encode()).hexdigest() if email.strip() else ""
