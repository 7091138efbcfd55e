"""How far an item has come: the stages behind it, the one it is in, and since when it is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shirube.registers.domain.definition import Stage
from shirube.registers.domain.fields import actual_code, planned_code

# By the code of a stage its planned and its actual day.
StageDays = Mapping[str, tuple[date | None, date | None]]
_NO_DAYS = (None, None)


@dataclass(frozen=True, slots=True)
class StageLine:
    code: str
    label: str
    planned: date | None
    actual: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage without a day counts as passed where a later one was reached: not every step is dated in every city."""

    lines: tuple[StageLine, ...]
    on: date

    @property
    def reached(self) -> int:
        """The number of stages that are behind the item."""
        return max((number for number, line in enumerate(self.lines, 1) if line.actual), default=0)

    @property
    def is_done(self) -> bool:
        return self.reached == len(self.lines)

    @property
    def has_begun(self) -> bool:
        return self.reached > 0

    @property
    def open_lines(self) -> tuple[StageLine, ...]:
        return self.lines[self.reached :]

    @property
    def current(self) -> StageLine | None:
        """The stage that the item is in; None when all are behind it."""
        return self.open_lines[0] if self.open_lines else None

    @property
    def late(self) -> StageLine | None:
        """The open stage whose planned day passed first; None where nothing is late."""
        passed = [line for line in self.open_lines if line.planned and line.planned < self.on]
        return min(passed, key=_planned, default=None)

    @property
    def days_late(self) -> int:
        late = self.late
        return (self.on - late.planned).days if late and late.planned else 0

    @property
    def next_due(self) -> StageLine | None:
        """The open stage that is planned next from today on."""
        ahead = [line for line in self.open_lines if line.planned and line.planned >= self.on]
        return min(ahead, key=_planned, default=None)


def progress_of(stages: Sequence[Stage], values: Mapping[str, str], on: date) -> Progress:
    """From an item's values. `on` is the day by which lateness is judged."""
    return Progress(tuple(_line(stage, values) for stage in stages), on)


def progress_from(stages: Sequence[Stage], days: StageDays, on: date) -> Progress:
    """The same from the days themselves."""
    lines = (StageLine(stage.code, stage.label, *days.get(stage.code, _NO_DAYS)) for stage in stages)
    return Progress(tuple(lines), on)


def _line(stage: Stage, values: Mapping[str, str]) -> StageLine:
    planned, actual = values.get(planned_code(stage.code), ""), values.get(actual_code(stage.code), "")
    return StageLine(stage.code, stage.label, _day(planned), _day(actual))


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _planned(line: StageLine) -> date:
    return line.planned or date.max
