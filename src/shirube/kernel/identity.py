"""How surely a person is known: one scale for who signs in, what a procedure asks for, and how a case was handed in."""

from __future__ import annotations

from enum import StrEnum


class IdentityLevel(StrEnum):
    """From weak to strong, compared by strength, so that a procedure may ask for "at least".

    Source: DS-511「行政手続等での本人確認におけるデジタルアイデンティティの取扱いに関するガイドライン」(デジタル庁): the strength
    follows the risk of the procedure, and no procedure asks for more than it needs.
    """

    # A visitor, known at most by a receipt number and its secret.
    NONE = "none"
    # Reads the mail of an address.
    MAIL = "mail"
    # Holds an Individual Number Card and its PIN (利用者証明用電子証明書), as a provider of OpenID Connect tells.
    CARD = "card"
    # Signed the application itself (署名用電子証明書). A property of the application, never of a session.
    SIGNATURE = "signature"

    @property
    def strength(self) -> int:
        """Its place in the order; for comparing only."""
        return list(IdentityLevel).index(self)

    # Danger: texts compare by letters, by which "none" would be surer than "card".
    def __lt__(self, other: str) -> bool:
        return self.strength < IdentityLevel(other).strength

    def __le__(self, other: str) -> bool:
        return self.strength <= IdentityLevel(other).strength

    def __gt__(self, other: str) -> bool:
        return self.strength > IdentityLevel(other).strength

    def __ge__(self, other: str) -> bool:
        return self.strength >= IdentityLevel(other).strength


__all__ = ["IdentityLevel"]
