"""What an agenda item can be about. A room, or a module of this one, registers a kind for each in its plugins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.papers import PaperContent
from shirube.headquarters.domain.terms import ItemKind, Outcome
from shirube.kernel.errors import NotFoundError
from shirube.kernel.registry import Registry


class SubjectNotFoundError(NotFoundError):
    """What an item is about is not there, or is not for agendas."""

    code = "headquarters.subject_not_found"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be put on an agenda. `key` is stable and has at most 200 letters."""

    key: str
    title: str
    note: str = ""
    suggests: ItemKind = ItemKind.REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedItem:
    """What a kind is told of a decision on one of its things."""

    item_id: UUID
    meeting_id: UUID
    meeting_title: str
    key: str
    outcome: Outcome
    wording: str
    decided_on: date


def _nothing_follows(*, municipality_id: UUID, decided: DecidedItem, actor: Actor, now: datetime) -> None:
    """The decision stands in the minutes and nowhere else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaKind:
    """Functions take keywords only, and are called inside the municipality's scope.

    `identifier` is the word in front of keys: "proposal", "plan", "register", "measures", "inquiry". `label` is a
    translatable Japanese word for choosing.
    `list_choices(municipality_id, actor, on)` gives what may be put on an agenda on that day.
    `paper(municipality_id, key, on)` gives title and blocks as of the end of that day; SubjectNotFoundError. It must not
    write and not read the clock: the day is given. It shows no personal data: papers are read by many.
    `on_decided(municipality_id, decided, actor, now)` is called inside the transaction of the decision, as a step. It may
    write its own room's rows and publish events; a DomainError from it refuses the whole decision.
    """

    identifier: str
    label: str
    list_choices: Callable[..., Sequence[Choice]]
    paper: Callable[..., PaperContent]
    on_decided: Callable[..., None] = _nothing_follows


agenda_kinds: Registry[AgendaKind] = Registry("agenda_kinds")
