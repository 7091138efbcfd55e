"""What a plan waits for: readings, reports, reviews, and reviews that lie on a desk; and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_of
from shirube.plans.domain.document import ActionItem, InitiativeItem, KpiItem, PlanDocument
from shirube.plans.domain.grading import readings_due
from shirube.plans.domain.terms import ActionState, ReviewState


class WaitKind(StrEnum):
    """READING, REPORT, REVIEW and RETURNED wait for a section; CONFIRM for DX promotion, DECIDE for the headquarters."""

    READING = "reading"
    REPORT = "report"
    REVIEW = "review"
    RETURNED = "returned"
    CONFIRM = "confirm"
    DECIDE = "decide"


# Month and day of the spring after the fiscal year. The house's own rule, told to the people whom it binds: figures
# within a month, the review within two, one month for each desk, so that the public reads it in summer.
_DUE = {
    WaitKind.READING: (4, 30),
    WaitKind.REPORT: (4, 30),
    WaitKind.REVIEW: (5, 31),
    WaitKind.RETURNED: (5, 31),
    WaitKind.CONFIRM: (6, 30),
    WaitKind.DECIDE: (7, 31),
}
DESKS = {ReviewState.DX_PROMOTION: WaitKind.CONFIRM, ReviewState.HEADQUARTERS: WaitKind.DECIDE}
_ENDED = frozenset({ActionState.DONE, ActionState.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReview:
    """A review that is not published. `comment` is what it was returned with, empty where it was not."""

    id: UUID
    initiative_id: UUID
    fiscal_year: int
    state: ReviewState
    comment: str = ""
    moved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to do. `subject_id` is the KPI, the action, or for a review the initiative."""

    kind: WaitKind
    plan_slug: str
    plan_name: str
    initiative_id: UUID
    initiative_code: str
    initiative_title: str
    subject_id: UUID
    subject_name: str
    fiscal_year: int
    due_on: date
    section_ids: frozenset[UUID]
    comment: str = ""

    def is_late(self, on: date) -> bool:
        return on > self.due_on

    def is_missing(self, on: date) -> bool:
        """Whether its fiscal year has ended: what belongs to the running year is announced, but not yet missing."""
        return self.fiscal_year < fiscal_year_of(on)


def due_on(kind: WaitKind, fiscal_year: int) -> date:
    """The last day for this kind of work on a fiscal year."""
    month, day = _DUE[kind]
    return date(fiscal_year + 1, month, day)


def is_under_way(document: PlanDocument, on: date) -> bool:
    """Whether anything can still wait: from the plan's first year until a year after its last."""
    year = fiscal_year_of(on)
    return document.start_year <= year and document.end_year >= year - 1


def waits_of(
    document: PlanDocument, open_reviews: Mapping[UUID, Sequence[OpenReview]], on: date
) -> Iterator[Waiting]:
    """Everything the plan waits for on the day, in the order of its initiatives; `open_reviews` by initiative."""
    if not is_under_way(document, on):
        return
    for item in document.initiatives:
        reviews = open_reviews.get(item.id, ())
        yield from _readings(document, item, on)
        yield from _reports(document, item, on)
        yield from _reviews(document, item, reviews, on)


def _readings(document: PlanDocument, item: InitiativeItem, on: date) -> Iterator[Waiting]:
    for kpi in item.kpis:
        year = readings_due(kpi, on)
        if year is not None:
            yield _waiting(document, item, WaitKind.READING, year, subject=kpi)


def _reports(document: PlanDocument, item: InitiativeItem, on: date) -> Iterator[Waiting]:
    running = fiscal_year_of(on)
    for action in item.actions:
        for year in (running - 1, running):
            if is_report_due(document, action, year):
                yield _waiting(document, item, WaitKind.REPORT, year, subject=action)


def is_report_due(document: PlanDocument, action: ActionItem, fiscal_year: int) -> bool:
    """Whether the action runs in the year, has not ended before it, and has no report on it.

    An action without phases runs as long as its plan.
    """
    if not document.start_year <= fiscal_year <= document.end_year:
        return False
    runs = not action.phases or any(p.first_year <= fiscal_year <= p.last_year for p in action.phases)
    ended = any(report.fiscal_year < fiscal_year and report.state in _ENDED for report in action.reports)
    reported = any(report.fiscal_year == fiscal_year for report in action.reports)
    return runs and not ended and not reported


def _reviews(
    document: PlanDocument, item: InitiativeItem, reviews: Sequence[OpenReview], on: date
) -> Iterator[Waiting]:
    ended = fiscal_year_of(on) - 1
    begun = {review.fiscal_year for review in reviews} | {review.fiscal_year for review in item.reviews}
    if document.start_year <= ended <= document.end_year and ended not in begun and _had_begun(item, ended):
        yield _waiting(document, item, WaitKind.REVIEW, ended)
    for review in reviews:
        kind = WaitKind.RETURNED if review.comment else WaitKind.REVIEW
        kind = DESKS.get(review.state, kind)
        yield _waiting(document, item, kind, review.fiscal_year, comment=review.comment)


def _had_begun(item: InitiativeItem, fiscal_year: int) -> bool:
    """Whether anything of the initiative ran by then: what the headquarters decided on later is not looked back on."""
    if not item.actions or any(not action.phases for action in item.actions):
        return True
    return any(phase.first_year <= fiscal_year for action in item.actions for phase in action.phases)


def _waiting(
    document: PlanDocument,
    item: InitiativeItem,
    kind: WaitKind,
    fiscal_year: int,
    subject: KpiItem | ActionItem | None = None,
    comment: str = "",
) -> Waiting:
    return Waiting(
        kind=kind,
        plan_slug=document.slug,
        plan_name=document.name,
        initiative_id=item.id,
        initiative_code=item.code,
        initiative_title=item.title,
        subject_id=subject.id if subject else item.id,
        subject_name=subject.name if subject else item.title,
        fiscal_year=fiscal_year,
        due_on=due_on(kind, fiscal_year),
        section_ids=frozenset(one.section_id for one in item.responsible if one.section_id),
        comment=comment,
    )
