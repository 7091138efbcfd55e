"""Several people of two sections at the same moment: one answer, sent once, and nothing that flows twice."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Actor
from shirube.inquiries.commands import guards, looking
from shirube.inquiries.commands.answering import AnswerDraft, save_answer, submit_answer
from shirube.inquiries.commands.changing import NobodyAddedError, add_sections
from shirube.inquiries.commands.extending import ExtensionExistsError, request_extension
from shirube.inquiries.commands.guards import AnswerMovedError, InquiryClosedError, InquiryMovedError
from shirube.inquiries.commands.looking import AcceptedError, accept_answer
from shirube.inquiries.commands.sending import close_inquiry, submit_inquiry
from shirube.inquiries.domain.terms import AnswerState
from shirube.inquiries.models import AskedSection, Extension, Step
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality, Section
from shirube.registers.models import Change
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import DUE, NOW, asked_of, draft, give, send, worker
from tests.factories.organizations import SectionFactory
from tests.factories.registers import CODE, item_of, load_register
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(2)


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    return send(in_city, asker, [first, second])


def _facts(city: Municipality, actor: Actor = SYSTEM) -> dict[str, Any]:
    return {"municipality_id": city.pk, "actor": actor, "now": NOW}


def _look_then_write(row: AskedSection, words: str, meeting: Meeting) -> int:
    seen = AskedSection.objects.get(pk=row.pk)
    meeting.wait()
    return AskedSection.objects.filter(pk=row.pk).update(remark=words, revision=seen.revision + 1)


def test_without_the_guard_the_second_writes_over_the_first(
    in_city: Municipality, inquiry_id: Any, first: Section, meeting: Meeting
) -> None:
    row = asked_of(inquiry_id, first)

    results = together(
        in_city.pk, *[partial(_look_then_write, row, words, meeting) for words in ("甲", "乙")]
    )

    row.refresh_from_db()
    assert (results, row.revision) == ([1, 1], 2)


def test_of_two_who_save_one_is_told_and_nothing_is_lost(
    in_city: Municipality, inquiry_id: Any, first: Section, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, really = asked_of(inquiry_id, first), guards.require_open
    monkeypatch.setattr(guards, "require_open", lambda inquiry: (meeting.wait(), really(inquiry))[1])

    def save(words: str) -> int:
        draft = AnswerDraft(remark=words)
        actor = worker(first)
        return save_answer(asked_id=row.pk, draft=draft, seen_revision=1, **_facts(in_city, actor))

    results = together(in_city.pk, partial(save, "甲"), partial(save, "乙"))

    row.refresh_from_db()
    assert errors_among(results) == [AnswerMovedError]
    assert row.remark == ["甲", "乙"][results.index(2)]


def test_two_chiefs_send_one_answer(
    in_city: Municipality, inquiry_id: Any, first: Section, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = asked_of(inquiry_id, first)
    answers = AnswerDraft(answers={"q1": 1})
    save_answer(asked_id=row.pk, draft=answers, seen_revision=1, **_facts(in_city))
    really = guards.require_open
    monkeypatch.setattr(guards, "require_open", lambda inquiry: (meeting.wait(), really(inquiry))[1])
    send_it = partial(submit_answer, asked_id=row.pk, seen_revision=2, **_facts(in_city))

    results = together(in_city.pk, send_it, send_it)

    assert errors_among(results) == [AnswerMovedError]
    assert Step.objects.filter(asked=row, kind="answered").count() == 1


def test_an_answer_and_the_close_at_once_leave_no_answer_behind_the_close(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = asked_of(inquiry_id, first)
    save_answer(asked_id=row.pk, draft=AnswerDraft(answers={"q1": 1}), seen_revision=1, **_facts(in_city))

    results = together(
        in_city.pk,
        partial(submit_answer, asked_id=row.pk, seen_revision=2, **_facts(in_city)),
        partial(close_inquiry, inquiry_id=inquiry_id, **_facts(in_city)),
    )

    row.refresh_from_db()
    assert set(errors_among(results)) <= {InquiryClosedError}
    assert (row.state == AnswerState.ANSWERED) == (results[0] is True)


def test_two_who_send_an_inquiry_send_it_once(in_city: Municipality, asker: Section, first: Section) -> None:
    UserFactory(municipality=in_city, section_staff=True, section=first)
    inquiry_id = draft(in_city, asker, [first])
    send_it = partial(submit_inquiry, inquiry_id=inquiry_id, **_facts(in_city))

    results = together(in_city.pk, send_it, send_it)

    assert errors_among(results) == [InquiryMovedError]
    assert Notice.objects.filter(kind="inquiries.sent").count() == 1


def test_an_answer_accepted_twice_at_once_flows_once(
    in_city: Municipality,
    asker: Section,
    first: Section,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    SectionFactory(municipality=in_city, code="second", name="市民課", position=2)
    load_register(in_city)
    inquiry_id = send(in_city, asker, [first], form={}, register=CODE, register_fields=["note"])
    item = item_of(in_city, "tax")
    chief = UserFactory(municipality=in_city, section_chief=True, section=first).as_actor()
    row = give(in_city, inquiry_id, first, {}, actor=chief, rows={str(item.id): {"note": ["", "済んだ"]}})
    before, really = Change.objects.count(), looking.get_asked_row
    monkeypatch.setattr(looking, "get_asked_row", lambda *key: (really(*key), meeting.wait())[0])
    accept = partial(
        accept_answer,
        asked_id=row.pk,
        seen_revision=row.revision,
        seen_items={item.id: item.revision},
        **_facts(in_city, worker(asker)),
    )

    results = together(in_city.pk, accept, accept)

    assert set(errors_among(results)) <= {AnswerMovedError, AcceptedError}
    assert len(errors_among(results)) == 1
    assert Change.objects.count() == before + 1


def test_a_section_added_by_two_is_asked_once(in_city: Municipality, inquiry_id: Any, first: Section) -> None:
    third = SectionFactory(municipality=in_city, name="水道課", position=3)
    add = partial(add_sections, inquiry_id=inquiry_id, section_ids=[third.pk], **_facts(in_city))

    results = together(in_city.pk, add, add)

    assert len(errors_among(results)) == 1
    assert set(errors_among(results)) <= {NobodyAddedError, InquiryMovedError}
    assert AskedSection.objects.filter(inquiry_id=inquiry_id, section=third).count() == 1


def test_a_section_asks_for_one_extension_at_a_time(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = asked_of(inquiry_id, first)
    ask = partial(
        request_extension,
        asked_id=row.pk,
        wanted_on=DUE + timedelta(days=7),
        reason="数字の確認",
        **_facts(in_city, worker(first)),
    )

    results = together(in_city.pk, ask, ask)

    assert errors_among(results) == [ExtensionExistsError]
    assert Extension.objects.count() == 1
