"""The texts of this room's letters as delivered: occasion → language → (subject, body). Cities may change the words."""

from __future__ import annotations

from collections.abc import Mapping

from shirube.applications.domain.letters.easy import EASY
from shirube.applications.domain.letters.english import ENGLISH
from shirube.applications.domain.letters.japanese import JAPANESE, STAFF

Texts = Mapping[str, tuple[str, str]]

BY_LANGUAGE: Mapping[str, Texts] = {"ja": JAPANESE, "en": ENGLISH, "ja-easy": EASY}

__all__ = ["BY_LANGUAGE", "STAFF", "Texts"]
