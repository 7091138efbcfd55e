"""The road map: every action over the fiscal years of the plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from shirube.plans.domain.document import ActionItem, InitiativeItem, PlanDocument
from shirube.plans.web.labels import action_status
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, short_year
from shirube.ui.charts import Roadmap, RoadmapPhase, RoadmapRow, draw_roadmap
from shirube.ui.charts.roadmap import RoadmapView
from shirube.ui.japanese import japanese_words
from shirube.ui.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapPage:
    """`chart` is None where the document gives no action at all; `unplanned` are initiatives without any."""

    chart: RoadmapView | None
    this_year: str
    has_reports: bool
    unplanned: tuple[Link, ...]


def roadmap_page(document: PlanDocument, reader: Reader) -> RoadmapPage:
    planned = [item for item in document.initiatives if item.actions]
    rows = tuple(_row(document, item, action, reader) for item in planned for action in item.actions)
    roadmap = Roadmap(_("実施事項の工程表"), document.years, rows, reader.fiscal_year)
    return RoadmapPage(
        chart=draw_roadmap(roadmap, identifier="roadmap", language=reader.language) if rows else None,
        this_year=short_year(reader.fiscal_year, reader.language),
        has_reports=any(row.state for row in rows),
        unplanned=tuple(_link(document, item, reader) for item in document.initiatives if not item.actions),
    )


def _row(document: PlanDocument, item: InitiativeItem, action: ActionItem, reader: Reader) -> RoadmapRow:
    link = _link(document, item, reader)
    return RoadmapRow(
        label=content(action.translations, reader.language, "name", action.name),
        group=format_html("{} {}", item.code, link.label),
        phases=tuple(
            RoadmapPhase(japanese_words(phase.name, reader.language), phase.first_year, phase.last_year)
            for phase in action.phases
        ),
        state=action_status(action.reports[0].state) if action.reports else None,
        group_url=link.url,
    )


def _link(document: PlanDocument, item: InitiativeItem, reader: Reader) -> Link:
    title = content(item.translations, reader.language, "title", item.title)
    return Link(title, reverse("plans:initiative", args=[document.slug, item.slug]), item.code)
