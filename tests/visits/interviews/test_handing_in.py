"""The whole package おくやみ: seven applications in five sections, 個人番号 apart, and nothing left half an hour later."""

from __future__ import annotations

import pytest

from shirube.applications.models import AnswersVersion, Case
from shirube.visits import interface as visits
from shirube.visits.commands.interviews import forgetting
from shirube.visits.models import Interview
from shirube.visits.queries.interviews.reading import get_afterwards_of
from tests.visits.interviews.desks import Desk
from tests.visits.interviews.packages import everything

pytestmark = pytest.mark.django_db
SEVEN = {"had_dog": False}


@pytest.fixture
def offered() -> tuple[str, ...]:
    return ()


@pytest.fixture
def whole(desk: Desk) -> visits.InterviewView:
    """Everything was asked; no dog."""
    return desk.answer(desk.start(), {**everything("okuyami", 0), **SEVEN})


def test_seven_applications_lie_in_five_sections(desk: Desk, whole: visits.InterviewView) -> None:
    outcomes = desk.hand_in(desk.check(whole))
    cases = Case.objects.filter(municipality_id=desk.city.pk)
    assert len(outcomes) == cases.count() == 7
    assert cases.values("section_id").distinct().count() >= 5
    assert {case.channel for case in cases} == {"counter"}
    assert {case.entered_by for case in cases} == {desk.clerk.log_name}


def test_my_numbers_lie_apart_and_come_into_the_case(desk: Desk, whole: visits.InterviewView) -> None:
    number = everything("okuyami", 0)["person_my_number"]
    assert number not in str(desk.look(whole.id).contents)
    assert Interview.objects.get(pk=whole.id).secrets is not None
    desk.hand_in(desk.check(whole))
    case = Case.objects.get(municipality_id=desk.city.pk, procedure_code="jidou-teate-nintei")
    assert AnswersVersion.objects.get(case=case).secrets is not None


def test_everything_is_forgotten_half_an_hour_after_handing_in(
    desk: Desk, whole: visits.InterviewView
) -> None:
    desk.hand_in(desk.check(whole))
    later = desk.later(minutes=31)
    assert forgetting.forget_expired(municipality_id=desk.city.pk, now=later.now) == 1
    with pytest.raises(visits.InterviewForgottenError):
        later.look(whole.id)
    after = get_afterwards_of(municipality_id=desk.city.pk, interview_id=whole.id)
    assert len(after.outcomes) == 7
    assert "inheritance" in [one.code for one in after.remaining]
