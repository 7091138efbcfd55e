"""One initiative with all that is going on at it, published or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.plans.domain.document import ReviewItem
from shirube.plans.domain.terms import ReviewMove
from shirube.plans.models import ActionReport, OodaEntry, Review
from shirube.plans.queries.documents import review_item
from shirube.plans.queries.places import PartNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    move: ReviewMove
    comment: str
    actor: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFile:
    """A review with its way so far, oldest step first. `revision` is what a writer must name to change it."""

    review: ReviewItem
    initiative_id: UUID
    revision: int
    steps: tuple[StepLine, ...]

    @property
    def returned_with(self) -> str:
        """The comment with which it lies here again; empty where the last step was not a return."""
        last = self.steps[-1] if self.steps else None
        return last.comment if last and last.move is ReviewMove.RETURN else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OodaLine:
    id: UUID
    observed: str
    oriented: str
    decided: str
    acted: str
    actor: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """The standing report of an action on a year, with the id by which a writer replaces it."""

    id: UUID
    state: str
    reason: str
    actor: str
    reported_at: datetime


def list_reviews(*, municipality_id: UUID, initiative_id: UUID) -> Sequence[ReviewItem]:
    """All reviews of the initiative, wherever they lie, the newest year first."""
    rows = Review.objects.filter(municipality_id=municipality_id, initiative_id=initiative_id)
    return [review_item(row, list(row.evidence.all())) for row in rows.prefetch_related("evidence")]


def find_review_file(*, municipality_id: UUID, initiative_id: UUID, fiscal_year: int) -> ReviewFile | None:
    """The review of one fiscal year, or None where nobody has begun it."""
    rows = Review.objects.filter(
        municipality_id=municipality_id, initiative_id=initiative_id, fiscal_year=fiscal_year
    )
    return _file(rows.prefetch_related("steps", "evidence").first())


def get_review_file(*, municipality_id: UUID, review_id: UUID) -> ReviewFile:
    """The review by its id; PartNotFoundError."""
    rows = Review.objects.filter(municipality_id=municipality_id, pk=review_id)
    found = _file(rows.prefetch_related("steps", "evidence").first())
    if found is None:
        raise PartNotFoundError(kind="review")
    return found


def list_ooda_entries(*, municipality_id: UUID, initiative_id: UUID, limit: int = 30) -> Sequence[OodaLine]:
    """The newest entries first."""
    rows = OodaEntry.objects.filter(municipality_id=municipality_id, initiative_id=initiative_id)
    fields = ("id", "observed", "oriented", "decided", "acted", "actor", "written_at")
    return [OodaLine(**row) for row in rows.order_by("-written_at", "-id").values(*fields)[:limit]]


def find_report(*, municipality_id: UUID, action_id: UUID, fiscal_year: int) -> ReportLine | None:
    """The standing report, or None."""
    rows = ActionReport.objects.filter(
        municipality_id=municipality_id,
        action_id=action_id,
        fiscal_year=fiscal_year,
        replaced_at__isnull=True,
    )
    row = rows.values("id", "state", "reason", "actor", "reported_at").first()
    return ReportLine(**row) if row else None


def _file(row: Review | None) -> ReviewFile | None:
    if row is None:
        return None
    steps = tuple(
        StepLine(move=ReviewMove(step.move), comment=step.comment, actor=step.actor, made_at=step.made_at)
        for step in row.steps.all()
    )
    return ReviewFile(
        review=review_item(row, list(row.evidence.all())),
        initiative_id=row.initiative_id,
        revision=row.revision,
        steps=steps,
    )
