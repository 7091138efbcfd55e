"""What happens when a second factor is set up or removed (allauth's signals)."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.accounts.web.residents import leave_as_resident
from shirube.accounts.web.second_factor import FLAG, KINDS, has_second_factor
from shirube.kernel.clock import read_clock


def note_added(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """The person has just proved to hold the second factor: this session counts as opened with it."""
    if authenticator.type in KINDS:
        request.session[FLAG] = True
        _record(user, authenticator, added=True)


def note_removed(*, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Without any second factor left, staff are sent to set one up again."""
    request.session[FLAG] = bool(request.session.get(FLAG)) and has_second_factor(user.pk)
    if authenticator.type in KINDS:
        _record(user, authenticator, added=False)


def part_from_resident(*, request: HttpRequest, **_: Any) -> None:
    """A browser is one person's: when staff sign in, the resident who was there is signed out."""
    leave_as_resident(request)


def _record(user: User, authenticator: Authenticator, *, added: bool) -> None:
    accounts.record_second_factor(
        municipality_id=user.municipality_id,
        user_id=user.pk,
        kind=authenticator.type,
        added=added,
        now=read_clock(),
    )


authenticator_added.connect(note_added, dispatch_uid="shirube.accounts.note_added")
authenticator_removed.connect(note_removed, dispatch_uid="shirube.accounts.note_removed")
user_logged_in.connect(part_from_resident, dispatch_uid="shirube.accounts.part_from_resident")
