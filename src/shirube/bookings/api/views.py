"""/<city>/api/v1/bookings/…: free slots for everybody, and booking, confirming and cancelling by number and code.

Nobody is signed in here: cookies are not looked at, so other sites cannot act in a visitor's name.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from shirube.bookings.api import schemas
from shirube.bookings.api.asking import JSON, answer, booker_of, city_of, key_of, secret_of
from shirube.bookings.api.lotteries import enter, show_entry, show_lotteries, show_lottery, withdraw
from shirube.bookings.api.turns import enter_turn, join_turn
from shirube.bookings.commands.booking import book_slots, hold_slots
from shirube.bookings.commands.confirming import confirm_reservation
from shirube.bookings.commands.guessing import claim_hold, forgive_hold, open_by_code
from shirube.bookings.commands.pacing import keep_booking_pace
from shirube.bookings.commands.releasing import cancel_reservation
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.queries.reservations import get_by_number
from shirube.bookings.queries.slots import get_resource_row, list_slots
from shirube.bookings.queries.views import Held, ReservationView
from shirube.kernel.clock import JAPAN, read_clock
from shirube.kernel.errors import DomainError, InvalidInputError
from shirube.ui import programs
from shirube.ui.network import network_address
from shirube.ui.programs import dump_json, problem_of

DESCRIPTION = (
    "Free slots of what a municipality lets people book, and booking without account. "
    "Every booking carries an Idempotency-Key: sent again, it is answered with the same reservation. "
    "Errors are problem+json (RFC 9457)."
)
_LONGEST_LOOK = timedelta(days=100)

# Danger: ninja's own pages of documentation fetch scripts from elsewhere; the description is served as JSON only.
api = NinjaAPI(
    title="Shirube bookings",
    version="1",
    description=DESCRIPTION,
    urls_namespace="bookings-api",
    docs_url=None,
    openapi_url=None,
)


class UnreadableError(InvalidInputError):
    """The body is not what the description says."""

    code = "bookings.unreadable"


api.add_exception_handler(DomainError, problem_of)
api.add_exception_handler(ValidationError, lambda request, _error: problem_of(request, UnreadableError))


@api.get(
    "/bookings/resources/{uuid:resource_id}/slots",
    response={200: schemas.SlotList, 404: schemas.Problem},
    operation_id="list_slots",
    summary="The slots of a resource",
)
def show_slots(
    request: HttpRequest, resource_id: UUID, since: datetime | None = None, until: datetime | None = None
) -> HttpResponse:
    """From now on for 31 days, or within [since, until), at most 100 days."""
    now = read_clock()
    municipality_id = city_of(request)
    get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    begins = _aware(since) or now
    ends = min(_aware(until) or begins + timedelta(days=31), begins + _LONGEST_LOOK)
    slots = list_slots(
        municipality_id=municipality_id, resource_ids=[resource_id], since=begins, until=ends, now=now
    )
    names = schemas.Slot.model_fields
    return answer({"slots": [{name: getattr(slot, name) for name in names} for slot in slots]})


@api.post(
    "/bookings/reservations",
    response={201: schemas.Reservation, 400: schemas.Problem, 409: schemas.Problem},
    operation_id="make_reservation",
    summary="Book, or keep places for some minutes",
)
def make_reservation(request: HttpRequest, wanted: schemas.NewReservation) -> HttpResponse:
    """Confirmed at once, or held where `hold` says so. Header Idempotency-Key: 8 to 200 characters of your choice.

    Where a waiting room is open, header Booking-Turn: the token of a turn that was called.
    """
    booker = booker_of(request, wanted.booker)
    facts: dict[str, Any] = {
        "municipality_id": city_of(request),
        "slot_ids": wanted.slot_ids,
        "quantity": wanted.quantity,
        "booker": booker,
        "actor": booker,
        "key": key_of(request),
        "now": read_clock(),
    }
    keep_booking_pace(booker=booker, network_address=network_address(request), now=facts["now"])
    if wanted.hold:
        return answer(_held(_keep(request, facts), wanted.quantity), status=201)
    made = book_slots(**facts)
    return answer(_shown(made, made.secret), status=201)


def _keep(request: HttpRequest, facts: dict[str, Any]) -> Held:
    """Places kept and not booked are counted by the network address."""
    who = _claim(request)
    claim_hold(**who, now=facts["now"])
    try:
        return hold_slots(**facts)
    except DomainError:
        forgive_hold(**who)
        raise


def _claim(request: HttpRequest) -> dict[str, Any]:
    return {
        "municipality_id": city_of(request),
        "booker": Booker(),
        "network_address": network_address(request),
    }


@api.get(
    "/bookings/reservations/{number}",
    response={200: schemas.Reservation, 404: schemas.Problem},
    operation_id="get_reservation",
    summary="A reservation by its number and code",
)
def show_reservation(request: HttpRequest, number: str) -> HttpResponse:
    """Header Reservation-Secret: the code; it stands in no address, because addresses are logged."""
    return answer(_shown(_open(request, number), None))


@api.post(
    "/bookings/reservations/{number}/confirm",
    response={200: schemas.Reservation, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="confirm_reservation",
    summary="Make a hold a reservation",
)
def confirm(request: HttpRequest, number: str, booker: schemas.Booker) -> HttpResponse:
    """Header Reservation-Secret: the code. Confirming twice is answered with the same."""
    found = _open(request, number)
    done = confirm_reservation(
        municipality_id=city_of(request),
        reservation_id=found.id,
        booker=booker_of(request, booker),
        actor=Booker(secret=secret_of(request)),
        now=read_clock(),
    )
    if found.state == ReservationState.HELD:
        forgive_hold(**_claim(request))
    return answer(_shown(done, None))


@api.post(
    "/bookings/reservations/{number}/cancel",
    response={200: schemas.Reservation, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="cancel_reservation",
    summary="Cancel",
)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Header Reservation-Secret: the code. Its places are free at once."""
    found = _open(request, number)
    done = cancel_reservation(
        municipality_id=city_of(request),
        reservation_id=found.id,
        actor=Booker(secret=secret_of(request)),
        now=read_clock(),
    )
    return answer(_shown(done, None))


api.post(
    "/bookings/resources/{uuid:resource_id}/turn",
    response={201: schemas.Turn, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="join_waiting_room",
    summary="Stand in line where a resource has a waiting room",
)(join_turn)
api.post(
    "/bookings/turn/enter",
    response={200: schemas.Turn, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="enter_from_waiting_room",
    summary="Come in once one is called",
)(enter_turn)


_LOTTERY = "/bookings/lotteries"
api.get(
    _LOTTERY,
    response={200: schemas.LotteryList},
    operation_id="list_lotteries",
    summary="Lotteries of the municipality",
)(show_lotteries)
api.get(
    _LOTTERY + "/{uuid:lottery_id}",
    response={200: schemas.Lottery, 404: schemas.Problem},
    operation_id="get_lottery",
    summary="A lottery: its rules, classes and slots",
)(show_lottery)
api.post(
    _LOTTERY + "/{uuid:lottery_id}/entries",
    response={201: schemas.Entry, 400: schemas.Problem, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="enter_lottery",
    summary="Take part in a lottery",
)(enter)
api.get(
    _LOTTERY + "/entries/{number}",
    response={200: schemas.Entry, 404: schemas.Problem},
    operation_id="get_entry",
    summary="An entry by its receipt number and code",
)(show_entry)
api.post(
    _LOTTERY + "/entries/{number}/withdraw",
    response={200: schemas.Entry, 404: schemas.Problem, 409: schemas.Problem},
    operation_id="withdraw_entry",
    summary="Take part no more",
)(withdraw)


def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, with the address of this very city as its server."""
    here = request.build_absolute_uri("../").rstrip("/")
    return HttpResponse(dump_json(describe([{"url": here}])), content_type=JSON)


def describe(servers: list[dict[str, Any]]) -> dict[str, Any]:
    return programs.describe(api, servers)


def _open(request: HttpRequest, number: str) -> ReservationView:
    opened = open_by_code(
        municipality_id=city_of(request),
        number=number,
        secret=secret_of(request),
        network_address=network_address(request),
        now=read_clock(),
    )
    # A place in a waiting list is no reservation yet.
    actor = Booker(secret="" if opened.is_waiting else opened.secret)
    return get_by_number(municipality_id=city_of(request), number=opened.number, actor=actor)


def _aware(moment: datetime | None) -> datetime | None:
    """A moment without zone means Japan's."""
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=JAPAN)


def _held(held: Held, quantity: int) -> dict[str, Any]:
    return {
        "number": held.number,
        "secret": held.secret,
        "state": ReservationState.HELD,
        "starts_at": None,
        "ends_at": None,
        "quantity": quantity,
        "hold_until": held.hold_until,
    }


def _shown(view: ReservationView, secret: str | None) -> dict[str, Any]:
    return {
        "number": view.number,
        "secret": secret,
        "state": view.state,
        "starts_at": view.starts_at,
        "ends_at": view.ends_at,
        "quantity": view.quantity,
        "hold_until": view.hold_until,
    }
