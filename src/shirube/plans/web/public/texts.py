"""The plan's own words in the reader's language, marked as Japanese where no translation is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.languages import ENGLISH
from shirube.plans.domain.document import Translations, Value
from shirube.plans.web.labels import unit_word
from shirube.ui.figures import format_figure
from shirube.ui.japanese import japanese_words


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of ui/components/definition_list.html; text None is said as `missing`."""

    term: str
    text: str | None
    note: str = ""
    missing: str = ""
    url: str = ""


def content(translations: Translations, language: str, name: str, original: str) -> str:
    """The text `name` in `language`. On English pages an untranslated one tells screen readers that it is Japanese.

    For the body of a page; where markup has no place (title, attribute), use `translated` itself.
    """
    return translations.get(language, {}).get(name) or japanese_words(original, language)


def join_words(words: Sequence[str], language: str) -> str:
    return (", " if language == ENGLISH.code else "、").join(words)


def year_span(first: int, last: int, language: str) -> str:
    """令和6年度〜令和10年度 · FY2024–FY2028 · one year alone."""
    ends = [short_year(first, language), short_year(last, language)]
    return ends[0] if first == last else ("–" if language == ENGLISH.code else "〜").join(ends)


def short_year(fiscal_year: int, language: str) -> str:
    """The fiscal year without the explanation that plain Japanese gives once a page."""
    return format_fiscal_year(fiscal_year, ENGLISH.code if language == ENGLISH.code else "ja")


def document_date(written: str, language: str) -> str | None:
    """A date as precise as the document: 2021年 · 2021年12月 · 2021年12月24日（金） · December 2021."""
    if not written:
        return None
    if len(written) == len("2021-12-24"):
        return format_date(date.fromisoformat(written), language)
    year, _dash, month = written.partition("-")
    if language == ENGLISH.code:
        return f"{date(int(year), int(month), 1):%B} {year}" if month else year
    return f"{year}年{int(month)}月" if month else f"{year}年"


def value_words(value: Value | None, unit: str, decimals: int, language: str) -> str | None:
    """77.8%（令和6年度）; None where the document prints no figure."""
    if value is None or value.value is None:
        return None
    facts = {
        "value": format_figure(value.value, unit_word(unit), decimals),
        "year": short_year(value.fiscal_year, language),
    }
    return _("%(value)s（%(year)s）") % facts
