"""Receipt numbers and secrets: read aloud on the phone, written by hand, typed back without mistakes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: pairs that people mix up. 23 characters, a prime, so that the check below finds
# every single wrong character and every two neighbours exchanged.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
BASE = len(ALPHABET)
NUMBER_LENGTH = 12
SECRET_LENGTH = 12
_GROUP = 4


def make_receipt_number() -> str:
    """`7KMX-4QRA-9TWC`: 11 random characters (about 50 bits) and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH - 1))
    return grouped(body + check_character(body))


def check_character(body: str) -> str:
    """The weighted sum modulo 23, weights 1, 2, 3 … from the left."""
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, 1))
    return ALPHABET[total % BASE]


def read_receipt_number(typed: str) -> str | None:
    """The number as it is stored, from any width, case, spaces and hyphens; None where it cannot be one."""
    plain = plain_code(typed)
    if len(plain) != NUMBER_LENGTH or any(character not in ALPHABET for character in plain):
        return None
    return grouped(plain) if check_character(plain[:-1]) == plain[-1] else None


def derive_number(key: bytes, subject: str) -> str:
    """A number with its check character, the same each time for one key and subject: a ticket can be printed again."""
    body = _derived(key, subject, NUMBER_LENGTH - 1)
    return grouped(body + check_character(body))


def make_secret(key: bytes, subject: str) -> str:
    """The secret of a case without account: 12 characters, the same each time for one key and subject.

    So the second of two clicks on "submit" is shown the same secret as the first, although only its hash is stored.
    """
    return grouped(_derived(key, subject, SECRET_LENGTH))


def new_code() -> str:
    """`7KMX4QRA9TWC`: about 54 bits that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LENGTH))


def new_secret() -> str:
    """A secret nobody can guess, for the link or cookie of a draft without account."""
    return secrets.token_urlsafe(24)


def hash_secret(secret: str) -> str:
    """What is stored of a secret. It has enough bits of its own, so it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def read_secret(typed: str) -> str:
    """The secret of a case as it was shown, from what somebody typed."""
    return grouped(plain_code(typed))


def is_secret(secret: str, stored_hash: str) -> bool:
    return bool(stored_hash) and hmac.compare_digest(hash_secret(secret), stored_hash)


def plain_code(typed: str) -> str:
    """Letters and digits of what was typed or scanned, whatever the width, case, blanks and hyphens."""
    upper = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in upper if character.isalnum())


def grouped(plain: str) -> str:
    """In fours, for reading aloud."""
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))


def _derived(key: bytes, subject: str, length: int) -> str:
    digest = int.from_bytes(hmac.digest(key, subject.encode(), "sha256"))
    return "".join(ALPHABET[digest // BASE**place % BASE] for place in range(length))
