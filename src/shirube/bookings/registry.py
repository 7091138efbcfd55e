"""What is booked belongs to rooms above: each tells here what its subjects are called and where their pages are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


owners: Registry[Owner] = Registry("owners of what is booked")
