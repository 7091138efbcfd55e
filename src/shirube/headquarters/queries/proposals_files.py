"""The files of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shirube.files import interface as files


def subject_of(proposal_id: UUID) -> str:
    return f"headquarters.proposal:{proposal_id}"


def list_proposal_files(*, municipality_id: UUID, proposal_id: UUID) -> Sequence[files.FileSummary]:
    """In the order in which they came; who may see the proposal is asked where it is shown."""
    subject = subject_of(proposal_id)
    return files.list_attached(municipality_id=municipality_id, subjects=[subject])[subject]
