"""Japanese words on pages of other languages, marked so that screen readers pronounce them (WCAG 3.1.2)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from shirube.kernel.languages import ENGLISH


def japanese_words(text: str, language: str) -> str | SafeString:
    """Words that nobody has translated, marked as Japanese where the page is in another language.

    For the body of a page; where markup has no place (title, attribute), use the text itself.
    """
    return format_html('<span lang="ja">{}</span>', text) if text and language == ENGLISH.code else text
