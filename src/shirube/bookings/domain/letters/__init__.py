"""The letters about reservations as delivered; a city may write its own (notices)."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.bookings.domain.letters.easy import EASY
from shirube.bookings.domain.letters.english import ENGLISH
from shirube.bookings.domain.letters.groups import OF_GROUPS
from shirube.bookings.domain.letters.japanese import JAPANESE
from shirube.bookings.domain.letters.lotteries import LOTTERY_LETTERS

BY_LANGUAGE: Mapping[str, Mapping[str, tuple[str, str]]] = {"ja": JAPANESE, "en": ENGLISH, "ja-easy": EASY}

__all__ = ["BY_LANGUAGE", "LOTTERY_LETTERS", "OF_GROUPS"]
