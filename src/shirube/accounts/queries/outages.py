"""Reading which services outside are down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts.domain.oidc import ForWhom
from shirube.accounts.domain.outages import LOOKED_AT_EVERY, NOT_TRIED_FOR, REMEMBERED_FOR
from shirube.accounts.models import Outage
from shirube.accounts.queries.staff import list_providers
from shirube.kernel.identity import IdentityLevel

PROVIDER, REVOCATION = "provider:", "revocation:"
# What each city's outages were when this process last looked.
_looked: dict[UUID, tuple[datetime, Sequence[OutageLine]]] = {}


@dataclass(frozen=True, slots=True)
class OutageLine:
    """A service outside that does not answer: `what` ("provider:<slug>", "revocation:<way>:<authority>") and its name for people."""

    what: str
    name: str
    since: datetime
    last_failed_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it failed only seconds ago, so that it need not be tried again."""
        return now - self.last_failed_at < NOT_TRIED_FOR


def list_outages(*, municipality_id: UUID, now: datetime) -> Sequence[OutageLine]:
    """What failed within the last minutes and has not answered since, the longest first. One query."""
    rows = Outage.objects.filter(
        municipality_id=municipality_id, ended_at__isnull=True, last_failed_at__gt=now - REMEMBERED_FOR
    )
    return [OutageLine(row.what, row.name, row.since, row.last_failed_at) for row in rows.order_by("since")]


def find_identity_outage(*, municipality_id: UUID, level: IdentityLevel, now: datetime) -> OutageLine | None:
    """What keeps people from proving at this moment that they are known as surely as `level`; None: nothing we know of.

    One provider of several that is down keeps nobody. Cost: none for mail and below; else a query every quarter of a
    minute in each process, which therefore may learn of an outage that much later, and one more while there is one.
    """
    if level < IdentityLevel.CARD:
        return None
    lines = _look_now_and_then(municipality_id, now)
    shut = {line.what: line for line in lines if line.what.startswith(PROVIDER)}
    if shut:
        offered = list_providers(municipality_id=municipality_id, for_whom=ForWhom.RESIDENTS)
        open_ones = [one for one in offered if f"{PROVIDER}{one.slug}" not in shut]
        if offered and not open_ones:
            return next(iter(shut.values()))
    is_signed = level is IdentityLevel.SIGNATURE
    return next((line for line in lines if is_signed and line.what.startswith(REVOCATION)), None)


def forget_look(municipality_id: UUID) -> None:
    """Something has changed: look again."""
    _looked.pop(municipality_id, None)


def _look_now_and_then(municipality_id: UUID, now: datetime) -> Sequence[OutageLine]:
    at, lines = _looked.get(municipality_id, (None, ()))
    if at is None or abs(now - at) >= LOOKED_AT_EVERY:
        lines = list_outages(municipality_id=municipality_id, now=now)
        _looked[municipality_id] = (now, lines)
    return lines


def is_down(*, municipality_id: UUID, what: str, now: datetime) -> bool:
    """Whether this service is taken to be down."""
    return find_outage(municipality_id=municipality_id, what=what, now=now) is not None


def find_outage(*, municipality_id: UUID, what: str, now: datetime) -> OutageLine | None:
    """The outage of one service."""
    lines = list_outages(municipality_id=municipality_id, now=now)
    return next((line for line in lines if line.what == what), None)
