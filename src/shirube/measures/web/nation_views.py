"""A measure in all municipalities of the installation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_of, format_fiscal_year
from shirube.kernel.clock import japan_date, read_clock
from shirube.measures.queries.beside import Beside, BesideLine, list_beside
from shirube.measures.queries.nation import (
    PAGE_LENGTH,
    YEARS_COMPARED,
    CityYears,
    Spread,
    find_city,
    get_spread,
    list_cities,
    list_prefectures,
)
from shirube.measures.queries.snapshots import get_declared
from shirube.measures.registry import Measure
from shirube.measures.web.measure_page import Download, Fact
from shirube.measures.web.words import HIDDEN, figure
from shirube.ui.access import Access, access
from shirube.ui.figures import format_figure
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Table

_MOST_PAGES = 100


@access(Access.PUBLIC)
def nation(request: HttpRequest, measure_code: str) -> HttpResponse:
    """Fifty at a time, the largest value first; `?prefecture=` keeps one prefecture, `?page=` goes on."""
    visit, declared = cast("Any", request), get_declared(measure_code)
    language, this_year = visit.language.code, fiscal_year_of(japan_date(read_clock()))
    years = range(this_year - YEARS_COMPARED + 1, this_year + 1)
    prefectures = list_prefectures(measure=measure_code, fiscal_year=this_year)
    prefecture = request.GET.get("prefecture", "")
    prefecture = prefecture if prefecture in prefectures else ""
    number = _page(request.GET.get("page", ""))
    of_measure: dict[str, Any] = {"measure": measure_code, "prefecture": prefecture}
    shown = list_cities(years=years, page=number, **of_measure)
    own = find_city(measure=measure_code, years=years, code=visit.municipality.code)
    spread = get_spread(fiscal_year=this_year, **of_measure)
    context = {
        "name": declared.names.in_language(language),
        "own": _table(_("この市町村"), declared, [own], years, language) if own else None,
        "table": _table(_("市町村ごとの値"), declared, shown, years, language),
        "facts": _facts(declared, spread),
        "prefectures": prefectures,
        "prefecture": prefecture,
        "next_url": _address(prefecture, number + 1) if _has_more(spread, number) else "",
        "previous_url": _address(prefecture, number - 1) if number else "",
        "besides": _besides(declared, this_year, language),
        "downloads": [
            Download(_("比べた数値"), reverse("measures:export-nation", args=[measure_code]), "CSV")
        ],
        "breadcrumbs": _way(declared, language),
    }
    return page(request, "measures/nation.html", context)


def _page(text: str) -> int:
    return min(int(text), _MOST_PAGES) if text.isascii() and text.isdecimal() and len(text) < 6 else 0


def _has_more(spread: Spread, number: int) -> bool:
    return spread.measured + spread.silent > (number + 1) * PAGE_LENGTH


def _address(prefecture: str, number: int) -> str:
    return "?" + urlencode({"prefecture": prefecture, "page": number})


def _way(declared: Measure, language: str) -> list[Link]:
    own = reverse("measures:measure", args=[declared.identifier])
    return [
        Link(_("ホーム"), reverse("portal:home")),
        Link(declared.names.in_language(language), own),
        Link(_("市町村を比べる"), ""),
    ]


def _facts(declared: Measure, spread: Spread) -> list[Fact]:
    unit = declared.unit
    values = (
        (_("いちばん大きい値"), spread.high),
        (_("上から4分の1"), spread.three_quarters),
        (_("真ん中"), spread.middle),
        (_("下から4分の1"), spread.quarter),
        (_("いちばん小さい値"), spread.low),
    )
    return [
        Fact(_("値がある市町村"), _("%s団体") % spread.measured),
        Fact(
            _("値がない市町村"),
            _("%s団体") % spread.silent,
            note=_("測っていないだけで、していないという意味ではありません。"),
        ),
        *(Fact(term, figure(value, unit), missing=_("値がありません")) for term, value in values),
    ]


def _table(
    caption: str, declared: Measure, cities: Sequence[CityYears], years: Sequence[int], language: str
) -> Table:
    columns = (
        Column(_("市町村")),
        *(
            Column(format_fiscal_year(year, "en" if language == "en" else "ja"), number=True)
            for year in years
        ),
    )
    rows = tuple(
        (
            Cell(f"{one.prefecture}{one.name}", note=one.code),
            *(_cell(declared, one, year, is_last=year == years[-1]) for year in years),
        )
        for one in cities
    )
    return Table(caption, columns, rows, stack=False)


def _cell(declared: Measure, one: CityYears, year: int, *, is_last: bool) -> Cell:
    if is_last and one.is_hidden:
        return Cell(None, missing=str(HIDDEN))
    return Cell(figure(one.years.get(year), declared.unit), missing=_("未測定"))


@dataclass(frozen=True, slots=True)
class BesideWords:
    """`title`, `source` and what the table says, in Japanese as printed."""

    title: str
    source: str
    measured: int
    table: Table


def _besides(declared: Measure, fiscal_year: int, language: str) -> list[BesideWords]:
    found = list_beside(measure=declared.identifier, fiscal_year=fiscal_year)
    return [
        BesideWords(
            one.title,
            f"{one.source_title}（{one.published}）",
            one.measured,
            _beside_table(declared, one, fiscal_year, language),
        )
        for one in found
    ]


def _beside_table(declared: Measure, beside: Beside, fiscal_year: int, language: str) -> Table:
    year = format_fiscal_year(fiscal_year, "en" if language == "en" else "ja")
    columns = (
        Column(_("市町村")),
        Column(_("カードの枚数÷人口（資料の値）"), number=True),
        Column(_("この数値（%s、しるべの値）") % year, number=True),
    )
    rows = tuple(_beside_row(declared, line, language) for line in beside.lines)
    return Table(_("資料の市町村と、しるべの値"), columns, rows, stack=False)


def _beside_row(declared: Measure, line: BesideLine, language: str) -> tuple[Cell, ...]:
    missing = str(HIDDEN) if line.is_hidden else _("不明")
    return (
        Cell(line.english if language == "en" else line.name, note=line.code),
        Cell(None if line.printed is None else format_figure(line.printed, "%", 1), missing=_("不明")),
        Cell(figure(line.value, declared.unit), missing=missing),
    )
