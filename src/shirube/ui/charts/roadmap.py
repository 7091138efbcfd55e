"""The road map: fiscal years across, actions down, a named bar for each phase; an HTML table, so that it reflows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from shirube.kernel.calendar import format_fiscal_year
from shirube.ui.tables import Status

_SHADES = 4


@dataclass(frozen=True, slots=True)
class RoadmapPhase:
    """A named phase over whole fiscal years, both inclusive. ValueError where it ends before it begins."""

    name: str
    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if self.last_year < self.first_year:
            raise ValueError(f"{self.name}: ends in {self.last_year}, before {self.first_year}")


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """An action; rows of one `group` (the initiative) that follow each other stand under one heading."""

    label: str
    group: str
    phases: tuple[RoadmapPhase, ...]
    state: Status | None = None
    url: str = ""
    group_url: str = ""


@dataclass(frozen=True, slots=True)
class Roadmap:
    """`years` in order without gaps; `current_year` is marked where it is among them."""

    title: str
    years: tuple[int, ...]
    rows: tuple[RoadmapRow, ...]
    current_year: int | None = None


@dataclass(frozen=True, slots=True)
class YearColumn:
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PhaseCell:
    """`span` columns with a phase, or without one (`name` None). `shade` 1–4 follows the order of phases in the row."""

    span: int
    name: str | None = None
    years: str = ""
    shade: int = 1
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action; phases that overlap in time lie in several lanes, each a table row."""

    label: str
    url: str
    state: Status | None
    lanes: tuple[tuple[PhaseCell, ...], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    label: str
    url: str
    actions: tuple[ActionView, ...]


@dataclass(frozen=True, slots=True)
class RoadmapView:
    title: str
    identifier: str
    columns: tuple[YearColumn, ...]
    groups: tuple[GroupView, ...]

    @property
    def width(self) -> int:
        return len(self.columns) + 1


def draw_roadmap(roadmap: Roadmap, *, identifier: str, language: str = "ja") -> RoadmapView:
    """The view for `ui/charts/roadmap.html`. Phases are cut at the edges of `years`; their words keep the true years."""
    columns = tuple(YearColumn(_year(year, language), year == roadmap.current_year) for year in roadmap.years)
    groups = tuple(
        _group(list(rows), roadmap, language) for _, rows in groupby(roadmap.rows, key=lambda row: row.group)
    )
    return RoadmapView(roadmap.title, identifier, columns, groups)


def _group(rows: Sequence[RoadmapRow], roadmap: Roadmap, language: str) -> GroupView:
    actions = tuple(ActionView(row.label, row.url, row.state, _lanes(row, roadmap, language)) for row in rows)
    return GroupView(rows[0].group, rows[0].group_url, actions)


def _lanes(row: RoadmapRow, roadmap: Roadmap, language: str) -> tuple[tuple[PhaseCell, ...], ...]:
    """Each phase goes into the first lane that is free in its years; a row without phases has no lane."""
    lanes: list[list[tuple[int, RoadmapPhase]]] = []
    shown = [
        phase
        for phase in row.phases
        if phase.last_year >= roadmap.years[0] and phase.first_year <= roadmap.years[-1]
    ]
    for order, phase in enumerate(
        sorted(shown, key=lambda phase: (phase.first_year, phase.last_year)), start=1
    ):
        free = next((lane for lane in lanes if lane[-1][1].last_year < phase.first_year), None)
        if free is None:
            lanes.append(free := [])
        free.append((min(order, _SHADES), phase))
    return tuple(_cells(lane, roadmap, language) for lane in lanes)


def _cells(
    lane: Sequence[tuple[int, RoadmapPhase]], roadmap: Roadmap, language: str
) -> tuple[PhaseCell, ...]:
    cells: list[PhaseCell] = []
    year = roadmap.years[0]
    for shade, phase in lane:
        begin, end = max(year, phase.first_year), min(phase.last_year, roadmap.years[-1])
        cells += _gap(year, begin, roadmap)
        is_current = phase.first_year <= (roadmap.current_year or 0) <= phase.last_year
        cells.append(PhaseCell(end - begin + 1, phase.name, _span(phase, language), shade, is_current))
        year = end + 1
    return (*cells, *_gap(year, roadmap.years[-1] + 1, roadmap))


def _gap(begin: int, end: int, roadmap: Roadmap) -> list[PhaseCell]:
    """Empty years one by one, so that the columns stay visible."""
    return [PhaseCell(1, is_current=year == roadmap.current_year) for year in range(begin, end)]


def _span(phase: RoadmapPhase, language: str) -> str:
    first, last = _year(phase.first_year, language), _year(phase.last_year, language)
    return first if phase.first_year == phase.last_year else f"{first}〜{last}"


def _year(year: int, language: str) -> str:
    return format_fiscal_year(year, "en" if language == "en" else "ja")
