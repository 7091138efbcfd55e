"""What became known about a city's plans, one thing after another: for the page of changes and the feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from shirube.plans.domain.document import InitiativeItem, PlanDocument, Translations


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


def initiative_changes(document: PlanDocument, item: InitiativeItem) -> tuple[Change, ...]:
    """Readings, reports and reviews of one initiative, the newest first, out of the document itself."""
    changes = (*_readings(document, item), *_reports(document, item), *_reviews(document, item))
    return tuple(sorted(changes, key=lambda change: (change.at, change.id), reverse=True))


def _readings(document: PlanDocument, item: InitiativeItem) -> Iterable[Change]:
    for kpi in item.kpis:
        for reading in kpi.readings:
            yield Change(
                id=reading.id,
                at=reading.entered_at,
                kind=ChangeKind.READING,
                plan_slug=document.slug,
                title=kpi.name,
                translations=kpi.translations,
                path=f"plans/{document.slug}/kpis/{kpi.code}/",
                summary=reading.note,
                value=reading.value,
                unit=kpi.unit,
                decimals=kpi.decimals,
            )


def _reports(document: PlanDocument, item: InitiativeItem) -> Iterable[Change]:
    for action in item.actions:
        for report in action.reports:
            yield Change(
                id=action.id,
                at=report.reported_at,
                kind=ChangeKind.REPORT,
                plan_slug=document.slug,
                title=action.name,
                translations=action.translations,
                path=f"plans/{document.slug}/initiatives/{item.slug}/",
                summary=report.reason,
                state=report.state,
                fiscal_year=report.fiscal_year,
            )


def _reviews(document: PlanDocument, item: InitiativeItem) -> Iterable[Change]:
    for review in item.reviews:
        if review.published_at is not None:
            yield Change(
                id=review.id,
                at=review.published_at,
                kind=ChangeKind.REVIEW,
                plan_slug=document.slug,
                title=item.title,
                translations=item.translations,
                translated_name="title",
                path=f"plans/{document.slug}/reviews/{review.fiscal_year}/#{item.slug}",
                summary=review.achievements,
                state=review.grade,
                fiscal_year=review.fiscal_year,
            )
