"""Papers that were sent are not waited for in vain: the members hear where they lie, and every letter has its way."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from shirube.config.middleware import CITY_URLS
from shirube.headquarters.commands import sending
from shirube.headquarters.commands.bodies import SeatEntry, add_seat
from shirube.headquarters.commands.sending import send_supplement
from shirube.headquarters.domain.terms import SeatRole
from shirube.headquarters.queries.readers import list_readers
from shirube.headquarters.tasks import send_papers_letter, send_task_letter
from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq
from tests.factories.accounts import UserFactory

HOME = "https://city.example"


@pytest.fixture(autouse=True)
def home(settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = [HOME]


def address(city: Municipality, name: str, *args: object) -> str:
    return f"{HOME}/{city.slug}{reverse(name, urlconf=CITY_URLS, args=args)}"


@pytest.fixture
def member(in_city: Municipality, meeting: UUID) -> Any:
    """A member who signs in here, beside the mayor who does not, and one whose time ended before the meeting."""
    user = UserFactory(municipality=in_city, dx_promotion=True)
    gone = UserFactory(municipality=in_city, dx_promotion=True)
    for who, ends_on in ((user, None), (gone, date(2026, 11, 1))):
        seat = SeatEntry(
            role=SeatRole.MEMBER,
            post="総務部長",
            name=who.name,
            staff_id=who.pk,
            begins_on=date(2025, 4, 1),
            ends_on=ends_on,
        )
        add_seat(body=hq.BODY, entry=seat, **hq.by_promoter(in_city))
    return user


def post(orders: list[dict[str, Any]], task: Any) -> None:
    for order in orders:
        task.func(**order)


@pytest.fixture
def ordered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The letters that were ordered with the papers."""
    orders: list[dict[str, Any]] = []
    monkeypatch.setattr(sending.jobs, "enqueue", lambda _task, **facts: orders.append(facts))
    return orders


def test_members_with_an_account_are_told_where_the_papers_lie(
    in_city: Municipality,
    meeting: UUID,
    item: UUID,
    member: Any,
    ordered: list[dict[str, Any]],
    mailoutbox: list[Any],
) -> None:
    hq.send(in_city, meeting)
    post(ordered, send_papers_letter)

    (letter,) = mailoutbox
    assert letter.to == [member.email]
    assert address(in_city, "headquarters_staff:papers", meeting) in letter.body
    assert "窓口の予約を広げる" in letter.body


def test_a_supplement_says_what_changed(
    in_city: Municipality,
    meeting: UUID,
    item: UUID,
    member: Any,
    ordered: list[dict[str, Any]],
    mailoutbox: list[Any],
) -> None:
    hq.send(in_city, meeting)
    ordered.clear()
    hq.item(in_city, meeting, "急ぎの報告")
    send_supplement(meeting_id=meeting, note="報告を一つ加えました。", **hq.by_promoter(in_city))
    post(ordered, send_papers_letter)

    (letter,) = mailoutbox
    assert letter.subject.startswith("追加の資料")
    assert "報告を一つ加えました。" in letter.body
    assert "急ぎの報告" in letter.body
    assert "窓口の予約を広げる" not in letter.body


def test_who_has_no_account_is_named_before_sending(
    in_city: Municipality, meeting: UUID, member: Any
) -> None:
    readers = list_readers(municipality_id=in_city.pk, meeting_id=meeting)

    assert {(one.post, bool(one.email)) for one in readers} == {("市長", False), ("総務部長", True)}


def test_after_the_meeting_no_letter_follows(
    in_city: Municipality, meeting: UUID, item: UUID, member: Any, mailoutbox: list[Any]
) -> None:
    hq.send(in_city, meeting)
    hq.close(in_city, meeting)

    send_papers_letter.func(municipality_id=in_city.pk, meeting_id=str(meeting), number=1, email=member.email)
    assert mailoutbox == []


def test_the_letter_of_a_task_leads_to_the_task(
    in_city: Municipality, meeting: UUID, item: UUID, member: Any, mailoutbox: list[Any]
) -> None:
    task = hq.task(in_city, item, staff_id=member.pk, person="", due_on=date(2026, 11, 30))
    hq.send(in_city, meeting)
    hq.close(in_city, meeting)

    send_task_letter.func(municipality_id=in_city.pk, task_id=str(task))
    assert address(in_city, "headquarters_staff:task", task) in mailoutbox[-1].body
