"""One pillar and what it carries."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shirube.kernel.errors import NotFoundError
from shirube.plans.domain.document import PillarItem, PlanDocument
from shirube.plans.web.labels import CATEGORIES
from shirube.plans.web.public.cards import Card, initiative_card
from shirube.plans.web.public.kpis import grade_share
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content
from shirube.ui.charts.bars import ShareView


class PillarNotFoundError(NotFoundError):
    code = "plans.pillar_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarPage:
    name: str
    kicker: str
    category: str
    share: ShareView
    cards: tuple[Card, ...]


def find_pillar(document: PlanDocument, slug: str) -> PillarItem:
    """The pillar of that slug; PillarNotFoundError."""
    for pillar in document.pillars:
        if pillar.slug == slug:
            return pillar
    raise PillarNotFoundError(slug=slug)


def pillar_page(document: PlanDocument, pillar: PillarItem, reader: Reader) -> PillarPage:
    items = document.initiatives_of(pillar.code)
    return PillarPage(
        name=content(pillar.translations, reader.language, "name", pillar.name),
        kicker=_("柱 %(code)s") % {"code": pillar.code},
        category=str(CATEGORIES[pillar.category]) if pillar.category else "",
        share=grade_share([kpi for item in items for kpi in item.kpis], "kpi-grades"),
        cards=tuple(initiative_card(document, item, reader) for item in items),
    )
