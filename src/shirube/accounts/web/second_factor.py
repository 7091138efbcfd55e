"""Whether the present session was opened with a second factor, and who must have one."""

from __future__ import annotations

from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from shirube.accounts.models import User

FLAG = "second_factor"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person has to set up a second factor before opening the pages of staff."""
    return bool(settings.REQUIRE_SECOND_FACTOR) and not request.session.get(FLAG, False)


def remember_second_factor(request: HttpRequest, user: User, *, vouched: bool) -> None:
    """Keep in the session whether it was opened with a second factor, or a provider vouches for one."""
    used = {record.get("method") for record in get_authentication_records(request, user)}
    request.session[FLAG] = vouched or "mfa" in used


def has_second_factor(user_id: UUID) -> bool:
    """Whether an app or a passkey is set up."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=KINDS).exists())
