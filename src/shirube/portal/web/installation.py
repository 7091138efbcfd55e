"""The first page of an installation: its municipalities, and how the prefecture's compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shirube.kernel.calendar import format_date
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.portal.web.city_finder import CityFinder, Question, find_cities
from shirube.portal.web.comparison import FiguresTable, figures_table


@dataclass(frozen=True, slots=True)
class ComparedCities:
    comparison: measures.Comparison
    published: str
    table: FiguresTable


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationPage:
    finder: CityFinder
    comparisons: tuple[ComparedCities, ...]


def installation_page(question: Question, sort: str, language: str) -> InstallationPage:
    """The cities asked for; the comparisons only where nothing is asked.

    Cost: one query for the municipalities, one for the list of comparisons, three for each comparison.
    """
    cities = organizations.list_municipalities()
    listed = measures.list_comparisons() if question.is_empty else []
    found = [measures.get_comparison(summary.slug) for summary in listed]
    return InstallationPage(
        finder=find_cities(cities, question, language),
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
