"""Secrets that the database keeps and only this installation can read."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBrokenError(Exception):
    """The secret was sealed by another installation, or with a key that is no longer known."""


def seal(secret: str, *, keys: Sequence[str], purpose: str) -> str:
    """Encrypt with the first of `keys`; `purpose` keeps the secrets of one use from being read by another."""
    return _box(keys, purpose).encrypt(secret.encode()).decode()


def unseal(sealed: str, *, keys: Sequence[str], purpose: str) -> str:
    """The secret, whichever of `keys` it was sealed with; SealBrokenError where none fits."""
    try:
        return _box(keys, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as broken:
        raise SealBrokenError(purpose) from broken


def _box(keys: Sequence[str], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_derive(key, purpose)) for key in keys])


def _derive(key: str, purpose: str) -> bytes:
    material = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"shirube:{purpose}".encode())
    return base64.urlsafe_b64encode(material.derive(key.encode()))
