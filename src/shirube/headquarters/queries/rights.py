"""Who may do what at the headquarters."""

from __future__ import annotations

from shirube.accounts.interface import Actor, Role

# The secretariat (事務局) is the section that promotes DX.
SECRETARIAT = frozenset({Role.DX_PROMOTION})
# They record what was decided.
DECIDERS = frozenset({Role.DX_PROMOTION, Role.HEADQUARTERS})
APPROVERS = frozenset({Role.HEADQUARTERS})
# They read what is withheld from everybody else.
INSIDERS = frozenset({Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR})


def can_prepare(actor: Actor) -> bool:
    """Bodies, meetings, agenda, papers and the draft of minutes."""
    return actor.is_system or actor.holds(*SECRETARIAT)


def can_decide(actor: Actor) -> bool:
    return actor.is_system or actor.holds(*DECIDERS)


def can_approve(actor: Actor, submitted_by: str) -> bool:
    """Minutes are approved by somebody else than who handed them in."""
    return actor.is_system or (actor.holds(*APPROVERS) and actor.log_name != submitted_by)


def sees_withheld(actor: Actor) -> bool:
    return actor.is_system or actor.holds(*INSIDERS)
