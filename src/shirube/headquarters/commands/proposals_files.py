"""Files beside a proposal: an estimate, a drawing, what another city did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.files import interface as files
from shirube.headquarters.commands.proposals import NotYourProposalError, get_row, record
from shirube.headquarters.domain.proposals import ProposalState
from shirube.headquarters.queries.proposals_files import subject_of
from shirube.headquarters.queries.proposals_rights import can_write
from shirube.kernel.transactions import command

PROPOSAL_FILE = "headquarters.proposal_file"


@command
def attach_proposal_file(
    *, municipality_id: UUID, proposal_id: UUID, file_id: UUID, actor: Actor, now: datetime
) -> None:
    """Let a file that was just received belong to the proposal, for whoever may write it now.

    ProposalNotFoundError, NotYourProposalError, and what `files.attach_file` raises.
    """
    row = get_row(municipality_id, proposal_id, actor)
    if not can_write(actor, ProposalState(row.state), row.section_id):
        raise NotYourProposalError
    files.attach_file(
        municipality_id=municipality_id,
        file_id=file_id,
        subject=subject_of(proposal_id),
        actor=actor.log_name,
        now=now,
    )
    record(row, "headquarters.proposal_file_attached", actor, now)
