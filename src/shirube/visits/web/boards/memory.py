"""The number that says whether a board has changed, remembered for a moment in each worker.

Cost: of two hundred screens that ask, a handful each second ask the database. The moment adds to the delay of a call.
"""

from __future__ import annotations

from datetime import date
from time import monotonic
from uuid import UUID

from shirube.visits.queries.boards import find_revision

REMEMBERED_SECONDS = 0.15
# A worker serves few branches; strangers who invent codes must not fill its memory.
_MOST = 256
_Key = tuple[UUID, str, date]
_known: dict[_Key, tuple[float, int | None]] = {}


def recent_revision(*, municipality_id: UUID, code: str, on: date) -> int | None:
    """As `find_revision`, at most REMEMBERED_SECONDS old."""
    key, moment = (municipality_id, code, on), monotonic()
    asked_at, revision = _known.get(key, (0.0, None))
    if moment - asked_at < REMEMBERED_SECONDS:
        return revision
    if len(_known) >= _MOST:
        _known.clear()
    revision = find_revision(municipality_id=municipality_id, code=code, on=on)
    _known[key] = (moment, revision)
    return revision


def forget_revisions() -> None:
    """For tests, in which a call and the look at the board are the same moment."""
    _known.clear()
