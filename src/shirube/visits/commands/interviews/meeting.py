"""One code for the whole visit: what was prepared goes with the reservation or the ticket, and to the desk by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command
from shirube.visits.commands.arriving import Ticket, arrive, take_ticket
from shirube.visits.commands.calling import start_where_they_stand
from shirube.visits.commands.guards import NotAtDeskError, require_counter
from shirube.visits.commands.interviews.starting import (
    UnknownCodeError,
    kept_for_visit,
    open_new,
    open_prepared,
    row_of_code,
)
from shirube.visits.domain.interview.states import AT_DESK
from shirube.visits.domain.states import Source, VisitState
from shirube.visits.models import Interview, Service, Visit
from shirube.visits.queries.interviews.reading import preparations
from shirube.visits.queries.visits import Holder, get_visit

# A preparation goes with one visit at a time; after this one is over or cancelled it may go with another.
COMING = (VisitState.EXPECTED, VisitState.HERE)


class NotServedHereError(ConflictError):
    """The branch does not offer what was prepared."""

    code = "visits.not_served_here"


@command
def bring_preparation(*, municipality_id: UUID, interview_id: UUID, visit_id: UUID, now: datetime) -> bool:
    """Let the visit bring what was prepared. False where the visit is not for it or over, or it goes with another."""
    visit = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id, state__in=COMING).first()
    row = preparations(municipality_id, now).filter(pk=interview_id).select_related("visit").first()
    if visit is None or row is None or (row.visit is not None and row.visit.state in COMING):
        return False
    is_for_it = Service.objects.filter(
        municipality_id=municipality_id, steps__visit_id=visit_id, package=row.package
    ).exists()
    same = preparations(municipality_id, now).filter(pk=interview_id, visit=row.visit)
    return is_for_it and bool(
        same.update(visit_id=visit_id, expires_at=kept_for_visit(row.expires_at, visit))
    )


def arrive_prepared(
    *, municipality_id: UUID, branch_id: UUID, typed: str, source: Source, actor: Actor, now: datetime
) -> Ticket:
    """Somebody shows the code of a preparation at the kiosk: a ticket for it, or the place that was reserved with it.

    Three commands, each of which may come twice: the same code gives the same ticket. CodeOfElsewhereError,
    UnknownCodeError, NotServedHereError, and what `arrive` and `take_ticket` raise.
    """
    found = preparations(municipality_id, now).filter(pk=row_of_code(municipality_id, typed).pk)
    row = found.select_related("visit").first()
    if row is None:
        raise UnknownCodeError
    key = f"prepared:{row.pk.hex}"
    where: dict[str, Any] = {
        "municipality_id": municipality_id,
        "branch_id": branch_id,
        "actor": actor,
        "now": now,
    }
    if row.visit is not None and row.visit.state in COMING and row.visit.entry_key != key:
        return arrive(visit_id=row.visit.pk, **where)
    service = Service.objects.filter(
        municipality_id=municipality_id, branch_id=branch_id, package=row.package, is_offered=True
    ).first()
    if service is None:
        raise NotServedHereError
    ticket = take_ticket(
        service_ids=[service.pk],
        source=source,
        holder=Holder(language=row.language),
        key=key,
        **where,
    )
    bring_preparation(municipality_id=municipality_id, interview_id=row.pk, visit_id=ticket.visit_id, now=now)
    return ticket


@command
def meet_visitor(*, municipality_id: UUID, visit_id: UUID, actor: Actor, now: datetime) -> UUID:
    """The interview of the resident at the actor's desk: what lies there already, else what was prepared for this visit,
    else a new one. The service begins with it. VisitNotFoundError, NotAtDeskError, PackageNotFoundError,
    NotCounterStaffError.
    """
    require_counter(actor)
    here = start_where_they_stand(municipality_id=municipality_id, visit_id=visit_id, actor=actor, now=now)
    if here is None:
        get_visit(municipality_id=municipality_id, visit_id=visit_id)
        raise NotAtDeskError(desk="-")
    own = Interview.objects.filter(municipality_id=municipality_id, visit_id=visit_id)
    lying = own.filter(state__in=AT_DESK, wrapped__isnull=False, expires_at__gt=now).first()
    if lying is not None:
        return lying.pk
    prepared = preparations(municipality_id, now).filter(visit_id=visit_id, package=here.service.package)
    for row in prepared.order_by("-started_at", "-id"):
        if open_prepared(row, visit_id=visit_id, actor=actor, now=now):
            return row.pk
    return open_new(
        municipality_id=municipality_id,
        package=here.service.package,
        language=here.visit.language,
        visit_id=visit_id,
        actor=actor,
        now=now,
    ).pk
