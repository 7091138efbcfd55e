"""Codes by mail: sending one, trying one, forgetting them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.accounts.domain.invitations import new_token, token_hash
from shirube.accounts.domain.mail_codes import (
    ALLOWED_TRIES,
    HOLDS_FOR,
    RESEND_AFTER,
    SECOND_CLICK,
    CodeAnswer,
    CodePurpose,
    code_digest,
    code_hash,
    new_code,
    read_code,
)
from shirube.accounts.models import MailCode
from shirube.accounts.queries import sealing_keys
from shirube.kernel.transactions import command, step


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRequest:
    """A code for the reader of one address. `about` names what else it is bound to: an account, a mandate."""

    purpose: CodePurpose
    address: str
    about: UUID | None = None

    @property
    def digest(self) -> str:
        return code_digest(self.purpose, self.address, self.about)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedCode:
    """What was typed for a request; `token` is what the browser got that asked for the letter, empty in another one."""

    request: CodeRequest
    code: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """`code` goes into the letter, `token` to the browser. Neither is kept in the clear."""

    code: str
    token: str


@command
def issue_code(*, municipality_id: UUID, request: CodeRequest, now: datetime) -> IssuedCode | None:
    """A code to be mailed now; None where a letter went to the address less than a minute ago and still waits for use.

    Earlier codes hold on until they expire: letters arrive late and in any order, and one who asks for codes of another's
    address must not be able to make hers useless.
    """
    # Who has used a code and goes on to another device gets the next one at once.
    waiting = _of(municipality_id, request).filter(used_at__isnull=True)
    if waiting.filter(sent_at__gt=now - RESEND_AFTER).exists():
        return None
    issued = IssuedCode(new_code(), new_token())
    MailCode.objects.create(
        municipality_id=municipality_id,
        purpose=request.purpose,
        digest=request.digest,
        code_hash=_hash(issued.code, request.digest),
        token_hash=token_hash(issued.token),
        sent_at=now,
        expires_at=now + HOLDS_FOR,
    )
    return issued


@step
def spend_code(*, municipality_id: UUID, typed: TypedCode, now: datetime) -> CodeAnswer:
    """Try the code against those sent for the request. One try for all of them; the right one uses all up."""
    rows = _of(municipality_id, typed.request)
    if _is_second_click(rows, typed, now):
        return CodeAnswer.RIGHT
    usable = rows.filter(used_at__isnull=True, expires_at__gt=now, tries__lt=ALLOWED_TRIES)
    tried = list(usable)
    # Danger: counted before it is looked at, so that tries sent at one moment are not all the first.
    if not usable.update(tries=F("tries") + 1):
        return CodeAnswer.GONE
    if not any(_fits(row, typed) for row in tried):
        return CodeAnswer.WRONG
    spent = rows.filter(used_at__isnull=True).update(used_at=now)
    return CodeAnswer.RIGHT if spent else CodeAnswer.GONE


@command
def forget_old_codes(*, municipality_id: UUID, now: datetime) -> int:
    """Daily: codes that no longer open anything. Returns how many."""
    return MailCode.objects.filter(municipality_id=municipality_id, expires_at__lt=now).delete()[0]


def _of(municipality_id: UUID, request: CodeRequest) -> QuerySet[MailCode]:
    return MailCode.objects.filter(municipality_id=municipality_id, digest=request.digest)


def _is_second_click(rows: QuerySet[MailCode], typed: TypedCode, now: datetime) -> bool:
    same = rows.filter(token_hash=token_hash(typed.token), used_at__gt=now - SECOND_CLICK)
    return bool(typed.token) and any(_fits(row, typed) for row in same)


def _fits(row: MailCode, typed: TypedCode) -> bool:
    return hmac.compare_digest(row.code_hash, _hash(read_code(typed.code), row.digest))


def _hash(code: str, digest: str) -> str:
    return code_hash(code, digest=digest, key=sealing_keys()[0])
