"""The way of an annual review: section → DX promotion → headquarters → published, and back one step at a time."""

from __future__ import annotations

from shirube.plans.domain.terms import ReviewMove, ReviewState

_WAYS = {
    (ReviewState.SECTION, ReviewMove.SUBMIT): ReviewState.DX_PROMOTION,
    (ReviewState.DX_PROMOTION, ReviewMove.FORWARD): ReviewState.HEADQUARTERS,
    (ReviewState.DX_PROMOTION, ReviewMove.RETURN): ReviewState.SECTION,
    (ReviewState.HEADQUARTERS, ReviewMove.PUBLISH): ReviewState.PUBLISHED,
    (ReviewState.HEADQUARTERS, ReviewMove.RETURN): ReviewState.DX_PROMOTION,
    # A mistake found after publication: the headquarters takes the review back, and everyone can see that it did.
    (ReviewState.PUBLISHED, ReviewMove.RETURN): ReviewState.HEADQUARTERS,
}


def next_state(state: ReviewState, move: ReviewMove) -> ReviewState | None:
    """Where the move leads, or None where it is not open from this state."""
    return _WAYS.get((state, move))


def open_moves(state: ReviewState) -> tuple[ReviewMove, ...]:
    """The moves that lead on from a state, forward first."""
    return tuple(move for (source, move) in _WAYS if source is state)
