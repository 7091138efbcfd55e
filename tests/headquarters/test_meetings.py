"""Bodies with seats over time, meetings, their agenda and its order."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID

import pytest

from shirube.headquarters.commands.agenda import (
    AlreadyOnAgendaError,
    ItemEntry,
    ItemSentError,
    change_item,
    move_item,
    remove_item,
)
from shirube.headquarters.commands.bodies import (
    SeatEntry,
    SeatPeriodError,
    SeatTakenError,
    add_seat,
    change_seat,
)
from shirube.headquarters.commands.guards import (
    ChangedMeanwhileError,
    MeetingOverError,
    NotSecretariatError,
)
from shirube.headquarters.commands.meetings import (
    Attended,
    NotYetHeldError,
    PapersNotSentError,
    SessionTakenError,
    cancel_meeting,
    close_meeting,
    record_attendance,
)
from shirube.headquarters.domain.terms import ItemKind, Presence, SeatRole
from shirube.headquarters.queries.bodies import get_body, list_seats, list_seats_on
from shirube.headquarters.queries.meetings import get_meeting, list_attendances, list_items
from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq


def _seat(role: SeatRole, begins_on: date, ends_on: date | None = None, post: str = "副市長") -> SeatEntry:
    return SeatEntry(role=role, post=post, begins_on=begins_on, ends_on=ends_on)


def _titles(city: Municipality, meeting: UUID) -> list[str]:
    return [item.title for item in list_items(municipality_id=city.pk, meeting_id=meeting)]


@pytest.mark.usefixtures("meeting")
def test_a_body_has_one_chair_at_a_time(in_city: Municipality) -> None:
    with pytest.raises(SeatTakenError):
        add_seat(body=hq.BODY, entry=_seat(SeatRole.CHAIR, date(2026, 4, 1)), **hq.by_promoter(in_city))


@pytest.mark.usefixtures("meeting")
def test_a_new_chair_follows_the_last_on_the_same_day(in_city: Municipality) -> None:
    body = get_body(municipality_id=in_city.pk, code=hq.BODY)
    (chair,) = list_seats(municipality_id=in_city.pk, body_id=body.id)
    ended = _seat(SeatRole.CHAIR, chair.begins_on, date(2026, 4, 1), "市長")
    change_seat(seat_id=chair.id, entry=ended, **hq.by_promoter(in_city))
    add_seat(
        body=hq.BODY, entry=_seat(SeatRole.CHAIR, date(2026, 4, 1), post="新市長"), **hq.by_promoter(in_city)
    )

    look = {"municipality_id": in_city.pk, "body_id": body.id}
    assert [seat.post for seat in list_seats_on(day=date(2026, 3, 31), **look)] == ["市長"]
    assert [seat.post for seat in list_seats_on(day=date(2026, 4, 1), **look)] == ["新市長"]


@pytest.mark.usefixtures("meeting")
def test_a_seat_ends_after_it_begins(in_city: Municipality) -> None:
    day = date(2026, 4, 1)
    with pytest.raises(SeatPeriodError):
        add_seat(body=hq.BODY, entry=_seat(SeatRole.MEMBER, day, day), **hq.by_promoter(in_city))


@pytest.mark.usefixtures("meeting")
def test_a_session_is_held_once(in_city: Municipality) -> None:
    with pytest.raises(SessionTakenError):
        hq.meeting(in_city)


def test_what_is_deliberated_comes_before_reports(in_city: Municipality, meeting: UUID) -> None:
    hq.item(in_city, meeting, "報告", kind=ItemKind.REPORT)
    hq.item(in_city, meeting, "審議")

    items = list_items(municipality_id=in_city.pk, meeting_id=meeting)
    assert [(one.title, one.number) for one in items] == [("審議", 1), ("報告", 1)]


def test_an_item_moves_among_its_kind_only(in_city: Municipality, meeting: UUID) -> None:
    first, _second = hq.item(in_city, meeting, "一"), hq.item(in_city, meeting, "二")
    hq.item(in_city, meeting, "報告", kind=ItemKind.REPORT)

    assert move_item(item_id=first, down=True, **hq.by_promoter(in_city))
    assert not move_item(item_id=first, down=True, **hq.by_promoter(in_city))
    assert _titles(in_city, meeting) == ["二", "一", "報告"]


def test_the_second_of_two_writers_is_refused(in_city: Municipality, item: UUID) -> None:
    entry = ItemEntry(kind=ItemKind.DELIBERATION, title="別の題")
    change_item(item_id=item, entry=entry, seen_revision=1, **hq.by_promoter(in_city))
    with pytest.raises(ChangedMeanwhileError):
        change_item(item_id=item, entry=entry, seen_revision=1, **hq.by_promoter(in_city))


def test_an_item_about_a_thing_takes_its_title_and_stands_once(in_city: Municipality, meeting: UUID) -> None:
    hq.item(in_city, meeting, "", about=("measures", "all"))
    with pytest.raises(AlreadyOnAgendaError):
        hq.item(in_city, meeting, "", about=("measures", "all"))
    assert _titles(in_city, meeting) == ["測った数値の一覧"]


def test_an_item_that_was_sent_stays(in_city: Municipality, meeting: UUID, item: UUID) -> None:
    hq.send(in_city, meeting)
    with pytest.raises(ItemSentError):
        remove_item(item_id=item, **hq.by_promoter(in_city))


def test_only_the_secretariat_prepares(in_city: Municipality, item: UUID) -> None:
    with pytest.raises(NotSecretariatError):
        remove_item(item_id=item, municipality_id=in_city.pk, actor=hq.member(), now=hq.BEFORE)


def test_a_cancelled_meeting_takes_no_items(in_city: Municipality, meeting: UUID) -> None:
    cancel_meeting(meeting_id=meeting, reason="大雨のため", **hq.by_promoter(in_city))
    with pytest.raises(MeetingOverError):
        hq.item(in_city, meeting)


def test_attendance_keeps_the_post_of_that_day(in_city: Municipality, meeting: UUID) -> None:
    line = get_meeting(municipality_id=in_city.pk, meeting_id=meeting)
    (seat,) = list_seats_on(municipality_id=in_city.pk, body_id=line.body_id, day=hq.DAY)
    attended = {seat.id: Attended(presence=Presence.DEPUTY, deputy="代理 理人")}
    record_attendance(meeting_id=meeting, attended=attended, **hq.by_promoter(in_city, hq.DURING))
    change_seat(
        seat_id=seat.id, entry=_seat(SeatRole.CHAIR, seat.begins_on, post="前市長"), **hq.by_promoter(in_city)
    )

    (one,) = list_attendances(municipality_id=in_city.pk, meeting_id=meeting)
    assert (one.post, one.presence, one.deputy) == ("市長", Presence.DEPUTY, "代理 理人")


def test_a_meeting_without_papers_is_not_closed(in_city: Municipality, meeting: UUID) -> None:
    with pytest.raises(PapersNotSentError):
        hq.close(in_city, meeting)


@pytest.mark.usefixtures("item")
def test_a_coming_meeting_is_not_closed(in_city: Municipality, meeting: UUID) -> None:
    hq.send(in_city, meeting)
    with pytest.raises(NotYetHeldError):
        close_meeting(meeting_id=meeting, ends_time=time(10, 50), **hq.by_promoter(in_city, hq.BEFORE))
