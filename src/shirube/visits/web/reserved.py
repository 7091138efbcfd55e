"""Arriving by whatever code somebody carries: scanned, typed, or seen by a camera."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.interface import SYSTEM, Actor
from shirube.bookings import interface as bookings
from shirube.visits.commands.arriving import Ticket, arrive
from shirube.visits.commands.interviews.meeting import arrive_prepared
from shirube.visits.commands.interviews.starting import UnknownCodeError
from shirube.visits.commands.reserving import follow_reservation
from shirube.visits.domain.codes import Scan, ScanKind
from shirube.visits.domain.states import Source
from shirube.visits.queries.visits import VisitNotFoundError, find_visit_of_reservation, get_visit_by_code
from shirube.visits.web.codes import read_here
from shirube.visits.web.visitor import Visitor


def arrive_by_code(
    request: HttpRequest, text: str, *, branch_id: UUID, source: Source, actor: Actor, visitor: Visitor
) -> Ticket:
    """A ticket for who reserved, by the visit's code or the reservation's, or who has prepared and not reserved.

    CodeOfAnotherCityError, CodeOfElsewhereError, CodeUnreadableError, VisitNotFoundError, ReservationNotFoundError, and
    what `arrive` and `arrive_prepared` raise.
    """
    scan = read_here(request, text, cast("Any", request).municipality)
    where = {"branch_id": branch_id, "actor": actor, **visitor.look}
    try:
        if scan.kind is not ScanKind.PREPARATION:
            return arrive(visit_id=_find_visit(scan, visitor), **where)
    except VisitNotFoundError:
        # One in 23 codes of preparations looks like a number.
        pass
    try:
        return arrive_prepared(typed=scan.code, source=source, **where)
    except UnknownCodeError as unknown:
        raise VisitNotFoundError from unknown


def _find_visit(scan: Scan, visitor: Visitor) -> UUID:
    if scan.kind is ScanKind.RESERVATION:
        found = bookings.find_reservation(number=scan.code, secret=scan.secret, **visitor.city)
        return _expected(found.id, visitor)
    try:
        return get_visit_by_code(code=scan.code, **visitor.city).id
    except VisitNotFoundError:
        if scan.kind is not ScanKind.NUMBER:
            raise
    # Standing here with the number is enough to stand in line; at home it takes the secret too.
    try:
        found = bookings.get_by_number(number=scan.code, actor=SYSTEM, **visitor.city)
    except bookings.ReservationNotFoundError as unknown:
        raise VisitNotFoundError from unknown
    return _expected(found.id, visitor)


def _expected(reservation_id: UUID, visitor: Visitor) -> UUID:
    """The visit of a reservation, a cancelled one too; a hall's reservation has none."""
    expected = follow_reservation(reservation_id=reservation_id, **visitor.look)
    if expected is not None:
        return expected
    gone = find_visit_of_reservation(reservation_id=reservation_id, **visitor.city)
    if gone is None:
        raise VisitNotFoundError
    return gone.id
