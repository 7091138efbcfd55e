"""What the interview hears of the counter."""

from __future__ import annotations

from shirube.kernel.clock import read_clock
from shirube.kernel.events import subscribe
from shirube.visits.commands.interviews.forgetting import close_interviews
from shirube.visits.events import BranchDayClosed


@subscribe(BranchDayClosed)
def mark_open_interviews(event: BranchDayClosed) -> None:
    """Interviews that nobody had ended are marked for the morning. Told twice, it marks them once."""
    close_interviews(municipality_id=event.municipality_id, branch_id=event.branch_id, now=read_clock())
