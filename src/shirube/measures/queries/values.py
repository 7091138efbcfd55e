"""What a formula over measures comes to, day by day: what KPIs are read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from shirube.measures.domain.formula import Formula, Operand, calculate, operands_of, parse_formula
from shirube.measures.domain.kinds import Period
from shirube.measures.queries.buckets import compute_rolled
from shirube.measures.queries.series import PREFIX, SeriesSummary, list_points, list_series
from shirube.measures.queries.snapshots import list_corrections, list_failures, list_shown
from shirube.measures.registry import measures

NO_SNAPSHOT = "この日の値は、まだ記録されていません。"
NO_SUCH_MEASURE = "この数値を出すしくみは、まだこのしるべにありません（%s）。"
NO_SUCH_SERIES = "取り込む数値の登録がありません（%s）。"
NO_POINTS = "まだ取り込まれていません。"
FAILED = "計算が終わらなかったため、この日の値はありません。"
NO_RESULT = "割る数が0のため、計算できません。"
_NEWEST = 500


@dataclass(frozen=True, slots=True)
class Term:
    """A measure of a formula in words. `is_known` false: no room of this installation has it yet."""

    operand: str
    code: str
    title: str
    unit: str
    formula: str
    source: str
    is_known: bool
    people: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What a formula came to on a day; where it is None, `reason` says why in Japanese."""

    on: date
    value: Decimal | None
    source: str
    reason: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class _Point:
    value: Decimal | None
    reason: str = ""
    corrected: str = ""


@dataclass(slots=True)
class _Line:
    """One operand over time. `at` finds its point of a day; `days` are those on which it has one of its own."""

    term: Term
    at: Callable[[date], _Point]
    days: Sequence[date]
    is_imported: bool = False


@dataclass(slots=True)
class Valuation:
    """A formula with all its figures, read at once. Cost: two queries for each measure it names."""

    formula: Formula
    lines: Mapping[Operand, _Line] = field(default_factory=dict)

    @property
    def terms(self) -> Sequence[Term]:
        return [line.term for line in self.lines.values()]

    @property
    def is_imported(self) -> bool:
        """Whether all its figures are somebody else's."""
        return bool(self.lines) and all(line.is_imported for line in self.lines.values())

    @property
    def counts_people(self) -> bool:
        return any(term.people for term in self.terms)

    @property
    def days(self) -> Sequence[date]:
        """The days of which there is something to say: of an imported figure those it speaks of."""
        own = [line for line in self.lines.values() if not line.is_imported] or list(self.lines.values())
        return sorted({day for line in own for day in line.days})

    def on(self, day: date) -> Value:
        points = {operand: line.at(day) for operand, line in self.lines.items()}
        value = calculate(self.formula, {operand: point.value for operand, point in points.items()})
        reasons = dict.fromkeys(p.reason for p in points.values() if p.value is None and p.reason)
        return Value(
            on=day,
            value=value,
            source="・".join(dict.fromkeys(term.source for term in self.terms)),
            reason="" if value is not None else " ".join(reasons) or NO_RESULT,
            corrected=" ".join(dict.fromkeys(p.corrected for p in points.values() if p.corrected)),
        )


def value_formula(*, municipality_id: UUID, formula: str, since: date, until: date) -> Valuation:
    """The figures behind a formula from `since` to `until`. InvalidFormulaError."""
    parsed = parse_formula(formula)
    known = _known_series(municipality_id, operands_of(parsed))
    lines = {}
    for operand in operands_of(parsed):
        if operand.code.startswith(PREFIX):
            lines[operand] = _imported(municipality_id, operand, known.get(operand.code), until)
        elif operand.code in measures:
            lines[operand] = _measured(municipality_id, operand, since, until)
        else:
            lines[operand] = _unknown(_measure_term(operand))
    return Valuation(parsed, lines)


def describe_formula(*, municipality_id: UUID, formula: str) -> Sequence[Term]:
    """The measures that a formula names, in words. InvalidFormulaError."""
    operands = operands_of(parse_formula(formula))
    known = _known_series(municipality_id, operands)
    return [
        _series_term(operand, known.get(operand.code))
        if operand.code.startswith(PREFIX)
        else _measure_term(operand)
        for operand in operands
    ]


def _known_series(municipality_id: UUID, operands: Sequence[Operand]) -> Mapping[str, SeriesSummary]:
    """By identifier; not asked for where no operand is imported."""
    if not any(operand.code.startswith(PREFIX) for operand in operands):
        return {}
    return {one.identifier: one for one in list_series(municipality_id=municipality_id)}


def _series_term(operand: Operand, series: SeriesSummary | None) -> Term:
    if series is None:
        return Term(
            str(operand), operand.code, operand.code, "", "", NO_SUCH_SERIES % operand.code, is_known=False
        )
    return Term(
        str(operand), operand.code, series.names.ja, series.unit, series.formula, series.source, is_known=True
    )


def _measure_term(operand: Operand) -> Term:
    if operand.code not in measures:
        return Term(
            str(operand), operand.code, operand.code, "", "", NO_SUCH_MEASURE % operand.code, is_known=False
        )
    measure = measures[operand.code]
    title = f"{measure.title}（{operand.label}）" if operand.dimension else measure.title
    return Term(
        str(operand),
        operand.code,
        title,
        measure.unit,
        measure.formula,
        measure.source,
        is_known=True,
        people=measure.people,
    )


def _unknown(term: Term) -> _Line:
    return _Line(term, lambda _day: _Point(None, term.source), [])


def _imported(municipality_id: UUID, operand: Operand, series: SeriesSummary | None, until: date) -> _Line:
    """An imported figure holds until the next one."""
    term = _series_term(operand, series)
    if series is None:
        return _unknown(term)
    points = [p for p in list_points(municipality_id=municipality_id, code=series.code) if p.on <= until]

    def at(day: date) -> _Point:
        past = [point for point in points if point.on <= day]
        if not past:
            return _Point(None, f"「{series.names.ja}」は{NO_POINTS}")
        last = past[-1]
        corrected = "" if last.was is None else _corrected(last.was, last.value, "取込みのやり直し")
        return _Point(last.value, corrected=corrected)

    return _Line(term, at, [point.on for point in points], is_imported=True)


def _measured(municipality_id: UUID, operand: Operand, since: date, until: date) -> _Line:
    if operand.dimension:
        return _filtered(municipality_id, operand, since, until)
    code = operand.code
    shown = {
        one.on: one
        for one in list_shown(municipality_id=municipality_id, measure=code, since=since, until=until)
    }
    corrected = {
        one.begins_on: _corrected(one.was, one.became, one.reason)
        for one in reversed(list_corrections(municipality_id=municipality_id, measure=code, limit=_NEWEST))
        if one.period is None
    }
    failure = list_failures(municipality_id=municipality_id).get(code)

    def at(day: date) -> _Point:
        if day in shown:
            return _Point(shown[day].value, shown[day].reason, corrected.get(day, ""))
        return _Point(None, FAILED if failure and failure.on == day else NO_SNAPSHOT)

    return _Line(_measure_term(operand), at, list(shown))


def _filtered(municipality_id: UUID, operand: Operand, since: date, until: date) -> _Line:
    """A part of a rolled-up measure has no snapshots of its own: ends of months are computed from the buckets."""

    def at(day: date) -> _Point:
        computed = compute_rolled(
            municipality_id=municipality_id,
            measure=measures[operand.code],
            on=day,
            dimension=operand.dimension,
            label=operand.label,
        )
        return _Point(computed.value, computed.reason)

    return _Line(_measure_term(operand), at, [*_month_ends(since, until), until])


def _month_ends(since: date, until: date) -> Iterator[date]:
    end = Period.MONTH.last_day(since.replace(day=1))
    while end < until:
        yield end
        end = Period.MONTH.last_day(end + timedelta(days=1))


def _corrected(was: Decimal | None, became: Decimal | None, reason: str) -> str:
    return f"訂正しました（前の値 {_figure(was)}、今の値 {_figure(became)}。理由: {reason}）。"


def _figure(value: Decimal | None) -> str:
    return "なし" if value is None else f"{round(value, 4).normalize():f}"
