"""The keys of one municipality, opened for the moment of use."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shirube.files.domain.encryption import KEY_BYTES, BrokenSealError, seal, unseal
from shirube.files.models.keys import unwrap_key
from shirube.files.models.stored import FileKey
from shirube.kernel.moments import remembered
from shirube.kernel.prepared import PreparedRead

_NUMBER_BYTES = 2


class NoKeyError(LookupError):
    """The municipality has no key: none was made yet, or it was destroyed."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Never to be kept longer than the work at hand, and never to be shown: see the ADR on who holds which key."""

    municipality_id: UUID
    keys: dict[int, bytes] = field(repr=False)

    def wrap(self, secret: bytes, *, place: str) -> bytes:
        """Seal a key of another room under the newest key of the municipality, bound to `place`."""
        number = max(self.keys)
        sealed = seal(self.keys[number], secret, place=f"{place}:{self.municipality_id}")
        return number.to_bytes(_NUMBER_BYTES) + sealed

    def unwrap(self, wrapped: bytes, *, place: str) -> bytes:
        """What `wrap` was given for this place; BrokenSealError, also where the key of its number is gone."""
        key = self.keys.get(int.from_bytes(wrapped[:_NUMBER_BYTES]))
        if key is None:
            raise BrokenSealError
        return unseal(key, wrapped[_NUMBER_BYTES:], place=f"{place}:{self.municipality_id}")

    def derive(self, use: str) -> bytes:
        """A key for another use that stays the same as long as the municipality's first key exists."""
        material = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"shirube:{use}".encode())
        return material.derive(self.keys[min(self.keys)])


_KEYS = PreparedRead(
    lambda municipality_id: FileKey.objects.filter(municipality_id=municipality_id), municipality_id=UUID
)


def open_keyring(*, municipality_id: UUID) -> Keyring:
    """The municipality's keys. Cost: one query. NoKeyError."""
    keys = {row.number: unwrap_key(row) for row in _list_wrapped(municipality_id=municipality_id) or ()}
    if not keys:
        raise NoKeyError(municipality_id)
    return Keyring(municipality_id, keys)


# As they lie in the database, sealed with the master key: an opened key is not kept beyond the work at hand.
@remembered(FileKey)
def _list_wrapped(*, municipality_id: UUID) -> tuple[FileKey, ...] | None:
    return tuple(_KEYS.list(municipality_id=municipality_id)) or None
