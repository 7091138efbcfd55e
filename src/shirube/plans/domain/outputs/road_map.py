"""The bars of an action as cells over fiscal years, for tables that have no bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shirube.plans.domain.document import Phase


def road_map_lines(phases: Sequence[Phase], years: Sequence[int]) -> list[list[dict[str, Any]]]:
    """Lines of cells {"span", "text"}, each line filling all `years`; a gap has an empty text.

    Phases that overlap go to further lines. Years outside the plan are cut off. An action without phases in the
    plan's years gives one empty line, so that it is still seen.
    """
    lines: list[list[Phase]] = []
    for phase in sorted(phases, key=lambda one: (one.first_year, one.last_year)):
        if phase.last_year < years[0] or phase.first_year > years[-1]:
            continue
        line = next((line for line in lines if line[-1].last_year < phase.first_year), None)
        if line is None:
            lines.append([phase])
        else:
            line.append(phase)
    return [_cells(line, years) for line in lines] or [_cells([], years)]


def _cells(line: Sequence[Phase], years: Sequence[int]) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = []
    year = years[0]
    for phase in line:
        first, last = max(phase.first_year, years[0]), min(phase.last_year, years[-1])
        cells += _gap(first - year)
        cells.append({"span": last - first + 1, "text": phase.name})
        year = last + 1
    return cells + _gap(years[-1] + 1 - year)


def _gap(length: int) -> list[dict[str, Any]]:
    return [{"span": 1, "text": ""}] * length
