"""The letters about reservations as delivered; a city may write its own (notices)."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.bookings.domain.letters.easy import EASY
from shirube.bookings.domain.letters.english import ENGLISH
from shirube.bookings.domain.letters.japanese import JAPANESE

BY_LANGUAGE: Mapping[str, Mapping[str, tuple[str, str]]] = {"ja": JAPANESE, "en": ENGLISH, "ja-easy": EASY}
