"""The approval route (決裁ルート): whose turn it is, who may act for whom, who may pull a proposal up.

Pure rules over the steps of one proposal. Positions count from 0, the lowest desk first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

# 係長 is no role of the accounts: any colleague of the section but the proposer. Every other desk is a chief's.
SUBSECTION_CHIEF = "subsection_chief"


@dataclass(frozen=True, slots=True)
class Desk:
    """One step of a route as the rules see it."""

    position: int
    role: str
    is_decided: bool
    decided_by: str = ""


def next_desk(desks: Sequence[Desk]) -> Desk | None:
    """The desk whose turn it is; None when all have decided."""
    return next((desk for desk in desks if not desk.is_decided), None)


def holds(desk: Desk, roles: Collection[str]) -> bool:
    """Whether one of the roles, held in the case's section, is that of the desk."""
    if desk.role == SUBSECTION_CHIEF:
        return bool({"section_staff", "section_chief"} & set(roles))
    return "section_chief" in roles


def has_signed(desks: Sequence[Desk], actor: str) -> bool:
    """Whether the actor has decided at one of the desks: nobody stands at two desks of one proposal."""
    return any(desk.decided_by == actor for desk in desks)


def desk_to_pull_to(desks: Sequence[Desk], roles: Collection[str]) -> Desk | None:
    """The lowest undecided desk above the one whose turn it is, that the roles may decide at; None where none is."""
    turn = next_desk(desks)
    above = (desk for desk in desks if turn and desk.position > turn.position and not desk.is_decided)
    return next((desk for desk in above if holds(desk, roles)), None)
