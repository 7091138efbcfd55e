"""The logic model of an initiative: how what is put in shall change something, and the figures that show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.measures import interface as measures
from shirube.plans.domain.document import LogicStep
from shirube.plans.domain.terms import LogicStage
from shirube.plans.web.labels import LOGIC_STAGES, unit_word
from shirube.plans.web.public.reader import Reader
from shirube.ui.figures import format_figure, measured_decimals
from shirube.ui.links import Link

# An older value says nothing about today.
_LOOKED_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigure:
    """`value` is empty where there is none to be told; `reason` says why, in Japanese."""

    value: str
    day: str
    reason: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    text: str
    figure: StepFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWords:
    label: str
    steps: tuple[StepWords, ...]


def logic_words(steps: Sequence[LogicStep], reader: Reader) -> tuple[StageWords, ...]:
    """The four stages in their order, those without a step too; nothing where no step was written at all."""
    return tuple(_stages(steps, reader)) if steps else ()


def _stages(steps: Sequence[LogicStep], reader: Reader) -> Iterator[StageWords]:
    for stage in LogicStage:
        own = [one for one in steps if one.stage is stage]
        words = tuple(
            StepWords(text=one.text, figure=_figure(one.measure, reader) if one.measure else None)
            for one in own
        )
        yield StageWords(label=str(LOGIC_STAGES[stage]), steps=words)


def _figure(formula: str, reader: Reader) -> StepFigure:
    """The newest value there is. Cost: one query for a measure alone, three for each measure of a formula."""
    if (told := _alone(formula, reader)) is not None:
        return told
    valuation = measures.value_formula(
        municipality_id=reader.municipality_id,
        formula=formula,
        since=reader.today - _LOOKED_BACK,
        until=reader.today,
    )
    links = tuple(_link(term) for term in valuation.terms)
    if valuation.counts_people:
        # Whether so few may be told is for the measure's own page to say.
        return StepFigure(value="", day="", reason=_("人を数える値は、数値のページで示します。"), links=links)
    newest = _newest(valuation, reader)
    if newest.value is None:
        return StepFigure(value="", day="", reason=newest.reason, links=links)
    value = format_figure(newest.value, _unit(valuation.terms), measured_decimals(newest.value))
    return StepFigure(value=value, day=format_date(newest.on, reader.language), reason="", links=links)


def _alone(formula: str, reader: Reader) -> StepFigure | None:
    """One measure as it is; why it has no value is told on its own page. None for anything else."""
    measure = next((one for one in measures.measures if one.identifier == formula), None)
    if measure is None or measure.people:
        return None
    point = measures.find_latest(municipality_id=reader.municipality_id, measure=formula, until=reader.today)
    links = (Link(measure.title, reverse("measures:measure", args=[formula])),)
    if point is None or point.value is None:
        return StepFigure(value="", day="", reason="", links=links)
    value = format_figure(point.value, unit_word(measure.unit), measured_decimals(point.value))
    return StepFigure(value=value, day=format_date(point.on, reader.language), reason="", links=links)


def _newest(valuation: measures.Valuation, reader: Reader) -> measures.Value:
    days = [day for day in valuation.days if day <= reader.today]
    found = (value for day in reversed(days) if (value := valuation.on(day)).value is not None)
    return next(found, valuation.on(reader.today - timedelta(days=1)))


def _unit(terms: Sequence[measures.Term]) -> str:
    """Of a formula over several only the writer knows the unit."""
    return unit_word(terms[0].unit) if len(terms) == 1 else ""


def _link(term: measures.Term) -> Link:
    has_page = term.is_known and term.code in measures.measures
    return Link(term.title, reverse("measures:measure", args=[term.code]) if has_page else "")
