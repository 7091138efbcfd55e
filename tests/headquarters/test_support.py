"""The support desk: who reads and does what with a request, who helps whom, and how long an answer takes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.support import (
    ANSWERED,
    DutyHeldError,
    DutyPeriodError,
    NotAHelperError,
    NotYourSupportError,
    SupportMovedError,
    SupportTextMissingError,
    act_on_support,
    ask_support,
    end_duty,
    give_duty,
)
from shirube.headquarters.domain.support import SupportAct, SupportKind, SupportState, Urgency
from shirube.headquarters.models import SupportDuty, SupportRequest
from shirube.headquarters.queries.support import (
    SupportRequestNotFoundError,
    count_waiting_support,
    get_support_request,
    is_desk,
    list_duties,
    list_support_requests,
)
from shirube.measures.models import Fact
from shirube.organizations.models import Municipality, Section
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.factories.proposals import NOW, TODAY, clerk_of, headquarters

pytestmark = pytest.mark.usefixtures("in_city")


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, name="税務課")


@pytest.fixture
def promoter(in_city: Municipality) -> Actor:
    return UserFactory(municipality=in_city, dx_promotion=True, name="田中 光").as_actor()


def _ask(section: Section, **facts: Any) -> SupportRequest:
    usual = {
        "kind": SupportKind.SYSTEM, "urgency": Urgency.NONE, "title": "帳票が出ない", "text": "印刷すると止まる",
        "actor": clerk_of(section), "now": NOW,
    }  # fmt: skip
    request_id = ask_support(
        municipality_id=section.municipality_id, section_id=section.pk, **{**usual, **facts}
    )
    return SupportRequest.objects.get(pk=request_id)


def _act(row: SupportRequest, act: SupportAct, actor: Actor, **facts: Any) -> SupportRequest:
    usual = {"seen_revision": SupportRequest.objects.get(pk=row.pk).revision, "now": NOW}
    act_on_support(
        municipality_id=row.municipality_id, request_id=row.pk, act=act, actor=actor, **{**usual, **facts}
    )
    row.refresh_from_db()
    return row


def _help(section: Section, person: Any, actor: Actor, **facts: Any) -> None:
    usual = {"begins_on": TODAY, "section_ids": [section.pk], "staff_id": person.pk, "now": NOW}
    give_duty(municipality_id=section.municipality_id, actor=actor, **{**usual, **facts})


def test_a_request_is_taken_up_answered_asked_again_and_closed(section: Section, promoter: Actor) -> None:
    row = _ask(section)
    states = [
        _act(row, SupportAct.TAKE_UP, promoter).state,
        _act(row, SupportAct.ANSWER, promoter, text="設定を直しました").state,
        _act(row, SupportAct.ADD, clerk_of(section), text="まだ止まります").state,
        _act(row, SupportAct.ANSWER, promoter, text="部品を替えます").state,
        _act(row, SupportAct.CLOSE, clerk_of(section)).state,
    ]

    assert states == ["taken_up", "answered", "waiting", "answered", "closed"]
    assert row.helper_id == promoter.staff_id
    view = get_support_request(
        municipality_id=row.municipality_id, request_id=row.pk, actor=promoter, on=TODAY
    )
    assert [note.act for note in view.notes][:3] == [SupportAct.ASK, SupportAct.TAKE_UP, SupportAct.ANSWER]
    assert view.helper == "田中 光"


def test_another_section_reads_nothing(in_city: Municipality, section: Section, promoter: Actor) -> None:
    row, other = _ask(section), SectionFactory(municipality=in_city)
    look = {"municipality_id": in_city.pk, "on": TODAY}

    assert list_support_requests(actor=clerk_of(other), **look) == []
    with pytest.raises(SupportRequestNotFoundError):
        get_support_request(request_id=row.pk, actor=clerk_of(other), **look)
    with pytest.raises(SupportRequestNotFoundError):
        get_support_request(request_id=row.pk, actor=headquarters(), **look)
    assert len(list_support_requests(actor=promoter, **look)) == 1


def test_only_the_desk_answers(section: Section) -> None:
    row = _ask(section)

    with pytest.raises(NotYourSupportError):
        _act(row, SupportAct.ANSWER, clerk_of(section), text="自分で")
    with pytest.raises(NotYourSupportError):
        _ask(section, actor=clerk_of(SectionFactory(municipality=section.municipality)))


def test_an_answer_says_something(section: Section, promoter: Actor) -> None:
    with pytest.raises(SupportTextMissingError):
        _act(_ask(section), SupportAct.ANSWER, promoter, text="　")
    with pytest.raises(SupportTextMissingError):
        _ask(section, text=" ")


def test_of_two_who_take_it_up_the_second_is_told(section: Section, promoter: Actor) -> None:
    row = _ask(section)
    _act(row, SupportAct.TAKE_UP, promoter)

    with pytest.raises(SupportMovedError):
        _act(row, SupportAct.TAKE_UP, promoter)
    with pytest.raises(SupportMovedError):
        _act(row, SupportAct.ANSWER, promoter, text="答え", seen_revision=1)


def test_a_request_is_handed_on_to_somebody_of_the_desk(
    in_city: Municipality, section: Section, promoter: Actor
) -> None:
    row = _ask(section)
    aide = UserFactory(municipality=in_city, headquarters=True, name="補佐 ひかり")
    with pytest.raises(NotAHelperError):
        _act(row, SupportAct.HAND_ON, promoter, helper_id=aide.pk)
    _help(section, aide, promoter)
    _act(row, SupportAct.HAND_ON, promoter, helper_id=aide.pk, text="詳しい人に")

    assert (row.helper_id, row.state) == (aide.pk, SupportState.TAKEN_UP)
    waiting = count_waiting_support(municipality_id=in_city.pk, actor=aide.as_actor(), on=TODAY)
    assert (waiting.waiting, waiting.in_hand) == (0, 1)


def test_somebody_helps_a_section_from_a_day_until_a_day(
    in_city: Municipality, section: Section, promoter: Actor
) -> None:
    aide = UserFactory(municipality=in_city, headquarters=True)
    _help(section, aide, promoter, begins_on=TODAY + timedelta(days=1))
    duty = SupportDuty.objects.get()
    end_duty(
        municipality_id=in_city.pk,
        duty_id=duty.pk,
        ends_on=TODAY + timedelta(days=30),
        actor=promoter,
        now=NOW,
    )

    def helps(days: int) -> bool:
        return is_desk(aide.as_actor(), in_city.pk, TODAY + timedelta(days=days))

    assert [helps(days) for days in (0, 1, 29, 30)] == [False, True, True, False]
    assert [one.ends_on for one in list_duties(municipality_id=in_city.pk)] == [TODAY + timedelta(days=30)]


def test_a_duty_is_held_once_and_ends_after_it_begins(
    in_city: Municipality, section: Section, promoter: Actor
) -> None:
    aide = UserFactory(municipality=in_city, headquarters=True)
    _help(section, aide, promoter)
    with pytest.raises(DutyHeldError):
        _help(section, aide, promoter, begins_on=TODAY + timedelta(days=3))
    with pytest.raises(DutyPeriodError):
        _help(section, aide, promoter, ends_on=TODAY)
    with pytest.raises(NotYourSupportError):
        _help(section, aide, clerk_of(section))


def test_what_is_urgent_stands_first_and_what_was_answered_last(section: Section, promoter: Actor) -> None:
    _act(_ask(section, title="済んだ", urgency=Urgency.TODAY), SupportAct.ANSWER, promoter, text="はい")
    _ask(section, title="いつか")
    _ask(section, title="急ぎ", urgency=Urgency.TODAY, now=NOW + timedelta(hours=1))

    seen = list_support_requests(municipality_id=section.municipality_id, actor=promoter, on=TODAY)
    assert [one.title for one in seen] == ["急ぎ", "いつか", "済んだ"]


def test_the_days_until_the_first_answer_are_counted(section: Section, promoter: Actor) -> None:
    row, later = _ask(section), NOW + timedelta(days=3)
    _act(row, SupportAct.ANSWER, promoter, text="一つ目", now=later)
    _act(row, SupportAct.ANSWER, promoter, text="二つ目", now=later + timedelta(days=2))

    (fact,) = Fact.objects.filter(source=ANSWERED.identifier)
    assert (fact.key, fact.on) == (str(row.pk), date(2026, 10, 11))
    assert '"days":3' in fact.content
