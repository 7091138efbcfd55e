"""Invented figures of others for the demonstration city, imported as staff import them, and pages that were read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.config.demonstration import NotADemonstrationError
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import PackModel
from shirube.kernel.transactions import command
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.plans.commands.measuring import read_all_kpis
from shirube.plans.domain.effect import shift
from shirube.portal.web.page_views import PAGE_VIEWS


class DemoFiguresPack(PackModel):
    """`page_views` by page, month by month backwards from the month before the loading."""

    kind: Literal["demonstration_figures"]
    version: Literal[1]
    municipality: str
    source: str
    series: dict[str, dict[date, Decimal]]
    page_views: dict[str, list[int]]


def load_demonstration_figures(
    *, municipality: organizations.MunicipalitySummary, pack: DemoFiguresPack, now: datetime
) -> None:
    """Bring in what there is, and count what the invented people did; loading again changes nothing."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    for code, figures in pack.series.items():
        _import(municipality.id, code, figures, pack.source, now)
    _read_pages(municipality_id=municipality.id, pages=pack.page_views, now=now)
    _count(municipality.id, now)
    read_all_kpis(municipality_id=municipality.id, until=japan_date(now), now=now)


def _count(municipality_id: UUID, now: datetime) -> None:
    """The work of the night that has passed: a city does not begin without figures."""
    yesterday = japan_date(now) - timedelta(days=1)
    measures.take_snapshots(municipality_id=municipality_id, on=yesterday, now=now, actor=SYSTEM.log_name)


def _import(
    municipality_id: UUID, code: str, figures: Mapping[date, Decimal], source: str, now: datetime
) -> None:
    today = japan_date(now)
    measures.import_points(
        municipality_id=municipality_id,
        code=code,
        points=[measures.NewPoint(on, value) for on, value in figures.items() if on <= today],
        source=source,
        mapping={"day": "月末", "value": "値"},
        actor=SYSTEM,
        now=now,
    )


@command
def _read_pages(*, municipality_id: UUID, pages: Mapping[str, list[int]], now: datetime) -> None:
    """Counts of whole months; each has a key, so that one that is told again replaces itself."""
    month = japan_date(now).replace(day=1)
    facts = [
        measures.NewFact(f"demonstration:{page}:{back}", shift(month, -back), {"page": page, "views": views})
        for page, counts in pages.items()
        for back, views in enumerate(counts, 1)
    ]
    measures.record_facts(municipality_id=municipality_id, source=PAGE_VIEWS, facts=facts, now=now)
