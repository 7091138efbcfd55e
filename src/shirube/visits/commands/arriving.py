"""Coming to the counter: reserved beforehand, by the kiosk, or at the reception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.receipts import hash_secret
from shirube.kernel.transactions import command, step
from shirube.visits.commands.guards import get_branch_row, note, touch
from shirube.visits.domain.line import is_too_late
from shirube.visits.domain.states import Priority, Source, StepState, VisitState
from shirube.visits.events import VisitArrived
from shirube.visits.models import Branch, BranchDay, Service, Visit, VisitService
from shirube.visits.queries.line import estimate_newcomer, get_line, usual_seconds
from shirube.visits.queries.places import BranchNotFoundError, find_branch_by_id
from shirube.visits.queries.visits import Holder, VisitNotFoundError, code_of, sealed

MOST_SERVICES = 8


class CounterClosedError(ConflictError):
    """The branch, or its day, is closed: no tickets any more."""

    code = "visits.counter_closed"


class NothingChosenError(InvalidInputError):
    """No service was chosen, or more than MOST_SERVICES."""

    code = "visits.nothing_chosen"


class WrongDayError(ConflictError):
    """The visit is expected on another day; `day` says which."""

    code = "visits.wrong_day"


class WrongBranchError(ConflictError):
    """The visit is expected at another branch."""

    code = "visits.wrong_branch"


class AlreadyArrivedError(ConflictError):
    """The visit has its ticket already, or has ended; `ticket` says its number."""

    code = "visits.already_arrived"


class VisitCancelledError(ConflictError):
    """The reservation was cancelled."""

    code = "visits.visit_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What somebody takes in hand. `wait_seconds` is None where no open desk serves them yet."""

    visit_id: UUID
    ticket: str
    code: str
    wait_seconds: int | None
    lost_reserved_place: bool = False


@command
def expect_visit(
    *,
    municipality_id: UUID,
    branch_id: UUID,
    service_ids: Sequence[UUID],
    reservation_id: UUID,
    reserved_for: datetime,
    holder: Holder,
) -> UUID:
    """Keep that somebody has reserved. Again for the same reservation it changes time and services of one not here yet.

    NothingChosenError, BranchNotFoundError.
    """
    services = _services(municipality_id, branch_id, service_ids)
    visit = Visit.objects.filter(municipality_id=municipality_id, reservation_id=reservation_id).first()
    if visit is None:
        visit = _new_visit(municipality_id, branch_id, japan_date(reserved_for), Source.RESERVATION, holder)
        visit.reservation_id, visit.state = reservation_id, VisitState.EXPECTED
        visit.reserved_for = reserved_for
        visit.save(force_insert=True)
    elif visit.state == VisitState.EXPECTED:
        visit.day, visit.reserved_for, visit.branch_id = japan_date(reserved_for), reserved_for, branch_id
        visit.save(update_fields=["day", "reserved_for", "branch_id"])
        visit.steps.all().delete()
    else:
        return visit.pk
    _put_steps(visit, services)
    return visit.pk


@command
def cancel_expected(*, municipality_id: UUID, reservation_id: UUID, now: datetime) -> None:
    """The reservation was cancelled. Whoever is here already stays in line."""
    expected = Visit.objects.filter(
        municipality_id=municipality_id, reservation_id=reservation_id, state=VisitState.EXPECTED
    )
    ids = list(expected.values_list("pk", flat=True))
    expected.update(state=VisitState.CANCELLED, ended_at=now)
    VisitService.objects.filter(municipality_id=municipality_id, visit_id__in=ids).update(
        state=StepState.DROPPED
    )


@command
def take_ticket(
    *,
    municipality_id: UUID,
    branch_id: UUID,
    service_ids: Sequence[UUID],
    source: Source,
    holder: Holder,
    actor: Actor,
    now: datetime,
    priority: Priority = Priority.NONE,
    key: str | None = None,
) -> Ticket:
    """A number for somebody without a reservation. The same `key` again gives the same ticket.

    CounterClosedError, NothingChosenError, BranchNotFoundError.
    """
    earlier = Visit.objects.filter(municipality_id=municipality_id, entry_key=key).first() if key else None
    if earlier is not None:
        return _ticket_again(earlier)
    branch = get_branch_row(municipality_id, branch_id)
    services = _services(municipality_id, branch_id, service_ids)
    number = _next_number(branch, now)
    visit = _new_visit(municipality_id, branch_id, japan_date(now), source, holder)
    visit.entry_key, visit.priority, visit.state = key, priority, VisitState.HERE
    visit.ticket, visit.arrived_at = _label(services[0], number), now
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        # The button was pressed twice at once: the first press has made the ticket.
        return _ticket_again(Visit.objects.get(municipality_id=municipality_id, entry_key=key))
    _put_steps(visit, services)
    return _stand_in_line(visit, actor, now)


@command
def arrive(*, municipality_id: UUID, branch_id: UUID, visit_id: UUID, actor: Actor, now: datetime) -> Ticket:
    """Somebody who reserved is here: a number, and the place in line that was reserved.

    VisitNotFoundError, VisitCancelledError, AlreadyArrivedError, WrongDayError, WrongBranchError, CounterClosedError.
    """
    visit = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if visit is None:
        raise VisitNotFoundError
    if visit.state == VisitState.CANCELLED:
        raise VisitCancelledError
    if visit.state != VisitState.EXPECTED:
        raise AlreadyArrivedError(ticket=visit.ticket)
    _check_place(visit, branch_id, japan_date(now))
    branch = get_branch_row(municipality_id, branch_id)
    services = list(
        Service.objects.filter(municipality_id=municipality_id, steps__visit=visit).order_by(
            "steps__position"
        )
    )
    number = _next_number(branch, now)
    expected = Visit.objects.filter(municipality_id=municipality_id, pk=visit.pk, state=VisitState.EXPECTED)
    label = _label(services[0], number)
    if not expected.update(state=VisitState.HERE, ticket=label, arrived_at=now):
        visit.refresh_from_db()
        raise AlreadyArrivedError(ticket=visit.ticket)
    visit.state, visit.ticket, visit.arrived_at = VisitState.HERE, label, now
    return _stand_in_line(visit, actor, now)


def _check_place(visit: Visit, branch_id: UUID, today: date) -> None:
    if visit.day != today:
        raise WrongDayError(day=visit.day.isoformat())
    if visit.branch_id != branch_id:
        raise WrongBranchError(branch=str(visit.branch_id))


def _services(municipality_id: UUID, branch_id: UUID, service_ids: Sequence[UUID]) -> list[Service]:
    """In the order of choosing."""
    wanted = list(dict.fromkeys(service_ids))
    if not wanted or len(wanted) > MOST_SERVICES:
        raise NothingChosenError(most=MOST_SERVICES)
    rows = Service.objects.filter(
        municipality_id=municipality_id, branch_id=branch_id, is_offered=True, pk__in=wanted
    )
    found = {row.pk: row for row in rows}
    if len(found) != len(wanted):
        raise BranchNotFoundError(kind="service")
    return [found[one] for one in wanted]


def _new_visit(municipality_id: UUID, branch_id: UUID, day: date, source: Source, holder: Holder) -> Visit:
    visit_id = new_id()
    code = code_of(municipality_id=municipality_id, visit_id=visit_id)
    return Visit(
        id=visit_id,
        municipality_id=municipality_id,
        branch_id=branch_id,
        day=day,
        code_hash=hash_secret(code),
        resident_id=holder.resident_id,
        sealed=sealed(holder, municipality_id=municipality_id, visit_id=visit_id),
        wants_mail=bool(holder.mail),
        language=holder.language,
        source=source,
    )


def _put_steps(visit: Visit, services: Sequence[Service]) -> None:
    VisitService.objects.bulk_create(
        VisitService(
            municipality_id=visit.municipality_id,
            visit=visit,
            service=service,
            branch_id=visit.branch_id,
            day=visit.day,
            position=position,
            state=StepState.LATER,
            reserved_for=visit.reserved_for,
        )
        for position, service in enumerate(services, 1)
    )


def _next_number(branch: Branch, now: datetime) -> int:
    """The day's next number; CounterClosedError once the day or the branch is closed. Locks the day's row."""
    if not branch.is_open:
        raise CounterClosedError(branch=branch.code)
    day, _made = BranchDay.objects.get_or_create(
        municipality_id=branch.municipality_id, branch=branch, day=japan_date(now)
    )
    rows = BranchDay.objects.filter(municipality_id=branch.municipality_id, pk=day.pk)
    if not rows.filter(closed_at__isnull=True).update(last_number=F("last_number") + 1):
        raise CounterClosedError(branch=branch.code)
    return rows.values_list("last_number", flat=True).get()


def _label(service: Service, number: int) -> str:
    return f"{service.letter}-{number:03d}"


@step
def _stand_in_line(visit: Visit, actor: Actor, now: datetime) -> Ticket:
    lost = visit.reserved_for is not None and is_too_late(reserved_for=visit.reserved_for, arrived_at=now)
    wait = _estimate_first(visit, now)
    steps = VisitService.objects.filter(municipality_id=visit.municipality_id, visit=visit)
    steps.update(is_priority=bool(visit.priority), reserved_for=None if lost else visit.reserved_for)
    steps.filter(position=1).update(
        state=StepState.WAITING, queued_at=now, ready_at=now, promised_seconds=wait
    )
    facts = {"ticket": visit.ticket, "source": visit.source}
    note(visit.municipality_id, "visit_arrived", f"visits.visit:{visit.pk}", actor, now, **facts)
    touch(visit.municipality_id, visit.branch_id, visit.day)
    events.publish(
        VisitArrived(
            municipality_id=visit.municipality_id, visit_id=visit.pk, branch_id=visit.branch_id, at=now
        )
    )
    return Ticket(
        visit_id=visit.pk,
        ticket=visit.ticket,
        code=code_of(municipality_id=visit.municipality_id, visit_id=visit.pk),
        wait_seconds=wait,
        lost_reserved_place=lost,
    )


def _estimate_first(visit: Visit, now: datetime) -> int | None:
    """What the resident is told. Nothing is promised to who is called by priority or by a reserved time."""
    if visit.priority or visit.reserved_for:
        return None
    branch = find_branch_by_id(
        municipality_id=visit.municipality_id, branch_id=visit.branch_id, on=japan_date(now)
    )
    if branch is None:
        raise BranchNotFoundError(kind="branch")
    line = get_line(branch=branch, municipality_id=visit.municipality_id, now=now)
    usual = usual_seconds(municipality_id=visit.municipality_id, branch=branch, now=now)
    first = VisitService.objects.get(municipality_id=visit.municipality_id, visit=visit, position=1)
    return estimate_newcomer(line, usual, first.service_id, now)


def _ticket_again(visit: Visit) -> Ticket:
    first = VisitService.objects.filter(municipality_id=visit.municipality_id, visit=visit).first()
    return Ticket(
        visit_id=visit.pk,
        ticket=visit.ticket,
        code=code_of(municipality_id=visit.municipality_id, visit_id=visit.pk),
        wait_seconds=first.promised_seconds if first else None,
    )
