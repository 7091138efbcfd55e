"""Telling the other municipalities of the installation what everybody here is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.transactions import step
from shirube.measures.domain.computed import Computed
from shirube.measures.domain.suppression import is_few, is_ratio_told
from shirube.measures.models import Snapshot, YearFigure
from shirube.measures.registry import Measure, measures
from shirube.organizations import interface as organizations


@step
def publish_year(*, municipality_id: UUID, on: date, computed: Mapping[str, Computed]) -> None:
    """The fiscal year so far, of every measure that was taken. Cost: two statements for all of them."""
    city = organizations.get_municipality(municipality_id)
    year = fiscal_year_of(on)
    later = YearFigure.objects.filter(code=city.code, fiscal_year=year, through__gt=on)
    newer = set(later.values_list("measure", flat=True))
    rows = [
        YearFigure(
            measure=code,
            fiscal_year=year,
            code=city.code,
            name=city.name,
            prefecture=city.prefecture,
            value=None if is_hidden(measures[code], one) else one.value,
            is_hidden=is_hidden(measures[code], one),
            through=on,
        )
        for code, one in computed.items()
        if code not in newer
    ]
    YearFigure.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["measure", "fiscal_year", "code"],
        update_fields=["value", "is_hidden", "through", "name", "prefecture"],
    )


def is_hidden(measure: Measure, computed: Computed) -> bool:
    """Whether the public would learn of few people."""
    if not measure.people:
        return False
    return is_few(computed.value) or not is_ratio_told(computed.numerator, computed.denominator)


@step
def republish_years(*, measure: Measure, snapshots: Sequence[Snapshot]) -> None:
    """What was corrected is told to the others too, where it is the day that the year was counted up to."""
    code = organizations.get_municipality(snapshots[0].municipality_id).code
    last = {fiscal_year_of(snapshot.on): snapshot for snapshot in snapshots}
    for year, one in last.items():
        hidden = measure.people and (is_few(one.value) or not is_ratio_told(one.numerator, one.denominator))
        told = YearFigure.objects.filter(measure=one.measure, fiscal_year=year, code=code, through=one.on)
        told.update(value=None if hidden else one.value, is_hidden=hidden)
