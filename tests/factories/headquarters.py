"""A headquarters with its meeting of 24 November 2026, made by the room's own commands."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.headquarters.commands.agenda import ItemEntry, add_item
from shirube.headquarters.commands.bodies import BodyEntry, SeatEntry, add_seat, set_up_body
from shirube.headquarters.commands.deciding import DecisionEntry, decide_item
from shirube.headquarters.commands.followups import TaskEntry, add_task
from shirube.headquarters.commands.meetings import MeetingEntry, close_meeting, fix_meeting
from shirube.headquarters.commands.sending import send_papers
from shirube.headquarters.domain.terms import BodyKind, ItemKind, Outcome, SeatRole
from shirube.headquarters.queries.meetings import ItemView, get_item
from shirube.kernel.clock import JAPAN
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality

DAY = date(2026, 11, 24)
BEFORE = datetime(2026, 11, 17, 9, tzinfo=JAPAN)
DURING = datetime(2026, 11, 24, 10, 30, tzinfo=JAPAN)
BODY = "headquarters"


def promoter() -> Actor:
    return Actor(staff_id=new_id(), roles=frozenset({Role.DX_PROMOTION}))


def member() -> Actor:
    return Actor(staff_id=new_id(), roles=frozenset({Role.HEADQUARTERS}))


def clerk_in(section_id: UUID) -> Actor:
    held = frozenset({(Role.SECTION_STAFF, section_id)})
    return Actor(staff_id=new_id(), roles=frozenset({Role.SECTION_STAFF}), sections=held)


def by_promoter(city: Municipality, now: datetime = BEFORE) -> dict[str, Any]:
    return {"municipality_id": city.pk, "actor": promoter(), "now": now}


def set_up(city: Municipality, code: str = BODY) -> None:
    """The headquarters with its chair, since April 2025."""
    entry = BodyEntry(kind=BodyKind.HEADQUARTERS, name="標市DX推進本部会議")
    set_up_body(code=code, entry=entry, **by_promoter(city))
    seat = SeatEntry(role=SeatRole.CHAIR, post="市長", name="本部 長子", begins_on=date(2025, 4, 1))
    add_seat(body=code, entry=seat, **by_promoter(city))


def meeting(city: Municipality, session: str = "令和8年度 第2回", *, body: str = BODY, **facts: Any) -> UUID:
    values = {"held_on": DAY, "starts_time": time(10), "ends_time": time(11), "place": "庁議室", **facts}
    return fix_meeting(body=body, entry=MeetingEntry(session=session, **values), **by_promoter(city))


def item(
    city: Municipality,
    meeting_id: UUID,
    title: str = "窓口の予約を広げる",
    *,
    kind: ItemKind = ItemKind.DELIBERATION,
    about: tuple[str, str] = ("", ""),
    **written: Any,
) -> UUID:
    entry = ItemEntry(kind=kind, title=title, **written)
    return add_item(
        meeting_id=meeting_id, entry=entry, about_kind=about[0], about_key=about[1], **by_promoter(city)
    )


def item_of(city: Municipality, item_id: UUID) -> ItemView:
    return get_item(municipality_id=city.pk, item_id=item_id)


def send(city: Municipality, meeting_id: UUID) -> None:
    send_papers(meeting_id=meeting_id, **by_promoter(city))


def decide(
    city: Municipality,
    item_id: UUID,
    outcome: Outcome = Outcome.DECIDED,
    wording: str = "原案のとおり決定した。",
    **entry: Any,
) -> UUID:
    return decide_item(
        item_id=item_id,
        entry=DecisionEntry(outcome=outcome, wording=wording, **entry),
        seen_revision=item_of(city, item_id).revision,
        **by_promoter(city, DURING),
    )


def task(city: Municipality, item_id: UUID, text: str = "枠を増やす", **entry: Any) -> UUID:
    values = {"person": "事務局", **entry}
    return add_task(item_id=item_id, entry=TaskEntry(text=text, **values), **by_promoter(city))


def close(city: Municipality, meeting_id: UUID) -> int:
    return close_meeting(meeting_id=meeting_id, ends_time=None, **by_promoter(city, DURING))
