"""What an interview holds, sealed under keys of its own; 個人番号 apart under a second one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from shirube.files import interface as files
from shirube.kernel.errors import NotFoundError
from shirube.visits.models import Interview

KEY = "visits.interview"
SECRET_KEY = "visits.interview.my_number"  # noqa: S105 — the name of a use, not a secret.


class InterviewForgottenError(NotFoundError):
    """The interview was ended, handed in long enough ago, or left alone too long: its key is destroyed."""

    code = "visits.interview_forgotten"


@dataclass(frozen=True, slots=True)
class Contents:
    """`answers` carry masks for 個人番号; `sources` say by key where an answer came from. Codes are in the clear here only.

    `versions`: by procedure the id of the form version that is asked from, whatever is published meanwhile.
    """

    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    typed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    sources: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    code: str = field(default="", repr=False)
    screen_code: str = field(default="", repr=False)
    home_code: str = field(default="", repr=False)

    def changed(self, **facts: Any) -> Contents:
        return replace(self, **facts)


@dataclass(frozen=True, slots=True)
class Keys:
    """Danger: never log it, never keep it beyond the work at hand."""

    interview_id: UUID
    key: bytes = field(repr=False)
    secret_key: bytes = field(repr=False)

    def seal(self, contents: Contents) -> bytes:
        plain = {name: getattr(contents, name) for name in Contents.__dataclass_fields__}
        return files.seal(self.key, _write(plain), place=f"{KEY}:{self.interview_id}")

    def unseal(self, row: Interview) -> Contents:
        if row.content is None:
            raise InterviewForgottenError
        plain = json.loads(files.unseal(self.key, bytes(row.content), place=f"{KEY}:{self.interview_id}"))
        return Contents(**{**plain, "left_out": tuple(plain["left_out"])})

    def seal_numbers(self, numbers: Mapping[str, str]) -> bytes | None:
        if not numbers:
            return None
        return files.seal(self.secret_key, _write(dict(numbers)), place=f"{SECRET_KEY}:{self.interview_id}")

    def unseal_numbers(self, row: Interview) -> dict[str, str]:
        if row.secrets is None:
            return {}
        plain = files.unseal(self.secret_key, bytes(row.secrets), place=f"{SECRET_KEY}:{self.interview_id}")
        numbers: dict[str, str] = json.loads(plain)
        return numbers


def open_keys(row: Interview) -> Keys:
    """InterviewForgottenError where they are destroyed."""
    if row.wrapped is None or row.wrapped_secret is None:
        raise InterviewForgottenError(interview_id=str(row.pk))
    keyring = files.open_keyring(municipality_id=row.municipality_id)
    return Keys(
        row.pk,
        keyring.unwrap(bytes(row.wrapped), place=f"{KEY}:{row.pk}"),
        keyring.unwrap(bytes(row.wrapped_secret), place=f"{SECRET_KEY}:{row.pk}"),
    )


def _write(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
