"""Arriving by whatever code somebody carries: scanned, typed, or seen by a camera."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.interface import SYSTEM, Actor
from shirube.bookings import interface as bookings
from shirube.kernel.errors import ForbiddenError, InvalidInputError
from shirube.kernel.text import search_key
from shirube.visits.commands.arriving import Ticket, arrive
from shirube.visits.commands.interviews.meeting import arrive_prepared
from shirube.visits.commands.interviews.starting import UnknownCodeError
from shirube.visits.commands.reserving import follow_reservation
from shirube.visits.domain.codes import Scan, ScanKind
from shirube.visits.domain.states import Source
from shirube.visits.queries.visits import VisitNotFoundError, find_visit_of_reservation, get_visit_by_code
from shirube.visits.web.codes import read_here
from shirube.visits.web.visitor import Visitor

# Told the number and the reservation; raises where that is not enough.
Check = Callable[[str, bookings.ReservationView], None]


class NameNeededError(ForbiddenError):
    """A number alone, which anybody may have read over a shoulder: the name of who reserved is asked for too.

    `number` is the number as it is written.
    """

    code = "visits.name_needed"


class NameDiffersError(InvalidInputError):
    """The number is not one of somebody of this name, or there is none: which of both is not told."""

    code = "visits.name_differs"


def trust_number(_number: str, _reserved: bookings.ReservationView) -> None:
    """Who is at a reception is asked by the clerk."""


def ask_name(number: str, _reserved: bookings.ReservationView) -> None:
    """At a kiosk nobody looks who stands there. NameNeededError."""
    raise NameNeededError(number=number)


def arrive_by_code(
    request: HttpRequest,
    text: str,
    *,
    branch_id: UUID,
    source: Source,
    actor: Actor,
    visitor: Visitor,
    check: Check = trust_number,
) -> Ticket:
    """A ticket for who reserved, by the visit's code or the reservation's, or who has prepared and not reserved.

    `check` decides whether the mere number of a reservation is enough.

    CodeOfAnotherCityError, CodeOfElsewhereError, CodeUnreadableError, VisitNotFoundError, ReservationNotFoundError, and
    what `check`, `arrive` and `arrive_prepared` raise.
    """
    scan = read_here(request, text, cast("Any", request).municipality)
    where = {"branch_id": branch_id, "actor": actor, **visitor.look}
    try:
        if scan.kind is not ScanKind.PREPARATION:
            return arrive(visit_id=_find_visit(scan, visitor, check), **where)
    except VisitNotFoundError:
        # One in 23 codes of preparations looks like a number.
        pass
    try:
        return arrive_prepared(typed=scan.code, source=source, **where)
    except UnknownCodeError as unknown:
        raise VisitNotFoundError from unknown


def _find_visit(scan: Scan, visitor: Visitor, check: Check) -> UUID:
    if scan.kind is ScanKind.RESERVATION:
        found = bookings.find_reservation(number=scan.code, secret=scan.secret, **visitor.city)
        return _expected(found.id, visitor)
    try:
        return get_visit_by_code(code=scan.code, **visitor.city).id
    except VisitNotFoundError:
        if scan.kind is not ScanKind.NUMBER:
            raise
    try:
        found = bookings.get_by_number(number=scan.code, actor=SYSTEM, **visitor.city)
    except bookings.ReservationNotFoundError as unknown:
        raise VisitNotFoundError from unknown
    visit_id = _expected(found.id, visitor)
    check(scan.code, found)
    return visit_id


def arrive_by_number_and_name(number: str, name: str, *, branch_id: UUID, visitor: Visitor) -> Ticket:
    """A ticket for who knows the number and the name it was reserved under. NameDiffersError, and what `arrive` raises."""
    try:
        found = bookings.get_by_number(number=number, actor=SYSTEM, **visitor.city)
        visit_id = _expected(found.id, visitor)
    except (bookings.ReservationNotFoundError, VisitNotFoundError) as unknown:
        raise NameDiffersError from unknown
    if not is_same_name(name, found.booker.name):
        raise NameDiffersError
    return arrive(branch_id=branch_id, visit_id=visit_id, actor=SYSTEM, **visitor.look)


def is_same_name(typed: str, known: str) -> bool:
    """Whatever the width, case and blanks; nobody has no name."""
    return bool(known) and search_key(typed) == search_key(known)


def _expected(reservation_id: UUID, visitor: Visitor) -> UUID:
    """The visit of a reservation, a cancelled one too; a hall's reservation has none."""
    expected = follow_reservation(reservation_id=reservation_id, **visitor.look)
    if expected is not None:
        return expected
    gone = find_visit_of_reservation(reservation_id=reservation_id, **visitor.city)
    if gone is None:
        raise VisitNotFoundError
    return gone.id
