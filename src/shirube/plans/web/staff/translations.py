"""Translations as fields of a form beside their Japanese text: `name_en`, `name_easy`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shirube.kernel.languages import EASY_JAPANESE, ENGLISH

_SUFFIXES = {ENGLISH.code: "en", EASY_JAPANESE.code: "easy"}
Texts = Mapping[str, Mapping[str, str]]


def translation_fields(texts: Texts, *names: str) -> dict[str, str]:
    """What the form shows of the kept translations."""
    return {
        f"{name}_{suffix}": texts.get(language, {}).get(name, "")
        for name in names
        for language, suffix in _SUFFIXES.items()
    }


def translations_of(values: Mapping[str, Any], before: Texts, *names: str) -> dict[str, dict[str, str]]:
    """What was typed for `names`; the translations of other texts as they were `before`."""
    kept: dict[str, dict[str, str]] = {}
    for language, suffix in _SUFFIXES.items():
        others = {name: text for name, text in before.get(language, {}).items() if name not in names}
        typed = {name: values[f"{name}_{suffix}"] for name in names if values[f"{name}_{suffix}"]}
        if others or typed:
            kept[language] = {**others, **typed}
    return kept
