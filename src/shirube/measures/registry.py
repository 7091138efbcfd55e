"""The measures that capabilities declare: a code, a unit, words for the formula, and how to compute it."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from shirube.kernel.registry import Registry
from shirube.measures.domain.computed import Computed


class Measure(Protocol):
    """A figure that a capability can compute from its own rows for any municipality and day.

    Called by `take_snapshots` (nightly) and `compute_measure` (a page, at once), inside the municipality's scope. It
    may read its own room's tables and those below. It must not write, must not read the clock (`on` is the day), and
    must answer "not measured" by a value of None, never by 0. An exception is logged and costs this measure its
    snapshot of the day, not the others theirs.
    """

    @property
    def identifier(self) -> str:
        """The code that KPIs are bound to, with the room in front: "plans.actions_reported_share"."""
        ...

    @property
    def title(self) -> str:
        """What staff choose it by, in Japanese."""
        ...

    @property
    def unit(self) -> str:
        """As it stands behind the number: "%", "件", "日"."""
        ...

    @property
    def formula(self) -> str:
        """How the value comes about, in words a resident can follow."""
        ...

    def compute(self, municipality_id: UUID, on: date) -> Computed:
        """The value at the end of the day `on`."""
        ...


measures: Registry[Measure] = Registry("measures")
