"""Setting up a city's counter from its pack, through the same commands that its pages use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.organizations import interface as organizations
from shirube.visits.commands.founding import ServiceEntry, define_branch, define_desk, define_service
from shirube.visits.commands.reserving import offer_times
from shirube.visits.domain.packs import CounterPack, PackBranch, PackService, PackTimes
from shirube.visits.queries.places import list_branches

_WORKING_DAYS = range(5)


def parse_counter_pack(content: Mapping[str, Any]) -> CounterPack:
    """pydantic.ValidationError, InvalidPackError where a desk names a service that its branch does not have."""
    pack = CounterPack.model_validate(content)
    problems = [
        PackProblem(f"branches[{place}] › desks[{number}]", "unknown_choice", code)
        for place, branch in enumerate(pack.branches)
        for number, desk in enumerate(branch.desks)
        for code in desk.services
        if code not in {service.code for service in branch.services}
    ]
    if problems:
        raise InvalidPackError(problems)
    return pack


def load_counter(*, municipality_id: UUID, pack: CounterPack, now: datetime) -> None:
    """Make what is not there yet; a branch that is there stays as people have set it. InvalidPackError."""
    today = japan_date(now)
    known = {one.code for one in list_branches(municipality_id=municipality_id, on=today)}
    sections = {
        one.code: one.id for one in organizations.list_sections(municipality_id=municipality_id, on=today)
    }
    _check_sections(pack, sections)
    for position, branch in enumerate(pack.branches):
        if branch.code not in known:
            _load_branch(municipality_id, branch, position, sections, now)


def _check_sections(pack: CounterPack, sections: Mapping[str, UUID]) -> None:
    named = {service.section for branch in pack.branches for service in branch.services}
    if unknown := sorted(named - set(sections)):
        raise InvalidPackError([PackProblem("branches", "unknown_choice", code) for code in unknown])


def _load_branch(
    municipality_id: UUID, branch: PackBranch, position: int, sections: Mapping[str, UUID], now: datetime
) -> None:
    act: dict[str, Any] = {"municipality_id": municipality_id, "actor": SYSTEM, "now": now}
    branch_id = define_branch(
        code=branch.code, title=branch.title, place=branch.place, position=position, **act
    )
    services = {
        service.code: define_service(
            branch_id=branch_id,
            entry=_entry(service, number),
            section_id=sections[service.section],
            **act,
        )
        for number, service in enumerate(branch.services)
    }
    for desk in branch.desks:
        define_desk(
            branch_id=branch_id,
            number=desk.number,
            title=desk.title,
            service_ids=[services[code] for code in desk.services],
            **act,
        )
    for service in branch.services:
        if service.times is not None:
            _offer(services[service.code], service.times, act)


def _entry(service: PackService, position: int) -> ServiceEntry:
    return ServiceEntry(
        code=service.code,
        letter=service.letter,
        title=service.title,
        note=service.note,
        bring=tuple(service.bring),
        procedure_codes=tuple(service.procedures),
        package=service.package,
        minutes=service.minutes,
        position=position,
    )


def _offer(service_id: UUID, times: PackTimes, act: dict[str, Any]) -> None:
    offer_times(
        service_id=service_id,
        hours=[
            bookings.WeeklyHours(weekday, bookings.Span(*span))
            for weekday in _WORKING_DAYS
            for span in times.hours
        ],
        capacity=times.capacity,
        policy=bookings.Policy(
            minutes=times.minutes,
            horizon_days=times.days_ahead,
            lead_minutes=times.lead_minutes,
            per_person_max=2,
            waiting_list=False,
        ),
        **act,
    )
