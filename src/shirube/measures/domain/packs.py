"""A table that compares municipalities, as a pack: the YAML of packs/comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from pydantic import Field

from shirube.kernel.packs import PackModel, PackProblem

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Count = Annotated[int, Field(ge=0, strict=True)]
Text = Annotated[str, Field(min_length=1)]
Confidence = Literal["certain", "high", "probable", "ambiguous"]


class PackSource(PackModel):
    title: Text
    published: Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    note: str = ""


class PackLegend(PackModel):
    done: Text
    none: Text
    not_applicable: Text
    unknown: Text


class PackMunicipality(PackModel):
    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: Text
    english: Text
    population: Annotated[int, Field(gt=0, strict=True)]
    cards: Count


class PackTotals(PackModel):
    population: Count
    cards: Count
    rate_printed: Annotated[str, Field(pattern=r"^\d+\.\d%$")]


class PackRow(PackModel):
    number: Annotated[int, Field(gt=0, strict=True)]
    group: Text
    sub_group: str | None = None
    label: Text
    label_confidence: Confidence
    done: Count
    not_applicable: Count
    none: Count
    all_none: bool = False


class ComparisonPack(PackModel):
    kind: Literal["comparison"]
    version: Literal[1]
    slug: Slug
    title: Text
    source: PackSource
    legend: PackLegend
    municipalities: Annotated[tuple[PackMunicipality, ...], Field(min_length=1)]
    totals: PackTotals
    rows: tuple[PackRow, ...]


def card_rate(cards: int, population: int) -> Decimal | None:
    """Cards held per inhabitant in percent, to one decimal, as the state prints it; None without inhabitants."""
    if not population:
        return None
    return (Decimal(100) * cards / population).quantize(Decimal("0.1"), ROUND_HALF_UP)


def list_contradictions(pack: ComparisonPack) -> Iterator[PackProblem]:
    """Where the printed figures of the pack do not follow from one another."""
    yield from _totals(pack)
    yield from _repeated("municipalities", "code", [m.code for m in pack.municipalities])
    yield from _repeated("rows", "number", [str(row.number) for row in pack.rows])
    for index, row in enumerate(pack.rows, 1):
        yield from _row(f"rows[{index}]", row, len(pack.municipalities))


def _totals(pack: ComparisonPack) -> Iterator[PackProblem]:
    population = sum(m.population for m in pack.municipalities)
    cards = sum(m.cards for m in pack.municipalities)
    expected = {"population": population, "cards": cards, "rate_printed": f"{card_rate(cards, population)}%"}
    for key, value in expected.items():
        printed = getattr(pack.totals, key)
        if printed != value:
            yield PackProblem(f"totals › {key}", "total_differs", str(printed), str(value))


def _repeated(place: str, key: str, values: list[str]) -> Iterator[PackProblem]:
    for index, value in enumerate(values, 1):
        if value in values[: index - 1]:
            yield PackProblem(f"{place}[{index}] › {key}", "repeated", value)


def _row(place: str, row: PackRow, municipalities: int) -> Iterator[PackProblem]:
    counted = row.done + row.not_applicable + row.none
    if counted != municipalities:
        yield PackProblem(place, "cells_differ", str(counted), str(municipalities))
    if row.all_none != (row.none == municipalities):
        yield PackProblem(f"{place} › all_none", "all_none_differs", str(row.none), str(municipalities))
