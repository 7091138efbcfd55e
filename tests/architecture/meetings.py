"""A body whose meeting was held and whose minutes are published, for their addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shirube.headquarters.commands.minutes import (
    approve_minutes,
    draft_minutes,
    publish_minutes,
    submit_minutes,
)
from shirube.headquarters.models import AgendaItem, Body, Meeting, MinutesPart, Seat, Task
from shirube.organizations.models import Municipality
from tests.factories import headquarters as hq


def meet(city: Municipality) -> None:
    code = f"{city.slug}-body"
    hq.set_up(city, code)
    meeting = hq.meeting(city, body=code)
    item = hq.item(city, meeting)
    hq.task(city, item)
    hq.send(city, meeting)
    hq.decide(city, item)
    hq.close(city, meeting)
    act = {**hq.by_promoter(city, hq.DURING), "meeting_id": meeting}
    draft_minutes(**act)
    submit_minutes(**act)
    approve_minutes(**{**act, "actor": hq.member()})
    publish_minutes(**act)


SAMPLES: dict[str, Callable[[Any], Any]] = {
    "headquarters/meeting_id": lambda _: Meeting.objects.get().pk,
    "headquarters_staff/meeting_id": lambda _: Meeting.objects.get().pk,
    "headquarters_staff/item_id": lambda _: AgendaItem.objects.get().pk,
    "headquarters_staff/task_id": lambda _: Task.objects.get().pk,
    "headquarters_staff/seat_id": lambda _: Seat.objects.get().pk,
    "headquarters_staff/part_id": lambda _: MinutesPart.objects.get().pk,
    "headquarters_staff/code": lambda _: Body.objects.get().code,
    "headquarters_staff/place": lambda _: 1,
}
