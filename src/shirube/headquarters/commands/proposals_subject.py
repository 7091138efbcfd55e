"""What the decision of an agenda item does with the proposal that it is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.proposals_deciding import settle_proposal
from shirube.headquarters.domain.proposals import Move
from shirube.headquarters.domain.terms import Outcome
from shirube.headquarters.queries.subject_proposals import proposal_key
from shirube.headquarters.registry import DecidedItem
from shirube.kernel.transactions import step

# What was only noted leaves the proposal where it is.
_MOVES: Mapping[Outcome, Move] = {
    Outcome.DECIDED: Move.DECIDE,
    Outcome.RETURNED: Move.SEND_BACK,
    Outcome.REFUSED: Move.REFUSE,
}


@step
def follow_decision(*, municipality_id: UUID, decided: DecidedItem, actor: Actor, now: datetime) -> None:
    """Raises SubjectNotFoundError, and what `settle_proposal` raises: then the whole decision is refused."""
    move = _MOVES.get(decided.outcome)
    if move is not None:
        settle_proposal(
            municipality_id=municipality_id,
            proposal_id=proposal_key(decided.key),
            move=move,
            decided_in=decided.meeting_title,
            decided_on=decided.decided_on,
            wording=decided.wording,
            actor=actor,
            now=now,
        )
