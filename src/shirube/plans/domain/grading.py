"""Whether a KPI, and with it an initiative, is ahead, on course or behind. The rule is shown to readers as it stands here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from shirube.kernel.calendar import fiscal_year_end, fiscal_year_of
from shirube.plans.domain.document import KpiItem, ReadingItem, Value
from shirube.plans.domain.terms import ActionState, Direction, Grade

# The share of the whole way by which a reading may miss the expected point, or must pass it to be called ahead.
TOLERANCE = Decimal("0.10")
# A reading says nothing about today once it is older than this: a yearly figure may come three months late.
STALE_AFTER_DAYS = 457


def expected_value(kpi: KpiItem, on: date) -> Decimal | None:
    """Where the straight way from baseline over the intermediate targets to the target lies on a day.

    Each value of a fiscal year stands for its last day, March 31st. Before the first point the first value holds,
    after the target the target. None where the baseline is unknown and no target's year has ended.
    """
    points = _points(kpi)
    if on >= points[-1][0]:
        return points[-1][1]
    if kpi.baseline is None or kpi.baseline.value is None:
        passed = [value for day, value in points if day <= on]
        return passed[-1] if passed else None
    if on <= points[0][0]:
        return points[0][1]
    return _between(points, on)


class Ground(StrEnum):
    """On what a grade rests; the last three say why nothing can be judged."""

    WAY = "way"
    LEVEL = "level"
    NO_READING = "no_reading"
    STALE_READING = "stale_reading"
    NO_WAY = "no_way"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A grade with what it was made from, so that a page can say why.

    `lead` is how far the reading lies before the expected value, in the KPI's own direction, and `room` the distance
    that still counts as on course; None unless the ground is WAY.
    """

    grade: Grade
    ground: Ground
    reading: ReadingItem | None = None
    expected: Decimal | None = None
    lead: Decimal | None = None
    room: Decimal | None = None


def grade_kpi(kpi: KpiItem, on: date) -> Grade:
    """The grade alone of `judge_kpi`."""
    return judge_kpi(kpi, on).grade


def judge_kpi(kpi: KpiItem, on: date) -> Judgement:
    """Grade the newest reading up to `on` against the way to the target.

    KEEP: on course while the target is kept, behind otherwise. Otherwise the distance to the expected value, as a
    share of the whole way from baseline to target, decides: within TOLERANCE on course, beyond it ahead or behind.
    Cannot be judged: no reading, a stale one, or no expected value.
    """
    reading = newest_reading(kpi.readings, on)
    if reading is None:
        return Judgement(grade=Grade.CANNOT_JUDGE, ground=Ground.NO_READING)
    if (on - reading.measured_on).days > STALE_AFTER_DAYS:
        return Judgement(grade=Grade.CANNOT_JUDGE, ground=Ground.STALE_READING, reading=reading)
    if kpi.direction is Direction.KEEP:
        grade = Grade.ON_COURSE if reading.value == kpi.target.value else Grade.BEHIND
        return Judgement(grade=grade, ground=Ground.LEVEL, reading=reading, expected=kpi.target.value)
    return _judge_way(kpi, reading)


def _judge_way(kpi: KpiItem, reading: ReadingItem) -> Judgement:
    expected = expected_value(kpi, reading.measured_on)
    if expected is None:
        return Judgement(grade=Grade.CANNOT_JUDGE, ground=Ground.NO_WAY, reading=reading)
    lead = reading.value - expected if kpi.direction is Direction.INCREASE else expected - reading.value
    room = _whole_way(kpi) * TOLERANCE
    return Judgement(
        grade=_grade_of_lead(lead, room),
        ground=Ground.WAY,
        reading=reading,
        expected=expected,
        lead=lead,
        room=room,
    )


def grade_initiative(kpis: Iterable[Grade], states: Iterable[ActionState]) -> Grade:
    """One grade for an initiative: behind if anything is, ahead if all KPIs that can be judged are, else on course.

    A late or stopped action is behind. Without a KPI that can be judged and without a report nothing can be judged.
    """
    judged = [grade for grade in kpis if grade is not Grade.CANNOT_JUDGE]
    reported = list(states)
    if not judged and not reported:
        return Grade.CANNOT_JUDGE
    if Grade.BEHIND in judged or any(state in {ActionState.LATE, ActionState.STOPPED} for state in reported):
        return Grade.BEHIND
    return Grade.AHEAD if judged and all(grade is Grade.AHEAD for grade in judged) else Grade.ON_COURSE


def newest_reading(readings: Sequence[ReadingItem], on: date) -> ReadingItem | None:
    """The last reading measured on or before the day; `readings` are in the order of their days."""
    past = [reading for reading in readings if reading.measured_on <= on]
    return past[-1] if past else None


def readings_due(kpi: KpiItem, on: date) -> int | None:
    """The newest fiscal year that has ended without a reading in it, or None when nothing is due.

    A KPI is read at least once for each fiscal year of its way, the first being the one after the baseline's.
    """
    year = min(fiscal_year_of(on) - 1, kpi.target.fiscal_year)
    first = kpi.baseline.fiscal_year + 1 if kpi.baseline else year
    read = {fiscal_year_of(reading.measured_on) for reading in kpi.readings}
    return year if year >= first and year not in read else None


def path_points(kpi: KpiItem) -> tuple[tuple[date, Decimal], ...]:
    """The corners of the way to the target: baseline if known, intermediate targets, target."""
    return tuple(_points(kpi))


def _points(kpi: KpiItem) -> list[tuple[date, Decimal]]:
    stops: list[Value] = [*([kpi.baseline] if kpi.baseline else []), *kpi.intermediate, kpi.target]
    return [(fiscal_year_end(stop.fiscal_year), stop.value) for stop in stops if stop.value is not None]


def _between(points: Sequence[tuple[date, Decimal]], on: date) -> Decimal:
    start, end = next((a, b) for a, b in pairwise(points) if a[0] <= on < b[0])
    share = Decimal((on - start[0]).days) / Decimal((end[0] - start[0]).days)
    return start[1] + (end[1] - start[1]) * share


def _whole_way(kpi: KpiItem) -> Decimal:
    start = kpi.baseline.value if kpi.baseline and kpi.baseline.value is not None else Decimal(0)
    return abs((kpi.target.value or Decimal(0)) - start)


def _grade_of_lead(lead: Decimal, room: Decimal) -> Grade:
    if lead < -room:
        return Grade.BEHIND
    return Grade.AHEAD if lead > room else Grade.ON_COURSE
