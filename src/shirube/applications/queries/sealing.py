"""Opening what is sealed: each dossier has its own keys, wrapped by the municipality's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from shirube.applications.models import Dossier
from shirube.files import interface as files
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead

KEY = "applications.dossier"
SECRET_KEY = "applications.dossier.my_number"  # noqa: S105 — the name of a use, not a secret.


class ForgottenError(NotFoundError):
    """The case's retention has ended: its key is destroyed and nobody can read it any more."""

    code = "applications.forgotten"


# As the two databases give it.
Sealed: TypeAlias = "bytes | memoryview[int]"


@dataclass(frozen=True, slots=True)
class Box:
    """A dossier opened: seals and unseals plain JSON values, each for one place ("answers:1", "parties").

    Danger: never log it, never keep it beyond the work at hand.
    """

    dossier_id: UUID
    key: bytes = field(repr=False)
    secret_key: bytes | None = field(repr=False)

    def seal(self, value: Any, place: str) -> bytes:
        return files.seal(self.key, _write(value), place=f"{self.dossier_id}:{place}")

    def unseal(self, sealed: Sealed | None, place: str) -> Any:
        """The value; None where nothing was sealed."""
        if sealed is None:
            return None
        return json.loads(files.unseal(self.key, bytes(sealed), place=f"{self.dossier_id}:{place}"))

    def seal_numbers(self, numbers: dict[str, str], place: str) -> bytes | None:
        """個人番号 by path under its own key; None where there are none."""
        if not numbers:
            return None
        if self.secret_key is None:
            raise ForgottenError
        return files.seal(self.secret_key, _write(numbers), place=f"{self.dossier_id}:my_number:{place}")

    def unseal_numbers(self, sealed: Sealed | None, place: str) -> dict[str, str]:
        if sealed is None or self.secret_key is None:
            return {}
        content = files.unseal(self.secret_key, bytes(sealed), place=f"{self.dossier_id}:my_number:{place}")
        numbers: dict[str, str] = json.loads(content)
        return numbers


def open_box(dossier: Dossier | None, keyring: files.Keyring) -> Box:
    """The dossier's keys; ForgottenError where it is gone."""
    if dossier is None:
        raise ForgottenError
    secret = dossier.wrapped_secret
    return Box(
        dossier.pk,
        keyring.unwrap(bytes(dossier.wrapped), place=f"{KEY}:{dossier.pk}"),
        None if secret is None else keyring.unwrap(bytes(secret), place=f"{SECRET_KEY}:{dossier.pk}"),
    )


def dossier_subject(dossier_id: UUID) -> str:
    """What the files of a draft, and later of its case, are attached to."""
    return f"applications.dossier:{dossier_id}"


_DOSSIER = PreparedRead(
    lambda municipality_id, dossier_id: Dossier.objects.filter(
        municipality_id=municipality_id, pk=dossier_id
    ),
    municipality_id=UUID,
    dossier_id=UUID,
)


def key_of_dossier(municipality_id: UUID, subject: str) -> bytes:
    """For the room of files: the key of the dossier that a file was stored for. LookupError when it is destroyed."""
    dossier = _DOSSIER.find(municipality_id=municipality_id, dossier_id=UUID(subject.partition(":")[2]))
    if dossier is None:
        raise LookupError(subject)
    return open_box(dossier, files.open_keyring(municipality_id=municipality_id)).key


def _write(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
