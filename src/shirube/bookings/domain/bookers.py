"""Who books, and the key by which a city knows the same person again without keeping who it was."""

from __future__ import annotations

import hmac
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Booker:
    """A resident with account (`resident_id`), or somebody with a name and a way to be reached.

    `secret` is the code that came with a reservation, where its holder shows it to change or cancel it; `group_secret` that
    of the group they book for. `turns` are the tokens of waiting rooms that their browser or program holds.
    """

    resident_id: UUID | None = None
    name: str = field(default="", repr=False)
    mail: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    language: str = "ja"
    secret: str = field(default="", repr=False)
    group_secret: str = field(default="", repr=False)
    turns: tuple[str, ...] = field(default=(), repr=False)

    @property
    def log_name(self) -> str:
        """How they stand in the log; without account nothing more than that is known."""
        return f"resident:{self.resident_id}" if self.resident_id else "resident:unknown"

    @property
    def is_reachable(self) -> bool:
        return self.resident_id is not None or bool(self.name and (self.mail or self.phone))

    @property
    def identity(self) -> str:
        """What makes two bookers the same person; empty where nothing is known yet."""
        if self.resident_id:
            return f"resident:{self.resident_id}"
        if self.mail:
            return f"mail:{_plain(self.mail)}"
        if self.phone:
            return f"phone:{''.join(filter(str.isdigit, _plain(self.phone)))}:{_plain(self.name)}"
        return ""


def person_key(key: bytes, booker: Booker) -> str:
    """A keyed hash (hex) of who books, for limits; empty while nobody is known."""
    identity = booker.identity
    return hmac.digest(key, identity.encode(), sha256).hex() if identity else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
