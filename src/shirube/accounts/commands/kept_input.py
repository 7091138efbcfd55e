"""Keeping what was typed when the session had ended, and letting go of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.commands.log import record_own_change
from shirube.accounts.domain.invitations import new_token, token_hash
from shirube.accounts.domain.kept_input import KEPT_FOR, MOST_FOR_ONE_PERSON, TypedInput
from shirube.accounts.domain.sealing import seal
from shirube.accounts.models import KeptInput, User
from shirube.accounts.queries import KEPT_INPUT, sealing_keys
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command


class NobodyToKeepForError(ConflictError):
    """The account is closed, or is not one of this municipality."""

    code = "accounts.nobody_to_keep_for"


class InputTooLongError(InvalidInputError):
    """Longer than any form of the house (500,000 characters)."""

    code = "accounts.input_too_long"


@command
def keep_input(*, municipality_id: UUID, user_id: UUID, typed: TypedInput, now: datetime) -> str:
    """Keep a form for `user_id`, sealed and without secrets, for an hour. Returns the token for the browser's cookie.

    Only the last five of a person are kept. NobodyToKeepForError, InputTooLongError.
    """
    if typed.is_too_long:
        raise InputTooLongError
    if not User.objects.filter(municipality_id=municipality_id, pk=user_id, is_active=True).exists():
        raise NobodyToKeepForError
    token = new_token()
    sealed = seal(typed.without_secrets().as_text(), keys=sealing_keys(), purpose=KEPT_INPUT)
    kept = KeptInput.objects.create(
        municipality_id=municipality_id,
        user_id=user_id,
        token_hash=token_hash(token),
        sealed=sealed,
        expires_at=now + KEPT_FOR,
    )
    _drop_the_oldest(municipality_id, user_id)
    record_own_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="input_kept",
        now=now,
        facts={"kept": str(kept.pk)},
    )
    return token


@command
def forget_kept_input(*, municipality_id: UUID, user_id: UUID, token: str, now: datetime) -> bool:
    """It was sent again, or is not wanted any more. Whether anything was there."""
    kept = KeptInput.objects.filter(
        municipality_id=municipality_id, user_id=user_id, token_hash=token_hash(token)
    )
    if not kept.delete()[0]:
        return False
    record_own_change(
        municipality_id=municipality_id, user_id=user_id, action="kept_input_forgotten", now=now
    )
    return True


@command
def forget_expired_inputs(*, municipality_id: UUID, now: datetime) -> int:
    """Hourly: what nobody came back for. Returns how many."""
    return KeptInput.objects.filter(municipality_id=municipality_id, expires_at__lte=now).delete()[0]


def _drop_the_oldest(municipality_id: UUID, user_id: UUID) -> None:
    mine = KeptInput.objects.filter(municipality_id=municipality_id, user_id=user_id)
    newest = mine.order_by("-expires_at", "-pk").values_list("pk", flat=True)[:MOST_FOR_ONE_PERSON]
    mine.exclude(pk__in=list(newest)).delete()
