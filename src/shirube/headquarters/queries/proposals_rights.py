"""Who may see a proposal, and whose hand makes which move."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.headquarters.domain.proposals import WAYS, WRITERS, Hand, Move, ProposalState, hands_at

# The headquarters office (事務局).
OFFICE = (Role.DX_PROMOTION,)
OVERSEERS = (Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR)


def is_office(actor: Actor) -> bool:
    return actor.is_system or actor.holds(*OFFICE)


def hands_of(actor: Actor, section_id: UUID) -> frozenset[Hand]:
    """Whose hand somebody has at a proposal of the section; never a meeting's."""
    if actor.is_system:
        return frozenset({Hand.SECTION, Hand.CHIEF, Hand.OFFICE})
    held = {
        Hand.SECTION: actor.works_in([section_id]),
        Hand.CHIEF: actor.works_in([section_id], {Role.SECTION_CHIEF}),
        Hand.OFFICE: actor.holds(*OFFICE),
    }
    return frozenset(hand for hand, is_held in held.items() if is_held)


def list_moves(actor: Actor, state: ProposalState, section_id: UUID) -> Sequence[Move]:
    """What somebody may do next; a chief sends on at once and is not asked to hand in first."""
    hands = hands_of(actor, section_id)
    moves = [move for move in WAYS if hands_at(move, state) & hands]
    return [move for move in moves if move is not Move.SUBMIT or Move.APPROVE not in moves]


def can_write(actor: Actor, state: ProposalState, section_id: UUID) -> bool:
    writer = WRITERS.get(state)
    return writer is not None and writer in hands_of(actor, section_id)


def can_see(actor: Actor, state: ProposalState, section_id: UUID, asked: Collection[UUID]) -> bool:
    """The section, those who are asked, the office, the headquarters; what was decided, everybody who works here."""
    if actor.is_system or actor.holds(*OVERSEERS) or state is ProposalState.DECIDED:
        return True
    return actor.works_in([section_id, *asked])


def can_answer(actor: Actor, section_id: UUID) -> bool:
    return actor.works_in([section_id])
