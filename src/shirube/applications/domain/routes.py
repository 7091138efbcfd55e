"""The approval route (決裁ルート): whose turn it is, who may act for whom, who may pull a proposal up.

Pure rules over the steps of one proposal. Positions count from 0, the lowest desk first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

SUBSECTION_CHIEF = "subsection_chief"
SECTION_CHIEF = "section_chief"


@dataclass(frozen=True, slots=True)
class Desk:
    """One step of a route as the rules see it."""

    position: int
    role: str
    is_decided: bool
    decided_by: str = ""


def skipped_desks(route: Sequence[str], *, has_subsection_chief: bool) -> frozenset[int]:
    """The positions nobody can stand at: 係長 where the section has none but the proposer.

    A small section goes straight to its 課長. A route that would have no desk left keeps it: somebody acts there, for
    nobody decides alone what they proposed.
    """
    empty = {place for place, role in enumerate(route) if role == SUBSECTION_CHIEF}
    return frozenset() if has_subsection_chief or len(empty) == len(route) else frozenset(empty)


def next_desk(desks: Sequence[Desk]) -> Desk | None:
    """The desk whose turn it is; None when all have decided."""
    return next((desk for desk in desks if not desk.is_decided), None)


def desks_of(roles: Collection[str]) -> frozenset[str]:
    """The desks at which somebody with these roles in the case's section decides."""
    return frozenset({SUBSECTION_CHIEF, SECTION_CHIEF} & set(roles))


def holds(desk: Desk, roles: Collection[str]) -> bool:
    """Whether one of the roles, held in the case's section, is that of the desk; a desk of another name is a chief's."""
    needed = desk.role if desk.role == SUBSECTION_CHIEF else SECTION_CHIEF
    return needed in roles


def may_act(desk: Desk, roles: Collection[str], *, is_deputy_free: bool) -> bool:
    """代決: who stands in for the desk's holder. For a 課長 it is a 係長, as long as one is free; else any colleague."""
    if desk.role == SUBSECTION_CHIEF or not is_deputy_free:
        return bool(roles)
    return bool(desks_of(roles))


def has_signed(desks: Sequence[Desk], actor: str) -> bool:
    """Whether the actor has decided at one of the desks: nobody stands at two desks of one proposal."""
    return any(desk.decided_by == actor for desk in desks)


def desk_to_pull_to(desks: Sequence[Desk], roles: Collection[str]) -> Desk | None:
    """The lowest undecided desk above the one whose turn it is, that the roles may decide at; None where none is."""
    turn = next_desk(desks)
    above = (desk for desk in desks if turn and desk.position > turn.position and not desk.is_decided)
    return next((desk for desk in above if holds(desk, roles)), None)
