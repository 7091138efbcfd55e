"""Three texts as one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    ja: str
    en: str
    easy: str

    def __call__(self, language: str, **facts: object) -> str:
        text = {"en": self.en, "ja-easy": self.easy}.get(language, self.ja)
        return text.format(**facts)
