"""While an inquiry lies with the sections: another day for all, further sections, and a row that others changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Role
from shirube.inquiries.commands.changing import NobodyAddedError, SameDueError, add_sections, move_deadline
from shirube.inquiries.commands.drafting import UnknownContentsError
from shirube.inquiries.commands.extending import decide_extension, request_extension
from shirube.inquiries.commands.guards import InquiryMovedError, NotYourInquiryError
from shirube.inquiries.commands.sending import ReasonMissingError, close_inquiry
from shirube.inquiries.domain.terms import AnswerState
from shirube.inquiries.models import Step
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality, Section
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.factories.inquiries import DUE, NOW, asked_of, give, send, view_of, worker
from tests.factories.organizations import SectionFactory

LATER = date(2026, 12, 7)


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    for section in (first, second):
        UserFactory(municipality=in_city, section_staff=True, section=section)
    return send(in_city, asker, [first, second])


def move(city: Municipality, inquiry_id: Any, due_on: date, **changes: Any) -> None:
    facts = {"reason": "国の締切が延びたため", "actor": SYSTEM, "now": NOW, **changes}
    move_deadline(municipality_id=city.pk, inquiry_id=inquiry_id, due_on=due_on, **facts)


def test_all_sections_get_the_new_day_and_those_who_owe_are_told_why(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    give(in_city, inquiry_id, first, {"q1": 1})

    move(in_city, inquiry_id, LATER)

    view = view_of(in_city, inquiry_id)
    told = Notice.objects.filter(kind="inquiries.due_moved")
    assert {one.due_on for one in view.asked} == {LATER}
    assert told.count() == 1
    assert Step.objects.filter(kind="due_moved", note__contains="国の締切").exists()


def test_a_day_that_was_granted_behind_the_new_one_stays(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = asked_of(inquiry_id, first)
    facts: dict[str, Any] = {"municipality_id": in_city.pk, "asked_id": row.pk, "now": NOW}
    granted = LATER + timedelta(days=7)
    request_extension(**facts, wanted_on=granted, reason="数字の確認", actor=worker(first))
    decide_extension(**facts, granted_to=granted, reply="", actor=SYSTEM)

    move(in_city, inquiry_id, LATER)
    assert view_of(in_city, inquiry_id).find_asked(row.pk).due_on == granted
    move(in_city, inquiry_id, granted + timedelta(days=1))
    assert view_of(in_city, inquiry_id).find_asked(row.pk).due_on == granted + timedelta(days=1)


@pytest.mark.parametrize(("due_on", "is_late"), [(LATER, False), (DUE + timedelta(days=1), True)])
def test_who_answered_before_the_new_day_is_not_late(
    in_city: Municipality, inquiry_id: Any, first: Section, due_on: date, is_late: bool
) -> None:
    row = give(in_city, inquiry_id, first, {"q1": 1}, now=NOW + timedelta(days=13))
    assert row.is_late

    move(in_city, inquiry_id, due_on)

    row.refresh_from_db()
    assert row.is_late is is_late


def test_nobody_becomes_late_by_a_day_said_afterwards(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    row = give(in_city, inquiry_id, first, {"q1": 1}, now=NOW + timedelta(days=5))

    move(in_city, inquiry_id, NOW.date() + timedelta(days=1))

    row.refresh_from_db()
    assert not row.is_late


def test_a_day_is_not_moved_without_a_cause(
    in_city: Municipality, inquiry_id: Any, asker: Section, first: Section
) -> None:
    with pytest.raises(SameDueError):
        move(in_city, inquiry_id, DUE)
    with pytest.raises(SameDueError):
        move(in_city, inquiry_id, NOW.date() - timedelta(days=1))
    with pytest.raises(ReasonMissingError):
        move(in_city, inquiry_id, LATER, reason=" ")
    with pytest.raises(NotYourInquiryError):
        move(in_city, inquiry_id, LATER, actor=worker(first))
    close_inquiry(municipality_id=in_city.pk, inquiry_id=inquiry_id, actor=worker(asker), now=NOW)
    with pytest.raises(InquiryMovedError):
        move(in_city, inquiry_id, LATER)
    assert view_of(in_city, inquiry_id).due_on == DUE


def add(city: Municipality, inquiry_id: Any, *sections: Section) -> int:
    ids = [one.pk for one in sections]
    return add_sections(
        municipality_id=city.pk, inquiry_id=inquiry_id, section_ids=ids, actor=SYSTEM, now=NOW
    )


def test_a_section_that_was_forgotten_is_asked_as_the_others(
    in_city: Municipality, inquiry_id: Any, first: Section
) -> None:
    third = SectionFactory(municipality=in_city, name="水道課", position=3)
    UserFactory(municipality=in_city, section_staff=True, section=third)

    assert add(in_city, inquiry_id, first, third) == 1

    row = asked_of(inquiry_id, third)
    assert row.state == AnswerState.UNOPENED
    assert len(view_of(in_city, inquiry_id).asked) == 3
    assert Notice.objects.filter(kind="inquiries.sent").count() == 3
    with pytest.raises(NobodyAddedError):
        add(in_city, inquiry_id, third)


def test_a_section_that_has_ended_is_not_added(in_city: Municipality, inquiry_id: Any) -> None:
    gone = SectionFactory(municipality=in_city, ends_on=date(2026, 4, 1))

    with pytest.raises(UnknownContentsError):
        add(in_city, inquiry_id, gone)


def test_both_are_buttons_of_the_askers_page(
    in_city: Municipality, inquiry_id: Any, asker: Section, signed_in: Any
) -> None:
    third = SectionFactory(municipality=in_city, name="水道課", position=3)
    client: CityClient = signed_in(Role.SECTION_CHIEF, section=asker)
    here = f"staff/inquiries/{inquiry_id}/"
    page = client.get(here).content.decode()
    assert "期限を変える（すべての課）" in page
    assert "水道課" in page

    client.post(f"{here}due/", {"due_on": "2099-12-07", "reason": "国の締切が延びたため"})
    client.post(f"{here}more/", {"sections": [str(third.pk)]})

    page = client.get(here).content.decode()
    assert "2099年12月7日" in page
    assert asked_of(inquiry_id, third).state == AnswerState.UNOPENED
    assert f'value="{third.pk}"' not in page


def test_without_a_day_or_a_section_nothing_is_changed(
    in_city: Municipality, inquiry_id: Any, asker: Section, signed_in: Any
) -> None:
    client: CityClient = signed_in(Role.SECTION_CHIEF, section=asker)
    here = f"staff/inquiries/{inquiry_id}/"

    client.post(f"{here}due/", {"due_on": "あした", "reason": ""})
    assert "期限は変えていません" in client.get(here).content.decode()
    client.post(f"{here}more/", {})
    assert "まだ送っていません" in client.get(here).content.decode()
