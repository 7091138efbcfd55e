"""Through the section: accepted, reviewed, returned, corrected, approved, decided, issued, closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.domain.people import Channel
from shirube.applications.domain.states import CaseState, CorrectionReason, Outcome
from shirube.applications.models import ApprovalStep, Case, CaseStatistic, Proposal
from tests.applications.conftest import NOW, TYPED, Applicant

Deed = Callable[..., Any]
POINT = applications.PointEntry(path="born_on", reason=CorrectionReason.INCORRECT, text="証明書と違います")


@pytest.fixture
def reviewed(case: Case, clerk: Actor, deed: Deed) -> Case:
    """The case in review by the clerk."""
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    deed(applications.start_review, case_id=case.pk, actor=clerk)
    case.refresh_from_db()
    return case


@pytest.fixture
def returned(reviewed: Case, clerk: Actor, deed: Deed) -> Case:
    deed(applications.return_for_correction, case_id=reviewed.pk, message="", points=[POINT], actor=clerk)
    reviewed.refresh_from_db()
    return reviewed


@pytest.fixture
def proposal_id(reviewed: Case, clerk: Actor, deed: Deed) -> Any:
    return deed(
        applications.propose_decision,
        case_id=reviewed.pk,
        outcome=Outcome.DECIDED,
        reason="月額1万円を支給します。",
        actor=clerk,
    )


@pytest.fixture
def decided(reviewed: Case, proposal_id: Any, chief: Actor, deed: Deed) -> Case:
    deed(applications.approve_proposal, case_id=reviewed.pk, proposal_id=proposal_id, position=0, actor=chief)
    reviewed.refresh_from_db()
    return reviewed


def test_the_section_accepts_and_an_officer_reviews(reviewed: Case, clerk: Actor) -> None:
    assert (reviewed.state, reviewed.officer_id) == (CaseState.IN_REVIEW, clerk.staff_id)


def test_another_section_may_not(case: Case, stranger: Actor, deed: Deed) -> None:
    with pytest.raises(applications.NotYourSectionError):
        deed(applications.accept_case, case_id=case.pk, actor=stranger)


def test_who_accepts_second_is_told(case: Case, clerk: Actor, colleague: Actor, deed: Deed) -> None:
    deed(applications.accept_case, case_id=case.pk, actor=clerk)

    with pytest.raises(applications.CaseMovedError) as raised:
        deed(applications.accept_case, case_id=case.pk, actor=colleague)
    assert raised.value.facts["state"] == "accepted"


def test_the_period_ends_thirty_days_after_the_arrival(case: Case) -> None:
    assert case.due_on == date(2026, 12, 20)


def test_the_clock_stands_still_while_the_resident_corrects(returned: Case) -> None:
    assert (returned.state, returned.due_on, returned.days_left) == (CaseState.RETURNED, None, 30)


def test_the_resident_sees_what_to_correct_and_where(returned: Case, resident: Applicant) -> None:
    seen = applications.open_my_case(
        municipality_id=resident.city.pk, case_id=returned.pk, holder=resident.holder, today=NOW.date()
    )

    assert seen.correction is not None
    (point,) = seen.correction.points
    assert (point.path, point.step_code, point.label) == ("born_on", "applicant", "生年月日")


def _correct(case: Case, resident: Applicant, deed: Deed, days: int = 5) -> Any:
    started = deed(applications.open_correction, case_id=case.pk, holder=resident.holder)
    resident.type(started.draft_id, {**TYPED, "born_on.day": ["2"]})
    later = NOW + timedelta(days=days)
    facts = {"case_id": case.pk, "draft_id": started.draft_id, "holder": resident.holder, "now": later}
    return deed(applications.resubmit_application, **facts), facts


def test_a_correction_makes_a_second_version_and_the_clock_goes_on(
    returned: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    _correct(returned, resident, deed)

    returned.refresh_from_db()
    assert (returned.state, returned.answers_number) == (CaseState.IN_REVIEW, 2)
    assert (returned.due_on, returned.days_left, returned.paused_days) == (date(2026, 12, 25), None, 5)


def test_the_second_look_shows_only_what_changed(
    returned: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    _correct(returned, resident, deed)

    found = deed(applications.compare_case_answers, case_id=returned.pk, before=1, after=2, actor=clerk)
    assert [difference.path for difference in found] == ["born_on"]


def test_a_correction_sent_twice_is_one(returned: Case, resident: Applicant, deed: Deed) -> None:
    _, facts = _correct(returned, resident, deed)

    assert not deed(applications.resubmit_application, **facts).is_new
    returned.refresh_from_db()
    assert returned.answers_number == 2


def test_a_case_that_is_not_returned_cannot_be_corrected(
    reviewed: Case, resident: Applicant, deed: Deed
) -> None:
    with pytest.raises(applications.CaseMovedError):
        deed(applications.open_correction, case_id=reviewed.pk, holder=resident.holder)


def test_a_return_says_what_to_correct(reviewed: Case, clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.CorrectionEmptyError):
        deed(applications.return_for_correction, case_id=reviewed.pk, message=" ", points=[], actor=clerk)


def test_a_field_the_form_does_not_have_cannot_be_named(reviewed: Case, clerk: Actor, deed: Deed) -> None:
    point = applications.PointEntry(path="salary", reason=CorrectionReason.INCORRECT)
    with pytest.raises(applications.UnknownFieldError):
        deed(applications.return_for_correction, case_id=reviewed.pk, message="", points=[point], actor=clerk)


def test_staff_correct_by_their_office_with_a_trace(reviewed: Case, clerk: Actor, deed: Deed) -> None:
    opened = deed(applications.open_case, case_id=reviewed.pk, actor=clerk)
    answers = {**opened.answers, "mail": "new@resident.example"}

    number = deed(
        applications.correct_by_staff,
        case_id=reviewed.pk,
        answers=answers,
        seen=1,
        reason="電話で本人に確かめた",
        actor=clerk,
    )

    opened = deed(applications.open_case, case_id=reviewed.pk, actor=clerk)
    assert (number, opened.answers["mail"]) == (2, "new@resident.example")
    assert [(line.act, line.words) for line in opened.trail][-1] == ("correct", "電話で本人に確かめた")


def test_who_corrects_an_older_version_is_told(reviewed: Case, clerk: Actor, deed: Deed) -> None:
    opened = deed(applications.open_case, case_id=reviewed.pk, actor=clerk)
    facts = {"case_id": reviewed.pk, "seen": 1, "reason": "x", "actor": clerk}
    deed(applications.correct_by_staff, answers={**opened.answers, "mail": "a@resident.example"}, **facts)

    with pytest.raises(applications.AnswersChangedError):
        deed(applications.correct_by_staff, answers={**opened.answers, "mail": "b@resident.example"}, **facts)


def test_the_chiefs_approval_decides(decided: Case) -> None:
    statistic = CaseStatistic.objects.get(case_id=decided.pk)
    assert (decided.state, decided.outcome) == (CaseState.DECIDED, Outcome.DECIDED)
    assert (statistic.outcome, statistic.days_used, statistic.standard_days) == ("decided", 0, 30)


def test_nobody_approves_what_they_proposed(
    reviewed: Case, proposal_id: Any, clerk: Actor, deed: Deed
) -> None:
    with pytest.raises(applications.NotYourTurnError):
        deed(
            applications.approve_proposal,
            case_id=reviewed.pk,
            proposal_id=proposal_id,
            position=0,
            actor=clerk,
            acting_reason="課長不在",
        )


def test_a_colleague_approves_in_the_chiefs_place_and_it_shows(
    reviewed: Case, proposal_id: Any, colleague: Actor, deed: Deed
) -> None:
    deed(
        applications.approve_proposal,
        case_id=reviewed.pk,
        proposal_id=proposal_id,
        position=0,
        actor=colleague,
        acting_reason="課長が出張中",
    )

    step = ApprovalStep.objects.get()
    assert (step.mark, step.decided_by) == ("acting", colleague.log_name)


def test_a_colleague_does_not_approve_at_the_chiefs_desk_without_saying_why(
    reviewed: Case, proposal_id: Any, colleague: Actor, deed: Deed
) -> None:
    with pytest.raises(applications.NotYourTurnError):
        deed(
            applications.approve_proposal,
            case_id=reviewed.pk,
            proposal_id=proposal_id,
            position=0,
            actor=colleague,
        )


def test_the_chief_sends_a_proposal_back_and_the_officer_proposes_again(
    reviewed: Case, proposal_id: Any, chief: Actor, clerk: Actor, deed: Deed
) -> None:
    facts = {"case_id": reviewed.pk, "proposal_id": proposal_id}
    deed(applications.return_to_officer, comment="理由が足りません", actor=chief, **facts)
    deed(
        applications.propose_decision,
        case_id=reviewed.pk,
        outcome=Outcome.REJECTED,
        reason="要件を満たしません。",
        actor=clerk,
    )

    assert list(Proposal.objects.order_by("number").values_list("state", flat=True)) == ["returned", "open"]


def test_a_proposal_that_was_taken_back_cannot_be_approved(
    reviewed: Case, proposal_id: Any, chief: Actor, clerk: Actor, deed: Deed
) -> None:
    facts = {"case_id": reviewed.pk, "proposal_id": proposal_id}
    deed(applications.withdraw_proposal, actor=clerk, **facts)

    with pytest.raises(applications.ProposalMovedError):
        deed(applications.approve_proposal, position=0, actor=chief, **facts)


def test_a_rejection_states_its_reasons(reviewed: Case, clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.ReasonMissingError):
        deed(
            applications.propose_decision,
            case_id=reviewed.pk,
            outcome=Outcome.REJECTED,
            reason="",
            actor=clerk,
        )


def test_the_resident_withdraws_until_the_decision(
    reviewed: Case, proposal_id: Any, resident: Applicant, chief: Actor, deed: Deed
) -> None:
    deed(applications.withdraw_application, case_id=reviewed.pk, holder=resident.holder)

    with pytest.raises(applications.ProposalMovedError):
        deed(
            applications.approve_proposal,
            case_id=reviewed.pk,
            proposal_id=proposal_id,
            position=0,
            actor=chief,
        )
    reviewed.refresh_from_db()
    assert (reviewed.state, reviewed.outcome) == (CaseState.WITHDRAWN, Outcome.WITHDRAWN)


def test_a_decided_case_cannot_be_withdrawn(decided: Case, resident: Applicant, deed: Deed) -> None:
    with pytest.raises(applications.CaseMovedError):
        deed(applications.withdraw_application, case_id=decided.pk, holder=resident.holder)


def test_the_document_is_issued_and_fetched_until_its_day(
    decided: Case, clerk: Actor, resident: Applicant, deed: Deed
) -> None:
    document_id = deed(applications.issue_document, case_id=decided.pk, actor=clerk)
    facts = {"case_id": decided.pk, "document_id": document_id}

    opened = deed(applications.open_my_document, holder=resident.holder, **facts)
    late = NOW + timedelta(days=61)

    assert opened.content.startswith(b"%PDF")
    with pytest.raises(applications.DocumentExpiredError):
        deed(applications.open_my_document, holder=resident.holder, **{**facts, "now": late})
    deed(applications.reissue_document, reason="なくした", actor=clerk, **{**facts, "now": late})
    assert deed(applications.open_my_document, holder=resident.holder, **{**facts, "now": late})


def test_a_document_is_issued_once(decided: Case, clerk: Actor, deed: Deed) -> None:
    deed(applications.issue_document, case_id=decided.pk, actor=clerk)

    with pytest.raises(applications.CaseMovedError):
        deed(applications.issue_document, case_id=decided.pk, actor=clerk)


def test_a_closed_case_is_kept_for_full_fiscal_years(decided: Case, clerk: Actor, deed: Deed) -> None:
    deed(applications.close_case, case_id=decided.pk, actor=clerk)

    decided.refresh_from_db()
    assert decided.retention_until == date(2032, 3, 31)


def test_a_batch_tells_of_each_case_what_became_of_it(
    case: Case, reviewed: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    new = resident.apply().case_id

    outcomes = deed(applications.accept_cases, case_ids=[reviewed.pk, new], actor=clerk)

    assert [one.error and one.error.code for one in outcomes] == ["applications.case_moved", None]


def test_more_than_five_hundred_at_once_are_too_many(clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.TooManyCasesError):
        deed(applications.accept_cases, case_ids=list(range(501)), actor=clerk)


def test_paper_becomes_the_same_case_with_its_provenance(offered: None, clerk: Actor, deed: Deed) -> None:
    intake = applications.Intake(
        channel=Channel.POST,
        received_at=NOW - timedelta(days=2),
        note="普通郵便",
        identity_seen="免許証の写し",
    )
    name = {"family": "山田", "given": "花子", "family_kana": "ヤマダ", "given_kana": "ハナコ"}

    receipt = deed(
        applications.take_in_application,
        procedure_code="allowance",
        answers={"applicant_name": name},
        intake=intake,
        submission_key="page",
        actor=clerk,
    )

    opened = deed(applications.open_case, case_id=receipt.case_id, actor=clerk)
    assert (opened.channel, opened.entered_by, receipt.secret) == (Channel.POST, clerk.log_name, "")
    assert (opened.parties["intake"]["note"], opened.due_on) == ("普通郵便", date(2026, 12, 18))
