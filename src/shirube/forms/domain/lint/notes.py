"""A piece of advice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# "warning": somebody will be shut out or misled; "hint": it could be plainer.
LintSeverity = Literal["warning", "hint"]

# Every code with the names of its facts; `part` is the property that holds the text ("label", "help", "checks[1]").
CODES: Mapping[str, tuple[LintSeverity, tuple[str, ...]]] = {
    "long_sentence": ("hint", ("part", "sentence", "length", "most")),
    "double_negative": ("hint", ("part", "found")),
    "officialese": ("hint", ("part", "found", "plain")),
    "vague_message": ("warning", ("part", "found")),
    "click_word": ("hint", ("part", "found", "plain")),
    "colour_or_place": ("warning", ("part", "found")),
    "decorative_symbol": ("hint", ("part", "found")),
    "spaced_letters": ("warning", ("part", "found", "plain")),
    "slashed_date": ("hint", ("part", "found")),
    "asks_for_seal": ("warning", ("part", "found")),
    "translation_missing": ("warning", ("part", "language")),
    "label_symbol_only": ("warning", ("label",)),
    "label_long": ("hint", ("label", "length", "most")),
    "label_twice": ("warning", ("label",)),
    "help_missing": ("warning", ("type",)),
    "other_without_text": ("warning", ("option",)),
    "better_type": ("hint", ("type", "better")),
    "number_in_the_open": ("warning", ("type", "better")),
    "too_many_questions": ("hint", ("count", "most")),
    "fact_asked_twice": ("hint", ("concept", "first")),
}


@dataclass(frozen=True, slots=True)
class LintNote:
    """`path`: a field's ("children.name"), "step:<code>", or "" for the form itself."""

    path: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> LintSeverity:
        return CODES[self.code][0]
