"""What became known about a city's plans, one thing after another: for the page of changes and the feed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from shirube.plans.domain.document import Translations


class ChangeKind(StrEnum):
    READING = "reading"
    REPORT = "report"
    REVIEW = "review"
    VERSION = "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that became known, as values: the entrance makes the words of its own language from them.

    `id` is the id of the row behind it and stays the same for ever. `title` names what changed (KPI, action, initiative
    or plan), `summary` is what people wrote about it (note, reason, achievements), both as they were entered.
    `path` is the address inside the city, without language: plans/dx-2024/kpis/online-rate/.
    """

    id: UUID
    at: datetime
    kind: ChangeKind
    plan_slug: str
    title: str
    path: str
    summary: str = ""
    translations: Translations = field(default_factory=dict)
    # Which of the translations' texts stands for the title.
    translated_name: str = "name"
    # The reading.
    value: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    # The report's ActionState or the review's Grade, by stored value.
    state: str = ""
    fiscal_year: int | None = None
    # The version's number; the first one is the plan itself.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class ChangePlace:
    """Where a page of changes ends; the next one starts behind it."""

    at: datetime
    id: UUID

    def holds(self, change: Change) -> bool:
        """Whether the change lies behind this place, in the order from the newest to the oldest."""
        return (change.at, change.id) < (self.at, self.id)
