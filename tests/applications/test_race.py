"""Two people at the same moment: first what happens without the guard, then with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.commands import approval, drafts, moving, submission
from shirube.applications.domain.states import CaseState, Outcome
from shirube.applications.models import ApprovalStep, Case, CaseStep, Draft, HandedOver
from shirube.applications.queries import drafts as draft_queries
from shirube.organizations.models import Municipality
from tests.applications.conftest import Applicant
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[..., Any]


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(2)


@pytest.fixture
def waits(meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> Deed:
    """`waits(module, name)`: each caller of the function waits for the other one before it begins."""

    def wait_before(module: Any, name: str) -> None:
        really = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *args, **facts: (meeting.wait(), really(*args, **facts))[1])

    return wait_before


# Submissions.


def _look_then_write(case: Case, meeting: Meeting) -> bool:
    free = Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED
    meeting.wait()
    Case.objects.filter(pk=case.pk).update(state=CaseState.ACCEPTED)
    return free


def test_without_the_guard_both_officers_believe_to_have_accepted(case: Case, meeting: Meeting) -> None:
    results = together(case.municipality_id, *[partial(_look_then_write, case, meeting)] * 2)

    assert results == [True, True]


def test_one_page_sent_twice_at_once_is_one_case(
    offered: None, resident: Applicant, city: Municipality, waits: Deed
) -> None:
    started = resident.begin()
    resident.type(started.draft_id)
    waits(submission, "checked_answers")

    results = together(city.pk, *[partial(resident.send, started.draft_id)] * 2)

    assert errors_among(results) == []
    assert len({receipt.receipt_number for receipt in results}) == 1
    assert Case.objects.count() == 1


def test_one_draft_sent_from_two_tabs_is_one_case(
    offered: None, resident: Applicant, city: Municipality, waits: Deed
) -> None:
    started = resident.begin()
    resident.type(started.draft_id)
    waits(submission, "checked_answers")

    results = together(
        city.pk, *[partial(resident.send, started.draft_id, key=key) for key in ("one", "two")]
    )

    assert errors_among(results) == [applications.DraftNotFoundError]
    assert Case.objects.count() == 1


def test_of_two_drafts_of_one_person_one_is_received_where_once_is_enough(
    offer: Deed, resident: Applicant, city: Municipality, waits: Deed
) -> None:
    offer(reception={"per_person": "once"})
    ids = [resident.begin(another=True).draft_id for _ in range(2)]
    for draft_id in ids:
        resident.type(draft_id)
    waits(submission, "found_case")

    results = together(city.pk, *[partial(resident.send, draft_id) for draft_id in ids])

    assert errors_among(results) == [applications.AlreadyAppliedError]
    assert Draft.objects.count() == 1


# Drafts.


def test_a_person_who_begins_on_two_devices_at_once_has_one_draft(
    offered: None, resident: Applicant, city: Municipality, waits: Deed
) -> None:
    waits(drafts, "make_dossier")

    results = together(city.pk, *[resident.begin] * 2)

    assert errors_among(results) == []
    assert Draft.objects.count() == 1


def test_two_devices_that_save_at_once_keep_each_others_fields(
    offered: None, resident: Applicant, city: Municipality, waits: Deed
) -> None:
    started = resident.begin()
    waits(draft_queries, "read_content")
    typed = [{"mail": ["a@resident.example"]}, {"my_number": ["123456789018"]}]
    devices = ["telephone", "desk"]

    results = together(
        city.pk,
        *[
            partial(resident.type, started.draft_id, one, device=on, seen=1)
            for one, on in zip(typed, devices, strict=True)
        ],
    )

    assert errors_among(results) == []
    assert {"mail", "my_number"} <= set(resident.open(started.draft_id).answers)


# Officers.


def test_of_two_officers_who_accept_at_once_one_does_and_the_other_is_told(
    case: Case, clerk: Actor, colleague: Actor, deed: Deed, waits: Deed
) -> None:
    waits(moving, "state_after")

    results = together(
        case.municipality_id,
        *[partial(deed, applications.accept_case, case_id=case.pk, actor=one) for one in (clerk, colleague)],
    )

    assert errors_among(results) == [applications.CaseMovedError]
    assert CaseStep.objects.filter(act="accept").count() == 1


@pytest.fixture
def proposed(offer: Deed, resident: Applicant, clerk: Actor, subchief: Actor, deed: Deed) -> dict[str, Any]:
    """A proposal that lies on the desk of the 係長; above them is the chief."""
    offer(route=["subsection_chief", "section_chief"])
    case_id = resident.apply().case_id
    deed(applications.accept_case, case_id=case_id, actor=clerk)
    deed(applications.start_review, case_id=case_id, actor=clerk)
    proposal_id = deed(
        applications.propose_decision, case_id=case_id, outcome=Outcome.DECIDED, reason="", actor=clerk
    )
    return {"case_id": case_id, "proposal_id": proposal_id}


def test_a_desk_that_approves_while_the_chief_pulls_up_decides_the_case_once(
    proposed: dict[str, Any], city: Municipality, subchief: Actor, chief: Actor, deed: Deed, waits: Deed
) -> None:
    waits(approval, "get_case_for_staff")

    results = together(
        city.pk,
        partial(deed, applications.approve_proposal, position=0, actor=subchief, **proposed),
        partial(deed, applications.pull_up_proposal, actor=chief, **proposed),
    )

    # Whoever comes second finds the desk decided: the 係長 is told, or the chief simply has no one to pull past.
    assert len(errors_among(results)) <= 1
    assert CaseStep.objects.filter(act="decide").count() <= 1
    marks = list(ApprovalStep.objects.order_by("position").values_list("mark", flat=True))
    assert marks in (["pulled_up", "self"], ["self", ""])


def test_of_a_withdrawal_and_a_decision_at_once_one_holds(
    proposed: dict[str, Any],
    city: Municipality,
    resident: Applicant,
    subchief: Actor,
    chief: Actor,
    deed: Deed,
    waits: Deed,
) -> None:
    deed(applications.approve_proposal, position=0, actor=subchief, **proposed)
    waits(moving, "state_after")
    case_id = proposed["case_id"]

    results = together(
        city.pk,
        partial(deed, applications.withdraw_application, case_id=case_id, holder=resident.holder),
        partial(deed, applications.approve_proposal, position=1, actor=chief, **proposed),
    )

    case = Case.objects.get()
    assert len(errors_among(results)) == 1
    assert case.state in (CaseState.WITHDRAWN, CaseState.DECIDED)
    assert case.outcome == case.state


def test_two_people_who_hand_over_at_once_give_each_case_once(
    case: Case, city: Municipality, clerk: Actor, colleague: Actor, deed: Deed
) -> None:
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    Case.objects.update(hand_over_wanted=True)
    ask = partial(deed, applications.start_hand_over, procedure_code="allowance")

    results = together(city.pk, partial(ask, actor=clerk), partial(ask, actor=colleague))

    assert errors_among(results) == [applications.NothingToHandOverError]
    assert HandedOver.objects.count() == 1
