"""Finding one's city among those of the installation, be they five or all 1,741 of Japan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from shirube.kernel.text import search_key
from shirube.organizations.interface import MunicipalitySummary
from shirube.portal.web.comparison import city_url

# Hokkaido aside (179), no prefecture fills a second page.
CITIES_ON_A_PAGE = 100
# Fewer are found sooner by looking than by typing.
WORTH_SEARCHING = 20


@dataclass(frozen=True, slots=True)
class CityLink:
    """`is_demonstration`: an invented city, which must never be taken for a real one."""

    name: str
    url: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class PrefectureCities:
    prefecture: str
    cities: tuple[CityLink, ...]


@dataclass(frozen=True, slots=True)
class PrefectureLink:
    name: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader asks for: part of a name, a reading or a code; a prefecture; a page of the answer, from 1."""

    words: str = ""
    prefecture: str = ""
    page: int = 1

    @property
    def is_empty(self) -> bool:
        return not (self.words.strip() or self.prefecture)


@dataclass(frozen=True, slots=True, kw_only=True)
class CityFinder:
    """`prefectures` to choose from, where there are too many cities for one look; `groups` are those shown now."""

    question: Question
    is_searchable: bool
    prefectures: tuple[PrefectureLink, ...]
    groups: tuple[PrefectureCities, ...]
    found: int
    place: str
    previous_url: str
    next_url: str


def read_question(asked: Mapping[str, str]) -> Question:
    """From the query string; what is no page is the first one."""
    page = asked.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1
    return Question(asked.get("q", "")[:60], asked.get("prefecture", "")[:10], max(number, 1))


def find_cities(cities: Sequence[MunicipalitySummary], question: Question, language: str) -> CityFinder:
    """`cities` in the order of their codes, which is that of their prefectures."""
    are_many = len(cities) > CITIES_ON_A_PAGE
    found = [] if are_many and question.is_empty else _matching(cities, question)
    pages = max(1, -(-len(found) // CITIES_ON_A_PAGE))
    page = min(question.page, pages)
    first = (page - 1) * CITIES_ON_A_PAGE
    shown = found[first : first + CITIES_ON_A_PAGE]
    return CityFinder(
        question=question,
        is_searchable=len(cities) > WORTH_SEARCHING,
        prefectures=_prefectures(cities, question) if are_many else (),
        groups=_groups(shown, language),
        found=len(found),
        place=_("%(first)s〜%(last)s件目") % {"first": first + 1, "last": first + len(shown)}
        if pages > 1
        else "",
        previous_url=_address(question, page - 1) if page > 1 else "",
        next_url=_address(question, page + 1) if page < pages else "",
    )


def _matching(cities: Sequence[MunicipalitySummary], question: Question) -> list[MunicipalitySummary]:
    wanted = search_key(question.words)
    return [
        city
        for city in cities
        if question.prefecture in {"", city.prefecture} and (not wanted or wanted in _key(city))
    ]


def _key(city: MunicipalitySummary) -> str:
    # Between the parts a character that no search has, so that no word is found across two of them.
    parts = (city.name, city.kana, city.english, city.code, city.prefecture + city.name)
    return "|".join(search_key(part) for part in parts)


def _groups(cities: Sequence[MunicipalitySummary], language: str) -> tuple[PrefectureCities, ...]:
    groups = groupby(cities, key=lambda city: city.prefecture)
    return tuple(
        PrefectureCities(name, tuple(_link(city, language) for city in members)) for name, members in groups
    )


def _link(city: MunicipalitySummary, language: str) -> CityLink:
    return CityLink(city.name_in(language), city_url(city.slug, language), city.demonstration)


def _prefectures(cities: Sequence[MunicipalitySummary], question: Question) -> tuple[PrefectureLink, ...]:
    counts = Counter(city.prefecture for city in cities)
    return tuple(
        PrefectureLink(name, count, _address(Question(prefecture=name)), name == question.prefecture)
        for name, count in counts.items()
    )


def _address(question: Question, page: int = 1) -> str:
    asked = {"q": question.words, "prefecture": question.prefecture, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{get_script_prefix()}?{query}" if query else get_script_prefix()
