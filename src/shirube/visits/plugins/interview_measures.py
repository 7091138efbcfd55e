"""What interviews at the counter are measured by. All are of the fiscal year up to the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.visits.queries.interviews import figures

_SOURCE = "窓口の聞き取りの記録（個人の情報を含まない）"


def _sheets(municipality_id: UUID, on: date) -> measures.Computed:
    """Each application of an interview is a sheet that nobody had to write by hand."""
    count = figures.count_sheets_not_written(municipality_id=municipality_id, on=on)
    return measures.Computed(value=Decimal(count), source=_SOURCE)


def _satisfaction(municipality_id: UUID, on: date) -> measures.Computed:
    good, rated = figures.count_ratings(municipality_id=municipality_id, on=on)
    return measures.share(part=good, whole=rated, source=_SOURCE)


INTERVIEW_MEASURES = (
    measures.Measure(
        identifier="visits.sheets_not_written",
        names=measures.named(
            "書かずに済んだ申請書の枚数",
            "Application forms nobody had to write",
            "書（か）かなくて　よかった　紙（かみ）の　数（かず）",
        ),
        unit="枚",
        kind=measures.Kind.COUNT,
        window=measures.Window.YEAR,
        formula="今年度に窓口の聞き取りから出した申請の数",
        source=_SOURCE,
        how=measures.Standing(compute=_sheets),
    ),
    measures.Measure(
        identifier="visits.satisfaction",
        names=measures.named(
            "窓口の聞き取りの満足度",
            "Satisfaction with interviews at the counter",
            "窓口（まどぐち）が　よかったと　思（おも）った人（ひと）の　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.YEAR,
        formula="今年度に「よかった」を押した人の数 ÷ 感想を押した人の数",
        source=_SOURCE,
        how=measures.Standing(compute=_satisfaction),
        people=True,
    ),
)
