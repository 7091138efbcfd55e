"""How much of the catalogue is received online."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shirube.procedures.domain.reception import State
from shirube.procedures.queries.catalogue import ProcedureSummary, list_procedures


def list_nationwide(*, municipality_id: UUID) -> Sequence[ProcedureSummary]:
    """The entries that carry a number of the 28, but for those the city has given up."""
    entries = list_procedures(municipality_id=municipality_id)
    return [one for one in entries if one.number is not None and one.state is not State.WITHDRAWN]


def list_received(procedures: Sequence[ProcedureSummary]) -> Sequence[ProcedureSummary]:
    """Those with reception on and a section to receive them.

    A procedure of the season counts the whole year: that its window is shut in July does not take it offline.
    """
    return [one for one in procedures if one.is_received and one.section_id is not None]
