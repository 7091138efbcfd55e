"""A meeting of the headquarters with two items, one of them withheld; a task that follows, and an inquiry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from shirube.headquarters.interface import MeetingState, MinutesState, Outcome, TaskState
from shirube.headquarters.models import AgendaItem, Body, Decision, Meeting, Minutes, MinutesPart, Task
from shirube.inquiries.models import AskedSection, Inquiry
from shirube.organizations.models import Municipality, Section
from tests.factories.registers import NOW, TODAY

WORDING = "窓口の端末を来年度に替えることに決定した。"


def hold_meeting(city: Municipality, *, state: MinutesState = MinutesState.PUBLISHED) -> Meeting:
    """Its minutes are in the state; of the second item they are withheld."""
    meeting = _meeting(city, "令和8年度 第1回", MeetingState.HELD, date(2026, 11, 9))
    published = {"published_at": NOW} if state is MinutesState.PUBLISHED else {}
    minutes = Minutes.objects.create(
        municipality=city, meeting=meeting, state=state, changed_at=NOW, **published
    )
    for number, (title, withheld) in enumerate([("窓口の端末", ""), ("人事に関わること", "person")], 1):
        item = AgendaItem.objects.create(
            municipality=city, meeting=meeting, kind="deliberation", position=number, title=title, changed_at=NOW
        )  # fmt: skip
        _decide(item, WORDING if number == 1 else "伏せた言葉")
        MinutesPart.objects.create(
            municipality=city, minutes=minutes, item=item, position=number, heading=title, withheld=withheld
        )
    return meeting


def plan_meeting(city: Municipality, days: int) -> Meeting:
    """One that takes place in so many days."""
    return _meeting(city, f"第{days}回", MeetingState.PLANNED, TODAY + timedelta(days))


def give_task(meeting: Meeting, section: Section, *, due_on: date) -> Task:
    row: Task = Task.objects.create(
        municipality=meeting.municipality, item=AgendaItem.objects.filter(meeting=meeting)[0], position=1,
        text="仕様書をつくる", section=section, due_on=due_on, state=TaskState.OPEN, changed_at=NOW,
    )  # fmt: skip
    return row


def ask_sections(city: Municipality, sections: Sequence[Section], *, due_on: date) -> None:
    """An inquiry that none of the sections has opened."""
    sent = NOW - timedelta(20)
    inquiry = Inquiry.objects.create(
        municipality=city, title="窓口の端末の数", due_on=due_on, state="sent", created_by="system",
        created_at=sent, sent_at=sent,
    )  # fmt: skip
    for section in sections:
        AskedSection.objects.create(municipality=city, inquiry=inquiry, section=section)


def _meeting(city: Municipality, session: str, state: MeetingState, held_on: date) -> Meeting:
    body, _created = Body.objects.get_or_create(
        municipality=city, code="honbu", defaults={"kind": "headquarters", "name": "港市DX推進本部会議"}
    )
    row: Meeting = Meeting.objects.create(
        municipality=city, body=body, session=session, state=state, held_on=held_on, starts_time=time(10),
        place="庁議室", changed_at=NOW,
    )  # fmt: skip
    return row


def _decide(item: AgendaItem, wording: str) -> None:
    facts: dict[str, Any] = {"item_revision": 1, "actor": "system", "recorded_at": NOW}
    Decision.objects.create(
        municipality=item.municipality, item=item, outcome=Outcome.DECIDED, wording=wording,
        points=[{"code": "①", "text": "12台を替える"}], decided_on=date(2026, 11, 9), **facts,
    )  # fmt: skip
