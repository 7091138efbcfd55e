"""A section's one answer: who may write and send it, what happens to late ones, and to two people at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Role
from shirube.inquiries.commands.answering import (
    AnswerDraft,
    AnswerIncompleteError,
    approve_answer,
    assign_person,
    open_asked,
    return_inside,
    save_answer,
    submit_answer,
)
from shirube.inquiries.commands.extending import (
    ExtensionExistsError,
    NotLaterError,
    decide_extension,
    request_extension,
)
from shirube.inquiries.commands.guards import (
    AnswerMovedError,
    InquiryClosedError,
    NotApproverError,
    NotYourInquiryError,
)
from shirube.inquiries.commands.sending import close_inquiry
from shirube.inquiries.domain.terms import AnswerState
from shirube.organizations.models import Municipality, Section
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import DUE, NOW, asked_of, give, send, view_of, worker


def _facts(city: Municipality, row: Any, actor: Any, **further: Any) -> dict[str, Any]:
    return {"municipality_id": city.pk, "asked_id": row.pk, "actor": actor, "now": NOW, **further}


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    return send(in_city, asker, [first, second])


def test_opening_is_noted_once(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = asked_of(inquiry_id, first)

    opened = [open_asked(**_facts(in_city, row, worker(first))) for _ in range(2)]

    assert opened == [True, False]
    assert view_of(in_city, inquiry_id).asked[0].state is AnswerState.OPENED


def test_a_section_cannot_write_for_another(
    in_city: Municipality, inquiry_id: Any, first: Section, second: Section
) -> None:
    row = asked_of(inquiry_id, first)

    with pytest.raises(NotYourInquiryError):
        save_answer(**_facts(in_city, row, worker(second)), draft=AnswerDraft(), seen_revision=1)


def test_the_second_of_two_writers_is_told(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = asked_of(inquiry_id, first)
    colleague = UserFactory(municipality=in_city, section_staff=True, section=first, name="森田 環")
    drafts = [AnswerDraft(answers={"q1": number}) for number in (5, 7)]
    save_answer(**_facts(in_city, row, colleague.as_actor()), draft=drafts[0], seen_revision=row.revision)

    with pytest.raises(AnswerMovedError) as moved:
        save_answer(**_facts(in_city, row, worker(first)), draft=drafts[1], seen_revision=row.revision)

    assert moved.value.facts == {"by": "森田 環"}
    assert asked_of(inquiry_id, first).answers == {"q1": 5}


def test_the_chief_lets_it_go(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    chief = UserFactory(municipality=in_city, section_chief=True, section=first).as_actor()
    row = give(in_city, inquiry_id, first, {"q1": 12}, actor=worker(first))
    assert row.state == AnswerState.APPROVING

    with pytest.raises(NotApproverError):
        approve_answer(**_facts(in_city, row, worker(first)), seen_revision=row.revision)
    approve_answer(**_facts(in_city, row, chief), seen_revision=row.revision)

    row.refresh_from_db()
    assert (row.state, row.approved_by) == (AnswerState.ANSWERED, chief.log_name)


def test_the_chief_gives_it_back_with_words(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    chief = UserFactory(municipality=in_city, section_chief=True, section=first).as_actor()
    row = give(in_city, inquiry_id, first, {"q1": 12}, actor=worker(first))

    return_inside(**_facts(in_city, row, chief), comment="去年の数では？")

    row.refresh_from_db()
    assert (row.state, row.returned, row.answers) == (AnswerState.ANSWERING, "去年の数では？", {"q1": 12})


def test_a_section_without_a_chief_sends_by_itself(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = give(in_city, inquiry_id, first, {"q1": 12}, actor=worker(first))

    assert row.state == AnswerState.ANSWERED


def test_what_must_be_answered_is_asked_for(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    with pytest.raises(AnswerIncompleteError) as incomplete:
        give(in_city, inquiry_id, first, {"q2": "なし"})

    assert [one.path for one in incomplete.value.problems] == ["q1"]


def test_not_applicable_needs_no_answers(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = give(in_city, inquiry_id, first, {}, is_not_applicable=True, remark="申請を受けない課です")

    assert row.state == AnswerState.NOT_APPLICABLE


@pytest.mark.parametrize(("days", "is_late"), [(10, False), (11, True)])
def test_an_answer_after_its_day_is_taken_and_marked(
    in_city: Municipality, inquiry_id: Any, first: Section, days: int, is_late: bool
) -> None:
    row = give(in_city, inquiry_id, first, {"q1": 1}, now=NOW + timedelta(days=days))

    assert (row.state, row.is_late) == (AnswerState.ANSWERED, is_late)


def test_a_closed_inquiry_takes_no_answer(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    close_inquiry(municipality_id=in_city.pk, inquiry_id=inquiry_id, actor=SYSTEM, now=NOW)

    with pytest.raises(InquiryClosedError):
        give(in_city, inquiry_id, first, {"q1": 1})


def test_an_extension_is_granted_to_one_section(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section
) -> None:
    row, later = asked_of(inquiry_id, first), DUE + timedelta(days=7)
    facts = _facts(in_city, row, worker(first))
    request_extension(**facts, wanted_on=later, reason="確認中")
    with pytest.raises(ExtensionExistsError):
        request_extension(**facts, wanted_on=later, reason="確認中")

    decide_extension(**_facts(in_city, row, worker(asker)), granted_to=later, reply="")

    assert [one.due_on for one in view_of(in_city, inquiry_id).asked] == [later, DUE]
    assert not give(in_city, inquiry_id, first, {"q1": 1}, now=NOW + timedelta(days=17)).is_late


def test_an_extension_leads_to_a_later_day(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = asked_of(inquiry_id, first)

    with pytest.raises(NotLaterError):
        request_extension(**_facts(in_city, row, worker(first)), wanted_on=date(2026, 11, 30), reason="x")


def test_the_answer_is_given_to_a_person_of_the_section(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = asked_of(inquiry_id, first)
    person = UserFactory(municipality=in_city, section_staff=True, section=first)

    assign_person(**_facts(in_city, row, worker(first, Role.SECTION_CHIEF)), person=person.pk)

    assert asked_of(inquiry_id, first).person == person.pk


def test_a_second_press_sends_nothing_twice(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    row = give(in_city, inquiry_id, first, {"q1": 1})

    with pytest.raises(AnswerMovedError):
        submit_answer(**_facts(in_city, row, SYSTEM), seen_revision=row.revision)
