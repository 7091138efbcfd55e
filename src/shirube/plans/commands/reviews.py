"""The annual review: written by the section, sent on, returned, published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel import events
from shirube.kernel.calendar import fiscal_year_end, fiscal_year_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.transactions import command
from shirube.plans.commands.guards import (
    NotYourSectionError,
    PartNotFoundError,
    get_initiative,
    keep_evidence,
    raise_revision,
    require_responsible,
    sections_of,
)
from shirube.plans.commands.reports import FutureYearError
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.domain.reviews import next_state
from shirube.plans.domain.terms import Grade, ReviewMove, ReviewState
from shirube.plans.events import ReviewMoved
from shirube.plans.models import Evidence, Initiative, Review, ReviewStep
from shirube.plans.queries.documents import grade_of_initiative
from shirube.plans.queries.places import can_hold_review


class ReviewNotYoursError(ForbiddenError):
    """The review lies with somebody else, or the role does not make this move."""

    code = "plans.review_not_yours"


class ReviewMovedError(ConflictError):
    """The review has been changed or sent on since it was opened."""

    code = "plans.review_moved"


class EmptyReviewError(InvalidInputError):
    """A review without a word on what was achieved cannot be sent on."""

    code = "plans.empty_review"


class CommentMissingError(InvalidInputError):
    """A review is returned with a word on what to mend."""

    code = "plans.comment_missing"


class OverrideReasonMissingError(InvalidInputError):
    """A grade that differs from the rule's needs a reason."""

    code = "plans.override_reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewText:
    achievements: str
    issues: str = ""
    next_steps: str = ""
    grade_override: Grade | None = None
    override_reason: str = ""


@command
def write_review(
    *,
    municipality_id: UUID,
    initiative_id: UUID,
    fiscal_year: int,
    text: ReviewText,
    actor: Actor,
    now: datetime,
    expected_revision: int | None = None,
    evidence: Sequence[EvidenceItem] | None = None,
) -> UUID:
    """Begin the review of a fiscal year, or change it where it lies. `expected_revision` None begins one.

    `evidence` replaces all that the review rested on so far; None leaves it as it is.

    The section writes while the review lies with it; DX promotion and headquarters may mend it at their desks.
    Raises PartNotFoundError, NotYourSectionError, ReviewNotYoursError, ReviewMovedError, OverrideReasonMissingError,
    FutureYearError.
    """
    initiative = get_initiative(municipality_id, initiative_id)
    if fiscal_year > fiscal_year_of(japan_date(now)):
        raise FutureYearError(fiscal_year=fiscal_year)
    if text.grade_override and not text.override_reason.strip():
        raise OverrideReasonMissingError
    fields = {**_columns(text), "grade_by_rule": _rule(initiative, fiscal_year, now).value}
    if expected_revision is None:
        review_id = _begin(initiative, fiscal_year, fields, actor)
    else:
        review_id = _change(initiative, fiscal_year, fields, actor, expected_revision)
    if evidence is not None:
        _replace_evidence(municipality_id, review_id, evidence, actor, now)
    _log("plans.review_written", municipality_id, review_id, actor, now, {"fiscal_year": fiscal_year})
    return review_id


@command
def move_review(
    *,
    municipality_id: UUID,
    review_id: UUID,
    move: ReviewMove,
    actor: Actor,
    now: datetime,
    comment: str = "",
    expected_revision: int | None = None,
) -> ReviewState:
    """Send the review on, or back one step with a comment. Returns where it lies now.

    `expected_revision` is what the mover read; who only knows the review by its state leaves it out. Sent on by its
    section or DX promotion, the review is graded anew, because readings may have come since it was written.
    Raises PartNotFoundError, ReviewNotYoursError, ReviewMovedError, EmptyReviewError, CommentMissingError.
    """
    review = _get_review(municipality_id, review_id)
    target = _target(review, move, expected_revision)
    _require_desk(review.initiative, ReviewState(review.state), actor, sending=True)
    _require_words(review, move, comment)
    _set_state(review, move, target, now)
    ReviewStep.objects.create(
        municipality_id=municipality_id,
        review=review,
        move=move.value,
        comment=comment.strip(),
        actor=actor.log_name,
        made_at=now,
    )
    _log(
        "plans.review_moved", municipality_id, review_id, actor, now, {"move": move.value, "to": target.value}
    )
    raise_revision(review.initiative.plan_id, now)
    events.publish(
        ReviewMoved(
            municipality_id=municipality_id,
            plan_id=review.initiative.plan_id,
            review_id=review_id,
            state=target.value,
        )
    )
    return target


def _get_review(municipality_id: UUID, review_id: UUID) -> Review:
    reviews = Review.objects.select_related("initiative").filter(
        municipality_id=municipality_id, pk=review_id
    )
    review = reviews.first()
    if review is None:
        raise PartNotFoundError(kind="review")
    return review


def _target(review: Review, move: ReviewMove, expected_revision: int | None) -> ReviewState:
    """Where the move leads. Asked before the desk, so that a button pressed twice is told that the review has moved."""
    target = next_state(ReviewState(review.state), move)
    if target is None or expected_revision not in {None, review.revision}:
        raise ReviewMovedError(state=review.state)
    return target


def _replace_evidence(
    municipality_id: UUID, review_id: UUID, evidence: Sequence[EvidenceItem], actor: Actor, now: datetime
) -> None:
    subject = f"plans.review:{review_id}"
    kept = {item.file_id for item in evidence}
    for one in files.list_files(municipality_id=municipality_id, subject=subject):
        if one.id not in kept:
            files.discard_file(municipality_id=municipality_id, file_id=one.id, actor=actor.log_name, now=now)
    Evidence.objects.filter(municipality_id=municipality_id, review_id=review_id).delete()
    keep_evidence(municipality_id, evidence, subject=subject, actor=actor, now=now, review_id=review_id)


def _columns(text: ReviewText) -> dict[str, str]:
    return {
        "achievements": text.achievements.strip(),
        "issues": text.issues.strip(),
        "next_steps": text.next_steps.strip(),
        "grade_override": text.grade_override.value if text.grade_override else "",
        "override_reason": text.override_reason.strip() if text.grade_override else "",
    }


def _rule(initiative: Initiative, fiscal_year: int, now: datetime) -> Grade:
    """The grade by the figures on the last day of the year under review, or today while the year still runs."""
    on = min(fiscal_year_end(fiscal_year), japan_date(now))
    return grade_of_initiative(initiative.municipality_id, initiative.pk, on)


def _begin(initiative: Initiative, fiscal_year: int, fields: dict[str, str], actor: Actor) -> UUID:
    require_responsible(initiative, actor)
    review = Review(
        municipality_id=initiative.municipality_id,
        initiative=initiative,
        fiscal_year=fiscal_year,
        state=ReviewState.SECTION.value,
        **fields,
    )
    try:
        with transaction.atomic():
            review.save(force_insert=True)
    except IntegrityError as error:
        raise ReviewMovedError(state="begun") from error
    return review.pk


def _change(
    initiative: Initiative, fiscal_year: int, fields: dict[str, str], actor: Actor, expected: int
) -> UUID:
    reviews = Review.objects.filter(
        municipality_id=initiative.municipality_id, initiative=initiative, fiscal_year=fiscal_year
    )
    review = reviews.first()
    if review is None:
        raise PartNotFoundError(kind="review")
    state = ReviewState(review.state)
    if state is ReviewState.PUBLISHED:
        raise ReviewMovedError(state=state.value)
    _require_desk(initiative, state, actor, sending=False)
    # Both the text and the desk it lies on must be what the writer saw.
    if not reviews.filter(revision=expected, state=state.value).update(revision=F("revision") + 1, **fields):
        raise ReviewMovedError(state=state.value)
    return review.pk


def _require_desk(initiative: Initiative, state: ReviewState, actor: Actor, *, sending: bool) -> None:
    """The desk a review lies on belongs to one role. NotYourSectionError at a section's, ReviewNotYoursError else."""
    sections = sections_of(initiative)
    if can_hold_review(state, sections, actor, sending=sending):
        return
    if state is ReviewState.SECTION:
        raise NotYourSectionError(initiative=initiative.code)
    raise ReviewNotYoursError(state=state.value)


def _require_words(review: Review, move: ReviewMove, comment: str) -> None:
    if move is ReviewMove.RETURN and not comment.strip():
        raise CommentMissingError
    if move is not ReviewMove.RETURN and not review.achievements:
        raise EmptyReviewError


def _set_state(review: Review, move: ReviewMove, target: ReviewState, now: datetime) -> None:
    changes: dict[str, object] = {
        "state": target.value,
        "published_at": now if target is ReviewState.PUBLISHED else None,
    }
    if move in {ReviewMove.SUBMIT, ReviewMove.FORWARD}:
        changes["grade_by_rule"] = _rule(review.initiative, review.fiscal_year, now).value
    # The state in the WHERE clause: of two people who send the review on, the second is told.
    mine = Review.objects.filter(
        municipality_id=review.municipality_id, pk=review.pk, state=review.state, revision=review.revision
    )
    if not mine.update(**changes, revision=F("revision") + 1):
        raise ReviewMovedError(state=review.state)


def _log(
    action: str, municipality_id: UUID, review_id: UUID, actor: Actor, now: datetime, facts: dict[str, object]
) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"plans.review:{review_id}",
        now=now,
        facts=facts,
    )
