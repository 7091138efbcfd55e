"""Both sides are told what happens to a mandate, each in the own language, with no more than the fact and a link."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation

from shirube.accounts import interface as accounts
from shirube.accounts.interface import MandateSummary
from shirube.accounts.web.resident_letters import send_to_resident
from shirube.accounts.web.residents import city_of

Happening = Literal["requested", "confirmed", "refused", "ended"]


def tell_of_mandate(request: HttpRequest, mandate_id: UUID, what: Happening) -> None:
    """Mail both sides as far as they have an address. A letter that fails is in the log; the page shows the state anyway."""
    tell_both(request, accounts.get_mandate(municipality_id=city_of(request), mandate_id=mandate_id), what)


def tell_both(request: HttpRequest, mandate: MandateSummary, what: Happening) -> None:
    """The same of a mandate as it was read before: a closed account has no name any more."""
    _tell_representative(request, mandate, what)
    _tell_represented(request, mandate, what)


def _tell_representative(request: HttpRequest, mandate: MandateSummary, what: Happening) -> None:
    person = accounts.find_resident(municipality_id=city_of(request), resident_id=mandate.representative_id)
    if person is not None and what != "requested":
        _send(request, person.email, person.language, "representative", mandate, what)


def _tell_represented(request: HttpRequest, mandate: MandateSummary, what: Happening) -> None:
    """Who has no account yet is told at the address that the representative gave; that is how one learns of it."""
    person = None
    if mandate.represented_id is not None:
        person = accounts.find_resident(municipality_id=city_of(request), resident_id=mandate.represented_id)
        if person is None:
            return
    email = person.email if person is not None else mandate.person.email
    if email:
        _send(request, email, person.language if person is not None else "ja", "represented", mandate, what)


def _send(
    request: HttpRequest, to: str, language: str, side: str, mandate: MandateSummary, what: Happening
) -> None:
    context: dict[str, object] = {
        "side": side,
        "what": what,
        "representative_name": mandate.representative_name,
    }
    with translation.override(language):
        send_to_resident(request, "mandate", to, context)
