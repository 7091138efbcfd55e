"""Where a case stands, and which acts lead from where to where."""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    IN_APPROVAL = "in_approval"
    DECIDED = "decided"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended; stays when the state moves on to issued and closed."""

    DECIDED = "decided"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class CorrectionReason(StrEnum):
    """Why an answer must be corrected."""

    INCORRECT = "incorrect"
    INCOMPLETE = "incomplete"
    OUTDATED = "outdated"


class Act(StrEnum):
    ACCEPT = "accept"
    START_REVIEW = "start_review"
    RETURN = "return"
    RESUBMIT = "resubmit"
    PROPOSE = "propose"
    BACK_TO_OFFICER = "back_to_officer"
    DECIDE = "decide"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    CORRECT = "correct"
    ISSUE = "issue"
    CLOSE = "close"


UNDER_WAY = frozenset(
    {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.RETURNED, CaseState.IN_APPROVAL}
)
UNHANDLED = frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED})
SETTLED = frozenset({CaseState.DECIDED, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.ISSUED})

_HANDLED = frozenset({CaseState.ACCEPTED, CaseState.IN_REVIEW})

# Law: a resident may withdraw until the decision takes effect, so approval does not stop a withdrawal.
ACTS: dict[Act, tuple[frozenset[CaseState], CaseState | None]] = {
    Act.ACCEPT: (frozenset({CaseState.SUBMITTED}), CaseState.ACCEPTED),
    Act.START_REVIEW: (frozenset({CaseState.ACCEPTED}), CaseState.IN_REVIEW),
    Act.RETURN: (frozenset({CaseState.IN_REVIEW}), CaseState.RETURNED),
    Act.RESUBMIT: (frozenset({CaseState.RETURNED}), CaseState.IN_REVIEW),
    Act.PROPOSE: (frozenset({CaseState.IN_REVIEW}), CaseState.IN_APPROVAL),
    Act.BACK_TO_OFFICER: (frozenset({CaseState.IN_APPROVAL}), CaseState.IN_REVIEW),
    Act.DECIDE: (frozenset({CaseState.IN_APPROVAL}), CaseState.DECIDED),
    Act.REJECT: (frozenset({CaseState.IN_APPROVAL}), CaseState.REJECTED),
    Act.WITHDRAW: (UNDER_WAY, CaseState.WITHDRAWN),
    # Answers may be corrected by staff wherever nobody is approving them or has decided on them; the state stays.
    Act.CORRECT: (_HANDLED | {CaseState.SUBMITTED}, None),
    Act.ISSUE: (frozenset({CaseState.DECIDED, CaseState.REJECTED}), CaseState.ISSUED),
    Act.CLOSE: (SETTLED, CaseState.CLOSED),
}


def states_before(act: Act) -> frozenset[CaseState]:
    """The states in which `act` is possible."""
    return ACTS[act][0]


def state_after(act: Act) -> CaseState:
    """The state to which `act` leads; ValueError for an act that leaves the state as it is."""
    after = ACTS[act][1]
    if after is None:
        raise ValueError(f"{act} leaves the state as it is")
    return after


def can(act: Act, state: CaseState) -> bool:
    return state in states_before(act)
