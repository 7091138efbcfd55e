"""Everything behind a chart or a comparison, to be taken away: CSV and XLSX for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest, HttpResponse

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.sheets.export import CSV, XLSX, Printed, write_csv, write_xlsx
from shirube.measures.queries.beside import list_beside
from shirube.measures.queries.nation import YEARS_COMPARED, list_figures
from shirube.measures.queries.periods import PeriodValue, list_months
from shirube.measures.queries.snapshots import find_newest, get_declared
from shirube.measures.registry import Measure
from shirube.ui.access import Access, access

_COLUMNS = ("ends_on", "value", "numerator", "denominator", "state", "unit", "formula", "source")
_COMPARED = ("figure", "code", "municipality", "year", "value", "unit", "state", "source")
_Row = Mapping[str, Printed]


@access(Access.PUBLIC)
def export_csv(request: HttpRequest, measure_code: str) -> HttpResponse:
    """The months of a measure as everybody may see them; `state` says why a value is missing."""
    return _file(write_csv(_COLUMNS, _cells(request, measure_code)), CSV, _name(request, measure_code, "csv"))


@access(Access.PUBLIC)
def export_xlsx(request: HttpRequest, measure_code: str) -> HttpResponse:
    """The same for a spreadsheet."""
    content = write_xlsx(_COLUMNS, _cells(request, measure_code))
    return _file(content, XLSX, _name(request, measure_code, "xlsx"))


@access(Access.PUBLIC)
def export_json(request: HttpRequest, measure_code: str) -> HttpResponse:
    """The same for programs."""
    code = cast("Any", request).municipality.code
    months = [{name: _plain(value) for name, value in row.items()} for row in _rows(request, measure_code)]
    content = {"municipality": code, "measure": measure_code, "months": months}
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json")


@access(Access.PUBLIC)
def export_nation(request: HttpRequest, measure_code: str) -> HttpResponse:  # noqa: ARG001 — the same for every city.
    """The comparison: every municipality and year, and the printed figures beside them."""
    declared = get_declared(measure_code)
    year = fiscal_year_of(japan_date(read_clock()))
    years = range(year - YEARS_COMPARED + 1, year + 1)
    rows: list[tuple[Printed, ...]] = []
    for one in list_figures(measure=measure_code, years=years):
        state = "hidden" if one.is_hidden else ("not_measured" if one.value is None else "measured")
        place = (measure_code, one.code, f"{one.prefecture}{one.name}", str(one.fiscal_year))
        rows.append((*place, one.value, declared.unit, state, declared.source))
    for table in list_beside(measure=measure_code, fiscal_year=year):
        for line in table.lines:
            place = (f"card_rate.{table.slug}", line.code, line.name, table.published)
            state = "not_known" if line.printed is None else "printed"
            rows.append((*place, line.printed, "%", state, table.source_title))
    return _file(write_csv(_COMPARED, rows), CSV, f"compare_{measure_code}.csv")


def _cells(request: HttpRequest, measure_code: str) -> list[tuple[Printed, ...]]:
    return [tuple(row[name] for name in _COLUMNS) for row in _rows(request, measure_code)]


def _rows(request: HttpRequest, measure_code: str) -> list[_Row]:
    municipality_id = cast("Any", request).municipality.id
    declared = get_declared(measure_code)
    shown = find_newest(municipality_id=municipality_id, measure=measure_code)
    on = shown.on if shown else japan_date(read_clock())
    months = list_months(municipality_id=municipality_id, measure=declared, on=on, public=True)
    return [_row(declared, one) for one in months]


def _row(declared: Measure, one: PeriodValue) -> _Row:
    state = "hidden" if one.is_hidden else ("not_measured" if one.value is None else "measured")
    return {
        "ends_on": one.ends_on,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "state": state,
        "unit": declared.unit,
        "formula": declared.formula,
        "source": declared.source,
    }


def _plain(value: Printed) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _name(request: HttpRequest, measure_code: str, ending: str) -> str:
    return f"{cast('Any', request).municipality.code}_{measure_code}.{ending}"


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
