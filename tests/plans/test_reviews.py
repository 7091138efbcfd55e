"""The annual review: written, sent on, returned, published."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.accounts.interface import Actor, Role
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.guards import NotYourSectionError, PartNotFoundError
from shirube.plans.commands.reports import FutureYearError
from shirube.plans.commands.reviews import (
    CommentMissingError,
    EmptyReviewError,
    OverrideReasonMissingError,
    ReviewMovedError,
    ReviewNotYoursError,
    ReviewText,
    move_review,
    write_review,
)
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.domain.reviews import next_state, open_moves
from shirube.plans.domain.terms import Grade, ReviewMove, ReviewState
from shirube.plans.models import Initiative, Kpi, Review
from shirube.plans.queries.workbench import find_review_file
from tests.factories.plans import ReadingFactory, ReviewFactory
from tests.plans.conftest import NOW, actor

Deed = Callable[..., Any]
TEXT = ReviewText(achievements="48の手続をオンラインにした。", issues="紙が残る。", next_steps="続ける。")
ORDER = list(ReviewState)


@pytest.fixture
def write(deed: Deed, initiative: Initiative, clerk: Actor) -> Deed:
    """Write the review of 2025, or what the test says instead."""

    def run(**facts: Any) -> Any:
        usual = {"initiative_id": initiative.pk, "fiscal_year": 2025, "text": TEXT, "actor": clerk}
        return deed(write_review, **{**usual, **facts})

    return run


@pytest.fixture
def move(deed: Deed) -> Deed:
    def run(review: Review, made: ReviewMove, by: Actor, **facts: Any) -> Any:
        return deed(move_review, review_id=review.pk, move=made, actor=by, **facts)

    return run


# The way, without a database.


@given(st.sampled_from(ReviewState), st.sampled_from(ReviewMove))
def test_a_move_leads_somewhere_exactly_when_it_is_open(state: ReviewState, made: ReviewMove) -> None:
    assert (next_state(state, made) is not None) == (made in open_moves(state))


@given(st.sampled_from(ReviewState), st.sampled_from(ReviewMove))
def test_every_move_goes_one_desk_forward_or_one_back(state: ReviewState, made: ReviewMove) -> None:
    target = next_state(state, made) or state

    step = ORDER.index(target) - ORDER.index(state)
    assert step in ({0, -1} if made is ReviewMove.RETURN else {0, 1})


@given(st.lists(st.sampled_from(ReviewMove), max_size=30))
def test_nothing_is_published_that_the_headquarters_did_not_see(made: list[ReviewMove]) -> None:
    way = [ReviewState.SECTION]
    way.extend(next_state(way[-1], one) or way[-1] for one in made if way)

    published = [before for before, after in pairwise(way) if after is ReviewState.PUBLISHED]
    assert set(published) <= {ReviewState.HEADQUARTERS, ReviewState.PUBLISHED}


@given(st.sampled_from(ReviewState))
def test_no_state_is_a_dead_end(state: ReviewState) -> None:
    assert open_moves(state)


# Writing.


def test_a_section_begins_the_review_and_the_figures_are_graded(write: Deed, kpi: Kpi) -> None:
    ReadingFactory(kpi=kpi, value=Decimal(41))

    review = Review.objects.get(pk=write(evidence=[EvidenceItem(text="集計表")]))

    assert (review.state, review.achievements) == ("section", "48の手続をオンラインにした。")
    assert (review.grade_by_rule, review.revision) == ("behind", 1)
    assert review.evidence.get().text == "集計表"


def test_a_review_is_begun_once(write: Deed) -> None:
    write()

    with pytest.raises(ReviewMovedError):
        write()


def test_writing_on_needs_the_revision_that_was_read(write: Deed) -> None:
    write()
    write(expected_revision=1, text=ReviewText(achievements="49の手続"))

    with pytest.raises(ReviewMovedError):
        write(expected_revision=1)
    assert Review.objects.get().achievements == "49の手続"


def test_evidence_is_replaced_or_left_as_it_is(write: Deed) -> None:
    write(evidence=[EvidenceItem(text="集計表")])

    write(expected_revision=1)
    assert Review.objects.get().evidence.count() == 1
    write(expected_revision=2, evidence=[])
    assert Review.objects.get().evidence.count() == 0


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"fiscal_year": 2027}, FutureYearError),
        ({"initiative_id": new_id()}, PartNotFoundError),
        ({"expected_revision": 1}, PartNotFoundError),
        (
            {"text": ReviewText(achievements="", grade_override=Grade.AHEAD, override_reason=" ")},
            OverrideReasonMissingError,
        ),
    ],
)
def test_a_review_that_cannot_be_is_refused(
    write: Deed, facts: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        write(**facts)

    assert not Review.objects.exists()


def test_another_grade_with_its_reason_stands_beside_the_rules(write: Deed) -> None:
    text = ReviewText(achievements="x", grade_override=Grade.AHEAD, override_reason="前倒しで稼働した")

    review = Review.objects.get(pk=write(text=text))

    assert (review.grade_by_rule, review.grade) == ("cannot_judge", "ahead")


def test_the_section_cannot_write_on_while_the_review_lies_elsewhere(
    write: Deed, initiative: Initiative
) -> None:
    ReviewFactory(initiative=initiative, at_dx_promotion=True)

    with pytest.raises(ReviewNotYoursError):
        write(expected_revision=1)


def test_dx_promotion_mends_a_review_at_its_desk(
    write: Deed, initiative: Initiative, promoter: Actor
) -> None:
    ReviewFactory(initiative=initiative, at_dx_promotion=True)

    write(expected_revision=1, actor=promoter, text=ReviewText(achievements="言葉を整えた"))

    assert Review.objects.get().achievements == "言葉を整えた"


def test_a_published_review_is_not_changed(write: Deed, initiative: Initiative, headquarters: Actor) -> None:
    ReviewFactory(initiative=initiative, published=True)

    with pytest.raises(ReviewMovedError):
        write(expected_revision=1, actor=headquarters)


# Moving.


def test_a_review_goes_its_way_to_the_public(
    move: Deed, initiative: Initiative, chief: Actor, promoter: Actor, headquarters: Actor
) -> None:
    review = ReviewFactory(initiative=initiative)

    assert move(review, ReviewMove.SUBMIT, chief) is ReviewState.DX_PROMOTION
    assert move(review, ReviewMove.FORWARD, promoter) is ReviewState.HEADQUARTERS
    assert move(review, ReviewMove.PUBLISH, headquarters) is ReviewState.PUBLISHED

    review.refresh_from_db()
    assert (review.published_at, review.revision, review.steps.count()) == (NOW, 4, 3)


def test_a_clerk_writes_but_does_not_send(move: Deed, initiative: Initiative, clerk: Actor) -> None:
    with pytest.raises(NotYourSectionError):
        move(ReviewFactory(initiative=initiative), ReviewMove.SUBMIT, clerk)


@pytest.mark.parametrize(
    ("desk", "made"),
    [("at_dx_promotion", ReviewMove.FORWARD), ("at_headquarters", ReviewMove.PUBLISH)],
)
def test_a_chief_does_not_move_what_lies_elsewhere(
    move: Deed, initiative: Initiative, chief: Actor, desk: str, made: ReviewMove
) -> None:
    with pytest.raises(ReviewNotYoursError):
        move(ReviewFactory(initiative=initiative, **{desk: True}), made, chief)


def test_returning_needs_a_word_on_what_to_mend(move: Deed, initiative: Initiative, promoter: Actor) -> None:
    review = ReviewFactory(initiative=initiative, at_dx_promotion=True)

    with pytest.raises(CommentMissingError):
        move(review, ReviewMove.RETURN, promoter, comment="　")
    assert move(review, ReviewMove.RETURN, promoter, comment="数字を足す") is ReviewState.SECTION


def test_the_comment_of_a_return_is_what_the_section_reads_first(
    move: Deed, initiative: Initiative, promoter: Actor, city: Municipality
) -> None:
    review = ReviewFactory(initiative=initiative, at_dx_promotion=True)
    move(review, ReviewMove.RETURN, promoter, comment="数字を足す")

    found = find_review_file(municipality_id=city.pk, initiative_id=initiative.pk, fiscal_year=2025)

    assert found is not None
    assert found.returned_with == "数字を足す"


def test_an_empty_review_is_not_sent_on(move: Deed, initiative: Initiative, chief: Actor) -> None:
    with pytest.raises(EmptyReviewError):
        move(ReviewFactory(initiative=initiative, achievements=""), ReviewMove.SUBMIT, chief)


def test_a_button_pressed_twice_moves_once_even_for_a_person_of_two_roles(
    move: Deed, initiative: Initiative, section: Section
) -> None:
    both = actor(Role.SECTION_CHIEF, section.pk)
    everything = Actor(staff_id=both.staff_id, roles=frozenset(Role), sections=both.sections)
    review = ReviewFactory(initiative=initiative, at_headquarters=True)
    move(review, ReviewMove.RETURN, everything, comment="見直し", expected_revision=1)

    with pytest.raises(ReviewMovedError):
        move(review, ReviewMove.RETURN, everything, comment="見直し", expected_revision=1)
    assert Review.objects.get().state == ReviewState.DX_PROMOTION


def test_a_review_sent_on_before_is_told_as_moved(move: Deed, initiative: Initiative, chief: Actor) -> None:
    review = ReviewFactory(initiative=initiative)
    move(review, ReviewMove.SUBMIT, chief)

    with pytest.raises(ReviewMovedError):
        move(review, ReviewMove.SUBMIT, chief)


def test_readings_that_came_after_the_writing_count_when_the_review_is_sent_on(
    move: Deed, initiative: Initiative, kpi: Kpi, chief: Actor
) -> None:
    review = ReviewFactory(initiative=initiative)
    ReadingFactory(kpi=kpi, value=Decimal(80))

    move(review, ReviewMove.SUBMIT, chief)

    assert Review.objects.get().grade_by_rule == "ahead"


def test_the_headquarters_takes_a_published_review_back(
    move: Deed, initiative: Initiative, headquarters: Actor
) -> None:
    review = ReviewFactory(initiative=initiative, published=True)

    move(review, ReviewMove.RETURN, headquarters, comment="数字の誤り")

    review.refresh_from_db()
    assert (review.state, review.published_at) == ("headquarters", None)


def test_a_review_that_does_not_exist_is_not_found(deed: Deed, chief: Actor) -> None:
    with pytest.raises(PartNotFoundError):
        deed(move_review, review_id=new_id(), move=ReviewMove.SUBMIT, actor=chief)
