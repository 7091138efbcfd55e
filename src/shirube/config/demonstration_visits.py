"""Invented visits for the demonstration city.

The weeks behind the waiting times are played by a small queue with the same rules as the real one and written in bulk:
thousands of visits through the commands would take minutes. What waits when the demonstration opens went through them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from shirube.accounts.interface import SYSTEM
from shirube.config.demonstration import NotADemonstrationError
from shirube.config.demonstration_talks import (
    DemoReservation,
    DemoTalk,
    find_clerk,
    load_reservations,
    load_talks,
)
from shirube.forms import interface as forms
from shirube.kernel.calendar import is_business_day
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.kernel.packs import PackModel
from shirube.organizations import interface as organizations
from shirube.visits import interface as visits
from shirube.visits.domain import estimating
from shirube.visits.models import BranchDay, Visit, VisitService

OPENS, CLOSES = time(8, 30), time(17, 15)
# How residents spread over the hours from 8:30 on.
_HOURS = (9, 16, 17, 11, 8, 11, 12, 10, 6)
_SPREAD = 0.45


class DemoRush(PackModel):
    """`times` as many visits as usual, on the days [since, until]."""

    since: date
    until: date
    times: float


class DemoPace(PackModel):
    """Seconds, from and to: until a free desk calls whoever came, and until it is free again after a resident left."""

    calling: tuple[int, int]
    tidying: tuple[int, int]


class DemoDesk(PackModel):
    """`by`: the part of a staff mail address before the @.

    `service`: for what the resident at the desk came, else the next in line; `answers`: what they have said so far of the
    interview of its package.
    """

    branch: str
    number: int
    by: str
    service: str = ""
    answers: dict[str, Any] = {}


class DemoVisitsPack(PackModel):
    """`visits_a_day`: by branch and service, how many come for it on a usual day."""

    kind: Literal["demonstration_visits"]
    version: int
    municipality: str
    seed: int
    weeks: int
    rush: DemoRush
    pace: DemoPace
    visits_a_day: dict[str, dict[str, int]]
    reserved_percent: int
    desks: list[DemoDesk]
    reservations: list[DemoReservation] = []
    talks: list[DemoTalk] = []


@dataclass(slots=True)
class _Day:
    """A branch's day as it is played: `free_at` is when each desk, with what it serves, is free for the next."""

    branch: visits.BranchView
    day: date
    chance: random.Random
    pack: DemoVisitsPack
    free_at: dict[UUID, datetime] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)
    steps: list[VisitService] = field(default_factory=list)


def load_demonstration_visits(
    *, municipality: organizations.MunicipalitySummary, pack: DemoVisitsPack, now: datetime
) -> None:
    """Play what has not been played yet, learn from it, and fill the hall. NotADemonstrationError."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    branches = visits.list_branches(municipality_id=municipality.id, on=japan_date(now))
    played = set(BranchDay.objects.filter(municipality_id=municipality.id).values_list("branch_id", "day"))
    for branch in branches:
        days = [day for day in _days(pack, now) if (branch.id, day) not in played]
        _write(municipality.id, [_play(branch, day, pack) for day in days])
    visits.learn_times(municipality_id=municipality.id, now=now)
    by_code = {branch.code: branch for branch in branches}
    _fill_hall(municipality.id, by_code, pack.desks, now)
    load_reservations(municipality.id, by_code, pack.reservations, now)
    load_talks(municipality.id, pack.talks, now)


def _days(pack: DemoVisitsPack, now: datetime) -> Iterator[date]:
    """The rush of March and the weeks before today, on working days."""
    today = japan_date(now)
    rush = [pack.rush.since + timedelta(days=n) for n in range((pack.rush.until - pack.rush.since).days + 1)]
    weeks = [today - timedelta(days=n) for n in range(pack.weeks * 7, 0, -1)]
    yield from (day for day in dict.fromkeys([*rush, *weeks]) if day < today and is_business_day(day))


def _play(branch: visits.BranchView, day: date, pack: DemoVisitsPack) -> _Day:
    played = _Day(branch, day, random.Random(f"{pack.seed}.{branch.code}.{day}"), pack)  # noqa: S311 — a story, no secret.
    is_rush = pack.rush.since <= day <= pack.rush.until
    usual = sum(pack.visits_a_day[branch.code].values())
    count = round(usual * (pack.rush.times if is_rush else 1))
    opens = datetime.combine(day, OPENS, tzinfo=JAPAN)
    played.free_at = {desk.id: opens for desk in branch.desks if desk.is_in_use}
    for number, arrived_at in enumerate(_arrivals(played, count), 1):
        _visit(played, number, arrived_at)
    return played


def _arrivals(played: _Day, count: int) -> list[datetime]:
    opens = datetime.combine(played.day, OPENS, tzinfo=JAPAN)
    hours = played.chance.choices(range(len(_HOURS)), weights=_HOURS, k=count)
    # Nobody takes a ticket in the last quarter of an hour.
    latest = datetime.combine(played.day, CLOSES, tzinfo=JAPAN) - timedelta(minutes=15)
    moments = (opens + timedelta(hours=hour, minutes=played.chance.uniform(0, 60)) for hour in hours)
    return sorted(min(moment, latest) for moment in moments)


def _visit(played: _Day, number: int, arrived_at: datetime) -> None:
    service = _choose(played, played.branch.offered)
    is_reserved = service.is_bookable and played.chance.randrange(100) < played.pack.reserved_percent * 2
    visit = Visit(
        id=new_id(),
        branch_id=played.branch.id,
        day=played.day,
        ticket=f"{service.letter}-{number:03d}",
        code_hash=f"demonstration:{played.branch.code}:{played.day}:{number}",
        reservation_id=new_id() if is_reserved else None,
        reserved_for=arrived_at if is_reserved else None,
        source=visits.Source.RESERVATION if is_reserved else visits.Source.KIOSK,
        state=visits.VisitState.DONE,
        arrived_at=arrived_at,
    )
    ended_at = _step(played, visit, service, 1, arrived_at)
    # Some do a second thing while they are here.
    if played.chance.random() < 0.12:
        others = [one for one in played.branch.offered if one.id != service.id]
        ended_at = _step(played, visit, _choose(played, others), 2, ended_at)
    visit.ended_at = ended_at
    played.visits.append(visit)


def _choose(played: _Day, services: Sequence[visits.ServiceView]) -> visits.ServiceView:
    usual = played.pack.visits_a_day[played.branch.code]
    return played.chance.choices(services, [usual[one.code] for one in services])[0]


def _step(
    played: _Day, visit: Visit, service: visits.ServiceView, position: int, ready_at: datetime
) -> datetime:
    """Served by the desk that is free first; the moment it ended."""
    able = [desk for desk in played.branch.desks if desk.is_in_use and service.id in desk.service_ids]
    desk = min(able, key=lambda one: played.free_at[one.id])
    called_at = max(ready_at, played.free_at[desk.id]) + _seconds(played, played.pack.pace.calling)
    started_at = called_at + timedelta(seconds=played.chance.randint(10, 50))
    minutes = service.minutes * played.chance.lognormvariate(-0.08, _SPREAD)
    finished_at = started_at + timedelta(minutes=min(minutes, service.minutes * 3))
    promised = _promise(played, desk, ready_at) if visit.reserved_for is None else None
    played.free_at[desk.id] = finished_at + _seconds(played, played.pack.pace.tidying)
    played.steps.append(
        VisitService(
            id=new_id(),
            visit=visit,
            service_id=service.id,
            branch_id=played.branch.id,
            day=played.day,
            position=position,
            state=visits.StepState.DONE,
            reserved_for=visit.reserved_for,
            queued_at=visit.arrived_at,
            ready_at=ready_at,
            desk_id=desk.id,
            calls=1,
            called_at=called_at,
            started_at=started_at,
            finished_at=finished_at,
            promised_seconds=promised,
            waited_seconds=round((called_at - ready_at).total_seconds()),
            served_seconds=round((finished_at - started_at).total_seconds()),
        )
    )
    return finished_at


def _seconds(played: _Day, between: tuple[int, int]) -> timedelta:
    return timedelta(seconds=played.chance.randint(*between))


def _promise(played: _Day, desk: visits.DeskView, ready_at: datetime) -> int:
    """What the ticket said: whoever waits before, each at the usual time, which is not what it then took."""
    usual = {service.id: service.minutes * 60 for service in played.branch.services}
    before = [
        one
        for one in played.steps
        if one.desk_id == desk.id and one.finished_at and one.finished_at > ready_at
    ]
    seconds = 0.0
    for one in before:
        if one.started_at is not None and one.started_at <= ready_at:
            elapsed = (ready_at - one.started_at).total_seconds()
            seconds += estimating.remaining(usual=usual[one.service_id], elapsed=elapsed)
        else:
            seconds += usual[one.service_id]
    return round(seconds)


def _write(municipality_id: UUID, days: Sequence[_Day]) -> None:
    with transaction.atomic():
        for played in days:
            closed_at = datetime.combine(played.day, CLOSES, tzinfo=JAPAN)
            BranchDay.objects.create(
                municipality_id=municipality_id,
                branch_id=played.branch.id,
                day=played.day,
                last_number=len(played.visits),
                closed_at=closed_at,
            )
        found = [one for played in days for one in played.visits]
        steps = [one for played in days for one in played.steps]
        for row in (*found, *steps):
            row.municipality_id = municipality_id
        Visit.objects.bulk_create(found, batch_size=500)
        VisitService.objects.bulk_create(steps, batch_size=500)


def _fill_hall(
    municipality_id: UUID,
    branches: Mapping[str, visits.BranchView],
    desks: Sequence[DemoDesk],
    now: datetime,
) -> None:
    """Open desks and some who wait, through the commands; once, and not again on the same day."""
    if Visit.objects.filter(municipality_id=municipality_id, day=japan_date(now)).exists():
        return
    minutes_ago = 26
    for branch in branches.values():
        for service in [one for one in branch.offered for _ in range(2)]:
            visits.take_ticket(
                municipality_id=municipality_id,
                branch_id=branch.id,
                service_ids=[service.id],
                source=visits.Source.KIOSK,
                holder=visits.Holder(),
                actor=SYSTEM,
                now=now - timedelta(minutes=minutes_ago),
            )
            minutes_ago = max(minutes_ago - 2, 1)
    for place in desks:
        _sit_down(municipality_id, branches[place.branch], place, now)


def _sit_down(municipality_id: UUID, branch: visits.BranchView, place: DemoDesk, now: datetime) -> None:
    clerk = find_clerk(municipality_id, place.by)
    if clerk is None:
        return
    desk = next(one for one in branch.desks if one.number == place.number)
    act: dict[str, Any] = {"municipality_id": municipality_id, "actor": clerk}
    # A demonstration that is used already keeps who sits where.
    with suppress(DomainError):
        visits.open_desk(desk_id=desk.id, now=now - timedelta(minutes=5), **act)
        if place.service:
            _ask(municipality_id, branch, desk, place, now - timedelta(minutes=2), act)
            return
        step_id = visits.call_next(desk_id=desk.id, now=now - timedelta(minutes=2), **act)
        if place.number % 2 == 0:
            visits.start_service(step_id=step_id, now=now - timedelta(minutes=1), **act)


def _ask(
    municipality_id: UUID,
    branch: visits.BranchView,
    desk: visits.DeskView,
    place: DemoDesk,
    now: datetime,
    act: Mapping[str, Any],
) -> None:
    """Call the first who came for the service, and begin to ask."""
    line = visits.get_line(branch=branch, municipality_id=municipality_id, now=now)
    service = next(one for one in branch.services if one.code == place.service)
    waiting = line.waiting_for(service.id)[0]
    visits.call_ticket(desk_id=desk.id, step_id=waiting.id, now=now, **act)
    interview_id = visits.meet_visitor(visit_id=waiting.visit_id, now=now, **act)
    interview = visits.open_interview(interview_id=interview_id, now=now, **act)
    visits.save_answers(interview=interview, bound=forms.Bound(place.answers), now=now)
