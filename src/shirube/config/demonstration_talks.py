"""Invented reservations of the coming days and interviews of the past ones, made through the commands that people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from shirube.accounts.interface import Actor, find_staff_by_email
from shirube.bookings import interface as bookings
from shirube.forms import interface as forms
from shirube.kernel.calendar import is_business_day
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.errors import DomainError
from shirube.kernel.packs import PackModel
from shirube.visits import interface as visits
from shirube.visits.models import Interview

_LONGEST_WAIT = timedelta(days=21)


class DemoReservation(PackModel):
    """The `nth` free time from the day so many days after loading on. `further`: services of the same visit."""

    branch: str
    service: str
    in_days: int = Field(ge=1, le=25)
    nth: int = Field(0, ge=0, le=20)
    name: str
    mail: str = ""
    phone: str = ""
    language: str = "ja"
    further: list[str] = []


class DemoTalk(PackModel):
    """An interview that was handed in, on the first working day so many days before loading. `rating`: 1 to 3, 0 none."""

    package: str
    days_ago: int = Field(ge=1, le=60)
    by: str
    answers: dict[str, Any]
    rating: int = Field(0, ge=0, le=3)


def load_reservations(
    municipality_id: UUID,
    branches: Mapping[str, visits.BranchView],
    reservations: Sequence[DemoReservation],
    now: datetime,
) -> None:
    """Again with the same pack: the key of each is taken, and nothing changes."""
    for number, one in enumerate(reservations, 1):
        services = {service.code: service for service in branches[one.branch].services}
        slot_id = _find_time(municipality_id, services[one.service], one, now)
        if slot_id is None:
            continue
        booker = bookings.Booker(name=one.name, mail=one.mail, phone=one.phone, language=one.language)
        # Whoever has reserved by hand for the same hour stays.
        with suppress(DomainError):
            visits.reserve_time(
                municipality_id=municipality_id,
                slot_id=slot_id,
                further=[services[code].id for code in one.further],
                booker=booker,
                key=f"demonstration-visit-{number}",
                now=now,
            )


def load_talks(municipality_id: UUID, talks: Sequence[DemoTalk], now: datetime) -> None:
    """Once: a demonstration in which somebody has handed in keeps what it has."""
    done = Interview.objects.filter(municipality_id=municipality_id, confirmed_at__isnull=False)
    if done.exists():
        return
    for talk in talks:
        clerk = find_clerk(municipality_id, talk.by)
        if clerk is not None:
            _hold(municipality_id, talk, clerk, _morning(talk, now))


def find_clerk(municipality_id: UUID, name: str) -> Actor | None:
    """`name` is the part of a staff mail address before the @."""
    person = find_staff_by_email(municipality_id=municipality_id, email=f"{name}@shirube.example")
    return Actor(staff_id=person.id, roles=frozenset(visits.COUNTER_ROLES)) if person else None


def _hold(municipality_id: UUID, talk: DemoTalk, clerk: Actor, at: datetime) -> None:
    act: dict[str, Any] = {"municipality_id": municipality_id, "actor": clerk, "now": at}
    by: dict[str, Any] = {"actor": clerk, "now": at}
    started = visits.start_interview(package=talk.package, language="ja", **act)

    def look() -> visits.InterviewView:
        return visits.open_interview(interview_id=started.interview_id, **act)

    visits.save_answers(interview=look(), bound=forms.Bound(talk.answers), now=at)
    visits.ask_check(interview=look(), **by)
    visits.confirm_spoken(interview=look(), **by)
    visits.hand_in(interview=look(), identity_seen="運転免許証", papers_seen=(), **by)
    if talk.rating:
        visits.rate_visit(
            municipality_id=municipality_id, interview_id=started.interview_id, rating=talk.rating
        )


def _morning(talk: DemoTalk, now: datetime) -> datetime:
    day = japan_date(now) - timedelta(days=talk.days_ago)
    while not is_business_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(10, 20), tzinfo=JAPAN)


def _find_time(
    municipality_id: UUID, service: visits.ServiceView, wanted: DemoReservation, now: datetime
) -> UUID | None:
    if service.resource_id is None:
        return None
    since = datetime.combine(japan_date(now) + timedelta(days=wanted.in_days), time(), tzinfo=JAPAN)
    found = bookings.list_slots(
        municipality_id=municipality_id,
        resource_ids=[service.resource_id],
        since=since,
        until=since + _LONGEST_WAIT,
        now=now,
    )
    free = [one.id for one in found if one.state in {bookings.SlotState.FREE, bookings.SlotState.FEW}]
    return free[wanted.nth] if len(free) > wanted.nth else None
