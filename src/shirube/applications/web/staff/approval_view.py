"""決裁 on the page of a case: the proposal, its desks in words, and what the reader may do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shirube.applications.domain.routes import skipped_desks
from shirube.applications.queries.approving import get_turn, has_subsection_chief
from shirube.applications.queries.staff_cases import ApprovalLine, CaseForStaff, ProposalView
from shirube.applications.web.staff.basis import list_warnings
from shirube.applications.web.staff.desk import Desk
from shirube.applications.web.staff.words import MARKS, OUTCOMES, ROLES, VERDICTS


def present_proposal(desk: Desk, found: CaseForStaff, people: Mapping[str, str]) -> dict[str, Any] | None:
    """The open proposal, or else the last one; None where nothing was proposed yet."""
    if not found.proposals:
        return None
    proposal = found.open_proposal or found.proposals[-1]
    desks = [_line(one, proposal, people) for one in proposal.desks]
    return {
        "view": proposal,
        "outcome": OUTCOMES[proposal.outcome],
        "by": people.get(proposal.proposed_by, ""),
        "desks": desks,
        "warnings": list_warnings(desk, found) if found.open_proposal else [],
        "waits_for": next((one["role"] for one in desks if one["is_next"]), ""),
        "turn": get_turn(
            municipality_id=desk.municipality_id,
            section_id=found.section_id,
            proposal=proposal,
            actor=desk.actor,
        ),
    }


def present_route(desk: Desk, found: CaseForStaff, route: Sequence[str]) -> list[dict[str, Any]]:
    """The desks a proposal of the person would go to; one where nobody stands is shown as skipped."""
    has_one = has_subsection_chief(
        municipality_id=desk.municipality_id, section_id=found.section_id, but={desk.actor.log_name}
    )
    skipped = skipped_desks(route, has_subsection_chief=has_one)
    return [
        {"role": ROLES.get(role, role), "skipped": VERDICTS["skipped"] if place in skipped else ""}
        for place, role in enumerate(route)
    ]


def _line(one: ApprovalLine, proposal: ProposalView, people: Mapping[str, str]) -> dict[str, Any]:
    return {
        "line": one,
        "role": ROLES.get(one.role, one.role),
        "verdict": VERDICTS.get(one.verdict, one.verdict),
        "mark": MARKS.get(one.mark, ""),
        "who": people.get(one.decided_by, ""),
        "is_next": one.position == proposal.next_position,
    }
