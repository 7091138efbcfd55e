"""Branches with what they offer and their desks, as every page of the counter needs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from shirube.kernel.errors import NotFoundError
from shirube.kernel.words import Words
from shirube.visits.models import Branch, Desk, DeskService, DeskShift, Service


class BranchNotFoundError(NotFoundError):
    """The city has no such branch, or no such service or desk in it; `kind` says which."""

    code = "visits.branch_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """What residents come for. `bring` is what the city says beside its procedures' own lists."""

    id: UUID
    branch_id: UUID
    code: str
    letter: str
    title: Words
    note: Words | None
    bring: tuple[Words, ...]
    procedure_codes: tuple[str, ...]
    section_id: UUID
    package: str
    is_offered: bool
    is_bookable: bool
    resource_id: UUID | None
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """`staff_id` is who sits there now, None where nobody does."""

    id: UUID
    number: int
    title: Words | None
    is_open: bool
    is_in_use: bool
    service_ids: frozenset[UUID]
    staff_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchView:
    id: UUID
    code: str
    title: Words
    place: Words | None
    is_open: bool
    kiosk_generation: int
    services: tuple[ServiceView, ...]
    desks: tuple[DeskView, ...]

    @property
    def offered(self) -> tuple[ServiceView, ...]:
        return tuple(one for one in self.services if one.is_offered)

    def service(self, service_id: UUID) -> ServiceView:
        """BranchNotFoundError where the branch does not have it."""
        found = next((one for one in self.services if one.id == service_id), None)
        if found is None:
            raise BranchNotFoundError(kind="service")
        return found

    def desk(self, desk_id: UUID) -> DeskView:
        """BranchNotFoundError where the branch does not have it."""
        found = next((one for one in self.desks if one.id == desk_id), None)
        if found is None:
            raise BranchNotFoundError(kind="desk")
        return found

    def desk_of(self, staff_id: UUID | None) -> DeskView | None:
        """Where somebody sits."""
        return next((one for one in self.desks if staff_id is not None and one.staff_id == staff_id), None)


def list_branches(*, municipality_id: UUID, on: date) -> Sequence[BranchView]:
    """The city's branches in their order. Cost: five queries, however many there are."""
    rows = list(Branch.objects.filter(municipality_id=municipality_id))
    services = _services(municipality_id)
    desks = _desks(municipality_id, on)
    return [
        BranchView(
            id=row.pk,
            code=row.code,
            title=Words.model_validate(row.title),
            place=words_or_none(row.place),
            is_open=row.is_open,
            kiosk_generation=row.kiosk_generation,
            services=tuple(services[row.pk]),
            desks=tuple(desks[row.pk]),
        )
        for row in rows
    ]


def has_counter(*, municipality_id: UUID) -> bool:
    """Whether the city has set up a branch that gives tickets."""
    return Branch.objects.filter(municipality_id=municipality_id, is_open=True).exists()


def has_sat_at_desk(*, municipality_id: UUID, staff_id: UUID, since: datetime) -> bool:
    """Whether the person sits at a desk now, or has left one since then."""
    shifts = DeskShift.objects.filter(municipality_id=municipality_id, staff_id=staff_id)
    return shifts.filter(Q(until__isnull=True) | Q(until__gte=since)).exists()


def get_branch(*, municipality_id: UUID, code: str, on: date) -> BranchView:
    """BranchNotFoundError where no branch has the code."""
    branches = list_branches(municipality_id=municipality_id, on=on)
    found = next((one for one in branches if one.code == code), None)
    if found is None:
        raise BranchNotFoundError(kind="branch")
    return found


def find_branch_by_id(*, municipality_id: UUID, branch_id: UUID, on: date) -> BranchView | None:
    branches = list_branches(municipality_id=municipality_id, on=on)
    return next((one for one in branches if one.id == branch_id), None)


def words_or_none(content: Mapping[str, Any]) -> Words | None:
    return Words.model_validate(content) if content else None


def _services(municipality_id: UUID) -> Mapping[UUID, list[ServiceView]]:
    found: defaultdict[UUID, list[ServiceView]] = defaultdict(list)
    for row in Service.objects.filter(municipality_id=municipality_id):
        found[row.branch_id].append(service_view(row))
    return found


def service_view(row: Service) -> ServiceView:
    return ServiceView(
        id=row.pk,
        branch_id=row.branch_id,
        code=row.code,
        letter=row.letter,
        title=Words.model_validate(row.title),
        note=words_or_none(row.note),
        bring=tuple(Words.model_validate(one) for one in row.bring),
        procedure_codes=tuple(row.procedure_codes),
        section_id=row.section_id,
        package=row.package,
        is_offered=row.is_offered,
        is_bookable=row.is_bookable,
        resource_id=row.resource_id,
        minutes=row.minutes,
    )


def _desks(municipality_id: UUID, on: date) -> Mapping[UUID, list[DeskView]]:
    offers: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for offer in DeskService.objects.filter(municipality_id=municipality_id):
        if offer.until_day is None or offer.until_day >= on:
            offers[offer.desk_id].add(offer.service_id)
    shifts = DeskShift.objects.filter(municipality_id=municipality_id, until__isnull=True)
    sitting = dict(shifts.values_list("desk_id", "staff_id"))
    found: defaultdict[UUID, list[DeskView]] = defaultdict(list)
    for row in Desk.objects.filter(municipality_id=municipality_id):
        found[row.branch_id].append(
            DeskView(
                id=row.pk,
                number=row.number,
                title=words_or_none(row.title),
                is_open=row.is_open,
                is_in_use=row.is_in_use,
                service_ids=frozenset(offers[row.pk]),
                staff_id=sitting.get(row.pk),
            )
        )
    return found


def list_services_of_package(*, municipality_id: UUID, package: str) -> Sequence[tuple[ServiceView, Words]]:
    """Where the package is asked: the services of open branches, each with its branch's title. Cost: one query."""
    rows = Service.objects.filter(
        municipality_id=municipality_id, package=package, is_offered=True, branch__is_open=True
    )
    found = rows.select_related("branch").order_by("branch__position", "position", "code")
    return [(service_view(row), Words.model_validate(row.branch.title)) for row in found]


def list_services_by_id(
    *, municipality_id: UUID, service_ids: Sequence[UUID]
) -> Sequence[tuple[ServiceView, str, Words]]:
    """Those of the services that exist, each with its branch's code and title. Cost: one query."""
    rows = Service.objects.filter(municipality_id=municipality_id, pk__in=service_ids)
    return [
        (service_view(row), row.branch.code, Words.model_validate(row.branch.title))
        for row in rows.select_related("branch")
    ]
