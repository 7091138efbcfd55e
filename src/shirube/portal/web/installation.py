"""The first page of an installation: its municipalities, and how the prefecture's compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from shirube.kernel.calendar import format_date
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.portal.web.comparison import FiguresTable, city_url, figures_table


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
class ComparedCities:
    comparison: measures.Comparison
    published: str
    table: FiguresTable


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationPage:
    prefectures: tuple[PrefectureCities, ...]
    comparisons: tuple[ComparedCities, ...]


def installation_page(sort: str, language: str) -> InstallationPage:
    """Cost: one query for the municipalities, one for the list of comparisons, three for each comparison."""
    cities = organizations.list_municipalities()
    found = [measures.get_comparison(summary.slug) for summary in measures.list_comparisons()]
    return InstallationPage(
        prefectures=_prefectures(cities, language),
        comparisons=tuple(_compared(one, cities, sort, language) for one in found),
    )


def _compared(
    one: measures.Comparison, cities: Sequence[organizations.MunicipalitySummary], sort: str, language: str
) -> ComparedCities:
    published = (
        format_date(date.fromisoformat(one.published), language)
        if len(one.published) == 10
        else one.published
    )
    return ComparedCities(one, published, figures_table(one, cities, sort, language))


def _prefectures(
    cities: Sequence[organizations.MunicipalitySummary], language: str
) -> tuple[PrefectureCities, ...]:
    groups = groupby(cities, key=lambda city: city.prefecture)
    return tuple(
        PrefectureCities(name, tuple(_link(city, language) for city in members)) for name, members in groups
    )


def _link(city: organizations.MunicipalitySummary, language: str) -> CityLink:
    return CityLink(city.name_in(language), city_url(city.slug, language), city.demonstration)
