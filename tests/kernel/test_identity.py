"""How surely somebody is known is compared by strength, not by letters."""

from __future__ import annotations

from shirube.kernel.identity import IdentityLevel


def test_levels_are_ordered_from_weak_to_strong() -> None:
    assert sorted(IdentityLevel, key=str) != list(IdentityLevel) == sorted(IdentityLevel)


def test_a_stored_word_compares_like_the_level_itself() -> None:
    assert IdentityLevel.CARD >= "mail"
    assert IdentityLevel.NONE < "card"
    assert max(IdentityLevel.NONE, IdentityLevel.CARD) is IdentityLevel.CARD
