"""A register over the years: a line for each item, with its planned and actual days, as coordinates for an SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of, format_date, format_fiscal_year
from shirube.registers.domain.progress import Progress, StageLine
from shirube.registers.queries.registers import ItemView, RegisterView
from shirube.ui.tables import Cell, Column, Table

WIDTH, LABELS, TOP, ROW = 1000, 250, 62, 30
_RIGHT = 70
_MOST_YEARS = 12
_NAME = 15


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: "actual" (reached), "planned" (still to come), "late" (planned, passed, not reached)."""

    x: float
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    y: int
    begins: float
    ends: float
    reached: float
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class YearLine:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`undated` counts the items without any day; they stand in the table only."""

    width: int
    height: int
    years: Sequence[YearLine]
    today: float | None
    lanes: Sequence[Lane]
    undated: int
    table: Table

    @property
    def bottom(self) -> int:
        return self.height - 6


def draw_timeline(register: RegisterView, items: Sequence[ItemView], on: date) -> Timeline:
    """Whole fiscal years from the first to the last day that is known."""
    dated = [item for item in items if any(_days(item.progress))]
    scale = _Scale.around([day for item in dated for day in _days(item.progress)], on)
    lanes = [_lane(item, TOP + ROW * number, scale) for number, item in enumerate(dated)]
    return Timeline(
        width=WIDTH,
        height=TOP + ROW * len(lanes) + 10,
        years=scale.years(),
        today=scale.place(on) if dated else None,
        lanes=lanes,
        undated=len(items) - len(dated),
        table=_table(register, items),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    end: date

    @classmethod
    def around(cls, days: Sequence[date], on: date) -> _Scale:
        last_year = fiscal_year_of(max([*days, on]))
        first_year = max(fiscal_year_of(min([*days, on])), last_year - _MOST_YEARS + 1)
        return cls(fiscal_year_bounds(first_year)[0], fiscal_year_bounds(last_year)[1])

    def place(self, day: date) -> float:
        share = (day - self.first).days / (self.end - self.first).days
        return round(LABELS + (WIDTH - LABELS - _RIGHT) * min(1.0, max(0.0, share)), 1)

    def years(self) -> list[YearLine]:
        numbers = range(self.first.year, self.end.year)
        return [YearLine(self.place(date(year, 4, 1)), format_fiscal_year(year)) for year in numbers]


def _days(progress: Progress) -> Iterator[date]:
    for line in progress.lines:
        yield from (day for day in (line.actual, line.planned) if day)


def _lane(item: ItemView, y: int, scale: _Scale) -> Lane:
    places = [scale.place(day) for day in _days(item.progress)]
    actual = [scale.place(line.actual) for line in item.progress.lines if line.actual]
    name = item.title if len(item.title) <= _NAME else item.title[: _NAME - 1] + "…"
    return Lane(
        name=name,
        y=y,
        begins=min(places),
        ends=max(places),
        reached=max(actual, default=min(places)),
        marks=list(_marks(item.progress, scale)),
    )


def _marks(progress: Progress, scale: _Scale) -> Iterator[Mark]:
    for number, line in enumerate(progress.lines, 1):
        if line.actual:
            yield Mark(scale.place(line.actual), "actual", _words(line.label, _("実績"), line.actual))
        elif line.planned and number > progress.reached:
            kind = "late" if line.planned < progress.on else "planned"
            yield Mark(scale.place(line.planned), kind, _words(line.label, _("予定"), line.planned))


def _words(stage: str, kind: str, day: date) -> str:
    return f"{stage} {kind} {format_date(day)}"


def _table(register: RegisterView, items: Sequence[ItemView]) -> Table:
    columns = (
        Column(register.pack.item_word),
        *(Column(stage.label) for stage in register.pack.stages),
    )
    rows = tuple((Cell(item.title), *(_cell(line) for line in item.progress.lines)) for item in items)
    return Table(_("すべての段階の日付"), columns, rows)


def _cell(line: StageLine) -> Cell:
    if line.actual:
        return Cell(format_date(line.actual), note=_("実績"))
    if line.planned:
        return Cell(format_date(line.planned), note=_("予定"))
    return Cell(None, missing=_("日付なし"))
