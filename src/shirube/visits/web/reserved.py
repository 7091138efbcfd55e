"""From a scanned code to the visit that is expected."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest

from shirube.bookings import interface as bookings
from shirube.visits.commands.reserving import follow_reservation
from shirube.visits.domain.codes import ScanKind
from shirube.visits.queries.visits import get_visit_by_code
from shirube.visits.web.codes import CodeUnreadableError, read_here
from shirube.visits.web.visitor import Visitor


def find_scanned(request: HttpRequest, form: forms.Form, visitor: Visitor) -> UUID:
    """The visit of a ticket's code or of a reservation's.

    CodeOfAnotherCityError, CodeUnreadableError, VisitNotFoundError, ReservationNotFoundError.
    """
    scan = read_here(request, form.cleaned_data["scanned"], cast("Any", request).municipality)
    if scan.kind is ScanKind.VISIT:
        return get_visit_by_code(municipality_id=visitor.municipality_id, code=scan.code).id
    reservation = bookings.find_reservation(number=scan.code, secret=scan.secret, **visitor.city)
    expected = follow_reservation(reservation_id=reservation.id, **visitor.look)
    if expected is None:
        raise CodeUnreadableError
    return expected
