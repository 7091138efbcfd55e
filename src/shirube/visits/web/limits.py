"""How often one network address may begin something that everybody may begin."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts import interface as accounts
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import ForbiddenError
from shirube.ui.network import network_address


class TooManyBegunError(ForbiddenError):
    """Too many were begun from this network address within the hour; again at `until`."""

    code = "visits.too_many_begun"


def count_begun(request: HttpRequest, what: str, *, municipality_id: UUID, now: datetime) -> None:
    """Count one more of `what`. TooManyBegunError.

    A whole hall with its writing desks, or a mobile carrier, may stand behind one address: the limit is that of
    visitors, by the hour, and apart from what wrong codes are counted by.
    """
    subject = f"{what}:{network_address(request)}:{now:%Y%m%d%H}"
    attempt = accounts.Attempt(email=subject, address=subject, by=accounts.Tried.VISITOR)
    until = accounts.claim_attempt(municipality_id=municipality_id, attempt=attempt, now=now)
    if until is not None:
        raise TooManyBegunError(until=f"{until.astimezone(JAPAN):%H:%M}")
