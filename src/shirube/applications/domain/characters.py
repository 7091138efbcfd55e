"""Fitting texts into the character set of a core system. No character is ever lost without being told."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

# The same sign under another number, for which the set has one: nobody sees a difference.
SAME_SIGN: Mapping[str, str] = {"—": "―", "–": "‐", "•": "・"}
# Ideographic variation selectors: with and without them it is one character in two shapes.
_SELECTORS = range(0xE0100, 0xE01F0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A character that did not fit. `written` is what stands for it; None: the text was refused."""

    character: str
    written: str | None


@dataclass(frozen=True, slots=True)
class Fitted:
    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(finding.written is None for finding in self.findings)


def fit(text: str, encoding: str, substitutes: Mapping[str, str]) -> Fitted:
    """The text in characters that `encoding` has. `substitutes` is the city's own table."""
    if not encoding.startswith("cp932") or _fits(text):
        return Fitted(text)
    written, findings = [], []
    for character in unicodedata.normalize("NFC", text):
        piece, finding = _fit_one(character, substitutes)
        written.append(piece)
        if finding is not None:
            findings.append(finding)
    return Fitted("".join(written), tuple(findings))


def _fit_one(character: str, substitutes: Mapping[str, str]) -> tuple[str, Finding | None]:
    if _fits(character):
        return character, None
    if character in SAME_SIGN:
        return SAME_SIGN[character], None
    if ord(character) in _SELECTORS:
        return "", Finding(character, "")
    other = substitutes.get(character)
    if other is None or not _fits(other):
        return character, Finding(character, None)
    return other, Finding(character, other)


def _fits(text: str) -> bool:
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
