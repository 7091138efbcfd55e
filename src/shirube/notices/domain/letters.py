"""A letter's text: plain words with named places such as `{receipt_number}`, and nothing else that is special."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from shirube.kernel.errors import InvalidInputError

NAME = re.compile(r"[a-z][a-z0-9_]*")
# A brace that opens no name, or closes none, is found by the second branch.
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}|[{}]")
LONGEST_SUBJECT = 100
LONGEST_BODY = 10_000


class UnknownPlaceholderError(InvalidInputError):
    """The text names facts that this kind of notice does not have; `known` lists those it has."""

    code = "notices.unknown_placeholder"


class StrayBraceError(InvalidInputError):
    """A brace without its partner or with something else than a name inside; `line` counts from 1, 0 is the subject."""

    code = "notices.stray_brace"


class SubjectNotOneLineError(InvalidInputError):
    code = "notices.subject_not_one_line"


class LetterEmptyError(InvalidInputError):
    code = "notices.letter_empty"


class LetterTooLongError(InvalidInputError):
    code = "notices.letter_too_long"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent, or the text of it with places for the facts. The subject is one line; lines of the body end in LF."""

    subject: str
    body: str

    def tidied(self) -> Letter:
        """The same with the line ends of browsers and blanks at the edges taken away."""
        lines = (line.rstrip() for line in self.body.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        return Letter(self.subject.strip(), "\n".join(lines).strip("\n"))


def check_letter(letter: Letter, known: Collection[str]) -> None:
    """Whether the text may stand. `known` are the names of the facts.

    Raises LetterEmptyError, LetterTooLongError, SubjectNotOneLineError, StrayBraceError, UnknownPlaceholderError.
    """
    if not letter.subject.strip() or not letter.body.strip():
        raise LetterEmptyError
    if len(letter.subject) > LONGEST_SUBJECT or len(letter.body) > LONGEST_BODY:
        raise LetterTooLongError(subject=LONGEST_SUBJECT, body=LONGEST_BODY)
    if _has_control(letter.subject):
        raise SubjectNotOneLineError
    for line, text in enumerate([letter.subject, *letter.body.split("\n")]):
        if any(name is None for name in _places(text)):
            raise StrayBraceError(line=line)
    if unknown := placeholders_of(letter) - set(known):
        raise UnknownPlaceholderError(names=_braced(unknown), known=_braced(known))


def placeholders_of(letter: Letter) -> set[str]:
    """The names of the facts that the text uses."""
    return {name for text in (letter.subject, letter.body) for name in _places(text) if name}


def fill(letter: Letter, facts: Mapping[str, str]) -> Letter:
    """The letter with its facts in their places, in one pass: what looks like a place inside a fact stays as it is.

    SubjectNotOneLineError where a fact would break the subject into lines: that is how headers are smuggled in.
    """
    subject = _filled(letter.subject, facts)
    if _has_control(subject):
        raise SubjectNotOneLineError
    return Letter(subject, _without_control(_filled(letter.body, facts).replace("\r\n", "\n")))


def _places(text: str) -> Iterator[str | None]:
    return (found.group(1) for found in _PLACE.finditer(text))


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: facts[found.group(1)] if found.group(1) else found.group(), text)


def _has_control(line: str) -> bool:
    """Line ends of every alphabet too: U+2028 breaks a line in some programs."""
    return any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in line)


def _without_control(text: str) -> str:
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) != "Cc")


def _braced(names: Collection[str]) -> str:
    return "、".join("{" + name + "}" for name in sorted(names))
