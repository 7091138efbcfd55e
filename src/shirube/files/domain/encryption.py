"""Sealing contents and keys with AES-256-GCM. See docs/adr for who holds which key."""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
# The first bytes of everything sealed: a later format can be told from this one.
_FORMAT = b"SRB1"
_TO_STANDARD = str.maketrans("-_", "+/")


class BrokenSealError(Exception):
    """The content was changed, belongs to another place, or was sealed with another key."""


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def write_key(key: bytes) -> str:
    """A key as it stands in a settings file: base64 in the alphabet for addresses (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(key).decode()


def read_key(text: str) -> bytes:
    """The key that `write_key` wrote, or one in the other alphabet of base64; ValueError for anything else."""
    try:
        key = base64.b64decode(text.translate(_TO_STANDARD), validate=True)
    except ValueError as error:
        raise ValueError("a key is 32 bytes in base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError("a key is 32 bytes in base64")
    return key


def seal(key: bytes, content: bytes, *, place: str) -> bytes:
    """Encrypt `content` for one `place`: sealed bytes that were moved elsewhere do not open.

    The nonce is random; with one key, 2^32 contents may be sealed (NIST SP 800-38D §8.3), more than any city stores.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """The content that `seal` was given for this place; BrokenSealError."""
    start = len(_FORMAT)
    if sealed[:start] != _FORMAT:
        raise BrokenSealError
    nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError from error
