"""Readings over their characters: 手続（てつづ）き becomes 手続 with てつづ above it, on pages in plain Japanese."""

from __future__ import annotations

import re

_TAG = re.compile(r"(<[^>]*>)")
_READING = re.compile(r"([一-龯々〆ヶ]+)（([ぁ-んー]+)）")
_RUBY = r"<ruby>\1<rp>（</rp><rt>\2</rt><rp>）</rp></ruby>"
# Elements whose text may hold no markup.
_PLAIN = frozenset({"title", "desc", "text", "option", "textarea", "script", "style"})


def with_ruby(html: str) -> str:
    """The page with every kanji（かな） of its text as ruby; attributes and elements of plain text stay as they are.

    Relies on templates that escape `>` in attributes, as Django's do.
    """
    pieces = _TAG.split(html)
    plain = 0
    for place, piece in enumerate(pieces):
        if piece.startswith("<"):
            plain += _depth(piece)
        elif not plain and "（" in piece:
            pieces[place] = _READING.sub(_RUBY, piece)
    return "".join(pieces)


def _depth(tag: str) -> int:
    """How the tag changes the number of open elements of plain text."""
    name = tag.strip("</>").split(maxsplit=1)[0].lower() if tag.strip("</>") else ""
    if name not in _PLAIN or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1
