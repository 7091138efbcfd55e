"""What is booked belongs to rooms above: each tells here what its subjects are called and where their pages are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shirube.kernel.registry import Registry
from shirube.kernel.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What people see of a resource. Paths are those inside a city; the staff's page decides who may look.

    `has_own_page`: one books at `path`, where the owner shows what the engine does not know (fees, questions).
    """

    title: Words
    place: Words
    section_id: UUID
    path: str
    staff_path: str
    has_own_page: bool = False


class Owner(Protocol):
    """A room that has things to book; registered as "<room>.<thing>" ("venues.room")."""

    @property
    def identifier(self) -> str: ...

    def describe(self, *, municipality_id: UUID, subject_ids: Sequence[UUID]) -> Mapping[UUID, Subject]:
        """The subjects among these that exist. Cost: as few queries as one subject takes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedSpan:
    """When a subject would be booked, by the slot's id."""

    slot_id: UUID
    subject_id: UUID
    starts_at: datetime
    ends_at: datetime


class Keeper(Protocol):
    """An owner that at times needs its subjects itself (a class of the city in a room); `identifier` is the owner's."""

    @property
    def identifier(self) -> str: ...

    def kept(self, *, municipality_id: UUID, spans: Sequence[BookedSpan]) -> Collection[UUID]:
        """The slots among these that nobody may book. Asked at every booking: as few queries as one span takes."""
        ...


class HolderPage(Protocol):
    """An owner's own page of each reservation; registered under the owner's identifier.

    Letters lead there instead of to the engine's page. Called by the worker that writes a letter, and by pages.
    """

    @property
    def identifier(self) -> str: ...

    @property
    def label(self) -> str:
        """What the engine's page calls it, in the reader's language."""
        ...

    def find_path(self, *, municipality_id: UUID, reservation_id: UUID) -> str:
        """Inside the city, without its prefix; empty where this reservation has none."""
        ...


owners: Registry[Owner] = Registry("owners of what is booked")
keepers: Registry[Keeper] = Registry("owners that need what they let at times themselves")
holder_pages: Registry[HolderPage] = Registry("pages of holders")
