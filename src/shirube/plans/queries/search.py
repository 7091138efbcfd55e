"""Searching plans, with a memory of what was made ready for it."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from uuid import UUID

from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.search import PlanIndex, index_plan

# Memory: the index of a plan of ten initiatives takes about 100 kB.
_KEPT_INDEXES = 64
_indexes: OrderedDict[tuple[UUID, int, date], PlanIndex] = OrderedDict()
_lock = Lock()


def get_plan_index(document: PlanDocument, on: date) -> PlanIndex:
    """The parts of the document ready to be searched; `on` is the day as of which the document is graded."""
    key = (document.id, document.revision, on)
    with _lock:
        index = _indexes.get(key)
        if index is not None:
            _indexes.move_to_end(key)
            return index
    index = index_plan(document)
    with _lock:
        _indexes[key] = index
        while len(_indexes) > _KEPT_INDEXES:
            _indexes.popitem(last=False)
    return index
