"""The languages of residents' pages, and the path segment that names each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    segment: str
    label: str
    html_lang: str


JAPANESE = Language("ja", "", "日本語", "ja")
ENGLISH = Language("en", "en", "English", "en")
# Plain Japanese for readers of any first language; BCP 47 has no registered tag, so browsers are told "ja".
EASY_JAPANESE = Language("ja-easy", "easy", "やさしい日本語", "ja")

LANGUAGES = (JAPANESE, ENGLISH, EASY_JAPANESE)
BY_SEGMENT = {language.segment: language for language in LANGUAGES if language.segment}
BY_CODE = {language.code: language for language in LANGUAGES}
