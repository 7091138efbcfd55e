"""Letters to residents."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from shirube.accounts.interface import HOLDS_FOR
from shirube.accounts.web.mail import send_letter


def send_code(request: HttpRequest, to: str, code: str) -> bool:
    """Mail the code for signing in; whether the mail server took it."""
    return send_to_resident(request, "resident_code", to, {"code": code, "minutes": _minutes()})


def send_address_code(request: HttpRequest, to: str, code: str) -> bool:
    """Mail the code that proves a new address; whether the mail server took it."""
    return send_to_resident(request, "resident_new_address", to, {"code": code, "minutes": _minutes()})


def send_address_changed(request: HttpRequest, to: str) -> bool:
    """Tell the old address that it no longer opens the account: the reader may not have wanted that."""
    return send_to_resident(request, "resident_address_changed", to, {})


def send_to_resident(request: HttpRequest, letter: str, to: str, context: dict[str, object]) -> bool:
    """Send one of the room's letters, in the language in force, with the city's name and address."""
    municipality = request.municipality  # type: ignore[attr-defined]
    language = request.language  # type: ignore[attr-defined]
    entrance = request.build_absolute_uri(reverse("accounts:resident-sign-in"))
    known = {"city_name": municipality.name_in(language.code), "entrance": entrance}
    return send_letter(f"accounts/mail/{letter}", to, {**known, **context})


def _minutes() -> int:
    return int(HOLDS_FOR.total_seconds() // 60)


def send_mandate_code(request: HttpRequest, to: str, code: str) -> bool:
    """Mail the code by which the represented person says yes; whether the mail server took it."""
    return send_to_resident(request, "mandate_code", to, {"code": code, "minutes": _minutes()})
