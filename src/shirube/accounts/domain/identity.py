"""How surely we know a resident, and the one word commands need about a resident who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID


class IdentityLevel(IntEnum):
    """From weak to strong, so that a procedure may ask for "at least".

    Source: DS-511「行政手続等での本人確認におけるデジタルアイデンティティの取扱いに関するガイドライン」(デジタル庁): the strength
    follows the risk of the procedure, and no procedure asks for more than it needs.
    """

    # A visitor, known at most by a receipt number and its secret.
    NONE = 0
    # Reads the mail of an address.
    MAIL = 1
    # Holds an Individual Number Card and its PIN (利用者証明用電子証明書), as a provider of OpenID Connect tells.
    CARD = 2
    # Signed the application itself (署名用電子証明書). A property of the application, never of a session.
    SIGNATURE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentActor:
    """A signed-in resident: who, how surely known, and since when."""

    resident_id: UUID
    level: IdentityLevel
    authenticated_at: datetime

    @property
    def log_name(self) -> str:
        return f"resident:{self.resident_id}"
