"""待合室: people join, are called in order, come in, and book with their turn.

Nobody calls by a clock: whoever asks for a position after a second has passed calls the next ones, and a condition in the
UPDATE lets one of all processes do it. All others only read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F, QuerySet

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.turns import (
    ADMITTED,
    CLAIM_WITHIN,
    LIVE,
    PACE_WINDOW,
    TAKING_ROOM,
    TurnState,
    measured_pace,
    number_at,
    saved_pace,
)
from shirube.bookings.models import Resource, Rush, RushTurn
from shirube.bookings.queries.slots import get_resource_row, get_slot_row
from shirube.bookings.queries.turns import (
    NoRushError,
    Token,
    TurnNotFoundError,
    TurnView,
    find_token,
    get_rush_row,
    get_turn_row,
    view_turn,
    write_token,
)
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.transactions import command, step

TICK = timedelta(seconds=1)
# With one turn so many bookings: several classes, or one that had to be tried again.
MOST_USES = 5
_CHUNK = 200
_MOST_CHUNKS = 25


class TurnNeededError(ForbiddenError):
    """So many want this that one waits for one's turn first: `resource_id`."""

    code = "bookings.turn_needed"


class DoorsClosedError(ConflictError):
    """The waiting room opens at `doors_at`."""

    code = "bookings.doors_closed"


class NotYourTurnError(ConflictError):
    """Not called yet, or called too long ago."""

    code = "bookings.not_your_turn"


def join_rush(
    *, municipality_id: UUID, resource_id: UUID, holder: str, now: datetime, shown: str = ""
) -> str:
    """A place at the end of the line: the token of the turn. Who stands there already gets the same again.

    `holder` is the person's key, else something random that a browser keeps; `shown` a token it holds already.
    Raises ResourceNotFoundError, NoRushError, DoorsClosedError.
    """
    facts: dict[str, Any] = {
        "municipality_id": municipality_id,
        "resource_id": resource_id,
        "holder": holder,
        "shown": shown,
    }
    try:
        return _join(**facts, now=now)
    except IntegrityError:
        # The same person at the same moment, by two clicks: both get the turn of the quicker one.
        return _join(**facts, now=now)


@command
def _join(*, municipality_id: UUID, resource_id: UUID, holder: str, shown: str, now: datetime) -> str:
    resource = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    if resource.rush_id is None:
        raise NoRushError
    row = get_rush_row(municipality_id=municipality_id, rush_id=resource.rush_id)
    if now < row.doors_at:
        raise DoorsClosedError(doors_at=row.doors_at.isoformat())
    everybody = RushTurn.objects.filter(municipality_id=municipality_id, rush=row)
    # Who let a call pass may stand in line again.
    everybody.filter(holder=holder, state__in=TAKING_ROOM, until__lte=now).update(state=TurnState.LAPSED)
    turns = everybody.filter(state__in=LIVE)
    token = find_token(municipality_id=municipality_id, rush_id=row.pk, texts=[shown])
    known = turns.filter(pk=token.turn_id).exclude(until__lte=now).first() if token else None
    turn = known or turns.filter(holder=holder).first() or _stand_last(row, holder, now)
    return write_token(municipality_id=municipality_id, turn=turn)


def _stand_last(row: Rush, holder: str, now: datetime) -> RushTurn:
    _draw(row, now)
    rows = _rounds(row)
    # On PostgreSQL the row stays locked until the commit, so that numbers stand in the order of arrival.
    rows.update(last_number=F("last_number") + 1)
    number = rows.values_list("last_number", flat=True).get()
    turn = RushTurn(
        municipality_id=row.municipality_id, rush=row, number=number, holder=holder, joined_at=now
    )
    turn.save(force_insert=True)
    return turn


def ask_turn(*, municipality_id: UUID, token: Token, now: datetime) -> TurnView:
    """How the turn stands. NoRushError where the round is over, TurnNotFoundError.

    Cost: one read; once a second, for all processes together, the next ones are called too.
    """
    row = get_rush_row(municipality_id=municipality_id, rush_id=token.rush_id)
    if row.called_at <= now - TICK:
        call_next(municipality_id=municipality_id, row=row, now=now)
        row = get_rush_row(municipality_id=municipality_id, rush_id=token.rush_id)
    return view_turn(municipality_id=municipality_id, row=row, token=token, now=now)


@command
def call_next(*, municipality_id: UUID, row: Rush, now: datetime) -> int:
    """Call those whose turn it is by the pace; how many. Nothing where another process has done it this second."""
    since = row.called_at
    if since > now - TICK or not _rounds(row).filter(called_at=since).update(called_at=now):
        return 0
    _draw(row, now)
    row = get_rush_row(municipality_id=municipality_id, rush_id=row.pk)
    return 0 if row.early is None else _call(row, since, now)


def _call(row: Rush, since: datetime, now: datetime) -> int:
    turns = RushTurn.objects.filter(municipality_id=row.municipality_id, rush=row)
    inside = turns.filter(state__in=TAKING_ROOM)
    inside.filter(until__lte=now).update(state=TurnState.LAPSED)
    saved = saved_pace(row.saved, per_minute=row.per_minute, since=since, now=now)
    room = max(min(row.inside_most - inside.count(), int(saved)), 0)
    served, called = _call_ranks(row, turns, room, now)
    busy_since = (row.busy_since or now) if served < row.last_number else None
    _rounds(row).update(
        served=served,
        saved=saved - called,
        busy_since=busy_since,
        measured_per_minute=_measure(turns, busy_since, now),
    )
    return called


def _measure(turns: QuerySet[RushTurn], busy_since: datetime | None, now: datetime) -> float:
    """What the door lets through while somebody waits; a quiet hour says nothing about it."""
    if busy_since is None:
        return 0.0
    since = max(busy_since, now - PACE_WINDOW)
    return measured_pace(turns.filter(called_at__gt=since).count(), since=since, now=now)


def _call_ranks(row: Rush, turns: QuerySet[RushTurn], room: int, now: datetime) -> tuple[int, int]:
    """Who left the line meanwhile takes nobody's room: the calls go on until so many are called."""
    served, called = row.served, 0
    for _ in range(_MOST_CHUNKS):
        last = min(served + min(room - called, _CHUNK), row.last_number)
        if last == served:
            break
        numbers = [
            number_at(rank, early=row.early or 0, seed=row.seed) for rank in range(served + 1, last + 1)
        ]
        standing = turns.filter(number__in=numbers, state=TurnState.WAITING)
        called += standing.update(state=TurnState.CALLED, called_at=now, until=now + CLAIM_WITHIN)
        served = last
    return served, called


@command
def come_in(*, municipality_id: UUID, token: Token, now: datetime) -> datetime:
    """Who is called comes in; until when they may book. However often it is asked, the time runs once. NotYourTurnError."""
    row = get_rush_row(municipality_id=municipality_id, rush_id=token.rush_id)
    turns = RushTurn.objects.filter(municipality_id=municipality_id, pk=token.turn_id)
    until = now + timedelta(minutes=row.stay_minutes)
    turns.filter(state=TurnState.CALLED, until__gt=now).update(state=TurnState.INSIDE, until=until)
    turn = get_turn_row(municipality_id=municipality_id, token=token)
    if turn.state not in ADMITTED or turn.until is None or turn.until <= now:
        raise NotYourTurnError
    return turn.until


@command
def leave_rush(*, municipality_id: UUID, token: Token) -> None:
    """Out of the line, or out of the room: the next one may come. TurnNotFoundError where it is over already."""
    live = RushTurn.objects.filter(municipality_id=municipality_id, pk=token.turn_id, state__in=LIVE)
    if not live.update(state=TurnState.LEFT):
        raise TurnNotFoundError


def require_token(*, resource: Resource, booker: Booker) -> None:
    """That they have stood in line at all; no query. TurnNeededError."""
    if resource.rush_id is not None and _token(resource, booker) is None:
        raise TurnNeededError(resource_id=str(resource.pk))


def require_turn(*, municipality_id: UUID, slot_id: UUID, turns: Sequence[str], now: datetime) -> None:
    """For an owner's page before it asks anything: whether one may book now. SlotNotFoundError, TurnNeededError.

    `turns`: see `read_turns`. Cost: one read where no waiting room is open, else two.
    """
    resource = get_slot_row(municipality_id=municipality_id, slot_id=slot_id).resource
    token = _token(resource, Booker(turns=tuple(turns)))
    if resource.rush_id is not None and not (token and _admitted(resource, token, now).exists()):
        raise TurnNeededError(resource_id=str(resource.pk))


@step
def use_turn(*, resource: Resource, booker: Booker, now: datetime) -> None:
    """Book with one's turn; whoever waits gets the room. Cost: nothing where no room is open. TurnNeededError."""
    if resource.rush_id is None:
        return
    token = _token(resource, booker)
    booked = {"state": TurnState.DONE, "uses": F("uses") + 1}
    if token is None or not _admitted(resource, token, now).update(**booked):
        raise TurnNeededError(resource_id=str(resource.pk))


def _token(resource: Resource, booker: Booker) -> Token | None:
    if resource.rush_id is None:
        return None
    return find_token(municipality_id=resource.municipality_id, rush_id=resource.rush_id, texts=booker.turns)


def _admitted(resource: Resource, token: Token, now: datetime) -> QuerySet[RushTurn]:
    turns = RushTurn.objects.filter(municipality_id=resource.municipality_id, pk=token.turn_id)
    return turns.filter(state__in=ADMITTED, until__gt=now, uses__lt=MOST_USES)


def _draw(row: Rush, now: datetime) -> None:
    """At the opening: everybody who has come until now is put into an order that nobody could know. Once."""
    if row.early is not None or row.opens_at is None or now < row.opens_at:
        return
    _rounds(row).filter(early__isnull=True).update(early=F("last_number"), seed=token_hex(16))


def _rounds(row: Rush) -> QuerySet[Rush]:
    return Rush.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
