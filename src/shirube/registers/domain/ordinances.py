"""From a file to the paragraphs of an ordinance, and the sentences in it to which a rule may apply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from xml.parsers import expat

from shirube.kernel.errors import InvalidInputError
from shirube.kernel.text import normalise
from shirube.registers.domain.definition import Option

LONGEST_TEXT = 2_000_000
_MOST_PARAGRAPHS = 20_000
_ENCODINGS = ("utf-8-sig", "cp932", "euc_jp")
_ARTICLE = re.compile(
    r"^(?:第[0-9〇一二三四五六七八九十百千]+条(?:の[0-9〇一二三四五六七八九十]+)*|附\s*則|別表[第0-9〇一二三四五六七八九十]*)"
)
_GAP = r"[^。]{0,15}?"
_SENTENCE = re.compile(r"[^。]+。?")


class TextFault(StrEnum):
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


class OrdinanceUnreadableError(InvalidInputError):
    """The file holds no text that can be read; `fault` says why. Nothing was kept."""

    code = "registers.ordinance_unreadable"

    def __init__(self, fault: TextFault) -> None:
        super().__init__(fault=fault.value)


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with words of one rule; `marks` are half-open places of the words in the sentence."""

    rule: str
    paragraph: int
    article: str
    sentence: str
    starts_at: int
    marks: tuple[tuple[int, int], ...]


def decode(content: bytes) -> str:
    """UTF-8, or what Japanese offices wrote before. OrdinanceUnreadableError."""
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise OrdinanceUnreadableError(TextFault.UNREADABLE)


def read_html(text: str) -> str:
    """The words of a page, a line for each block; scripts and styles are left out."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.parts)


def read_document_xml(content: bytes) -> str:
    """The words of a word processor's main part, a line for each paragraph. OrdinanceUnreadableError."""
    reader = _Document()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.read, reader.refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 — expat's own signature.
    except expat.ExpatError as error:
        raise OrdinanceUnreadableError(TextFault.UNREADABLE) from error
    return "".join(reader.parts)


def paragraphs_of(text: str) -> list[str]:
    """The lines that say anything, in one width. OrdinanceUnreadableError where there is none, or far too much."""
    if len(text) > LONGEST_TEXT:
        raise OrdinanceUnreadableError(TextFault.TOO_LONG)
    lines = [" ".join(normalise(line).split()) for line in text.splitlines()]
    paragraphs = [line for line in lines if line]
    if not paragraphs:
        raise OrdinanceUnreadableError(TextFault.NO_TEXT)
    if len(paragraphs) > _MOST_PARAGRAPHS:
        raise OrdinanceUnreadableError(TextFault.TOO_LONG)
    return paragraphs


def search(paragraphs: Sequence[str], rules: Sequence[Option]) -> list[Found]:
    """Every sentence in which words of a rule stand, once for each rule, in the order of the text.

    A proposal only: words are no law, and a person decides.
    """
    patterns = [(rule.value, _pattern(rule.words)) for rule in rules if rule.words]
    return [
        Found(rule, number, article, sentence, starts_at, marks)
        for number, article, starts_at, sentence in _sentences(paragraphs)
        for rule, pattern in patterns
        if (marks := tuple(match.span() for match in pattern.finditer(sentence)))
    ]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    # The longest first, so that 定期点検 is marked whole where 点検 is a word too.
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_GAP.join(map(re.escape, word.split("…"))) for word in ordered))


def _sentences(paragraphs: Sequence[str]) -> Iterator[tuple[int, str, int, str]]:
    article = ""
    for number, paragraph in enumerate(paragraphs):
        heading = _ARTICLE.match(paragraph)
        article = "".join(heading[0].split()) if heading else article
        for match in _SENTENCE.finditer(paragraph):
            yield number, article, match.start(), match[0]


class _Words(HTMLParser):
    _SILENT = frozenset({"script", "style", "head", "noscript", "template"})
    _BLOCKS = frozenset(
        [
            "p",
            "div",
            "br",
            "li",
            "tr",
            "td",
            "th",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "section",
            "article",
            "table",
            "dt",
            "dd",
        ]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 — the library's.
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))
        if tag in self._BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data.replace("\n", " "))


class _Document:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._is_text = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._is_text = local == "t"
        if local in {"br", "tab"}:
            self.parts.append("\n" if local == "br" else " ")

    def end(self, name: str) -> None:
        self._is_text = False
        if name.rpartition(":")[2] == "p":
            self.parts.append("\n")

    def read(self, words: str) -> None:
        if self._is_text:
            self.parts.append(words)

    def refuse(self, *_: object) -> None:
        # Danger: entities live in a DOCTYPE, which no word processor writes.
        raise OrdinanceUnreadableError(TextFault.UNREADABLE)
