"""An initiative as a card, and the plan as the head of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from shirube.kernel.languages import JAPANESE
from shirube.plans.domain.document import InitiativeItem, PlanDocument, translated
from shirube.plans.web.labels import grade_status
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, short_year
from shirube.ui.links import Link
from shirube.ui.tables import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What ui/components/cards.html draws."""

    title: str
    url: str
    kicker: str = ""
    status: Status | None = None
    dx_mark: bool = False
    text: str = ""
    note: str = ""
    missing: str = ""


def initiative_card(document: PlanDocument, item: InitiativeItem, reader: Reader, *, text: str = "") -> Card:
    return Card(
        title=content(item.translations, reader.language, "title", item.title),
        url=reverse("plans:initiative", args=[document.slug, item.slug]),
        kicker=_("取組 %(code)s") % {"code": item.code},
        status=grade_status(item.grade),
        dx_mark=item.dx_mark,
        text=text or content(item.translations, reader.language, "summary", item.summary),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """What every page of a plan tells of the plan itself."""

    name: str
    slug: str
    url: str
    is_translated: bool
    is_over: bool
    last_year: str
    has_kpis: bool


def plan_head(document: PlanDocument, reader: Reader) -> PlanHead:
    return PlanHead(
        name=translated(document.translations, reader.language, "name", document.name),
        slug=document.slug,
        url=reverse("plans:plan", args=[document.slug]),
        is_translated=reader.language != JAPANESE.code,
        is_over=reader.fiscal_year > document.end_year,
        last_year=short_year(document.end_year, reader.language),
        has_kpis=bool(document.kpis),
    )


def way_to(document: PlanDocument, reader: Reader, *steps: Link) -> list[Link]:
    """Breadcrumbs from the city's home over the plan to `steps`; the last one is the page itself."""
    head = plan_head(document, reader)
    return way_home(Link(head.name, head.url), *steps)


def way_home(*steps: Link) -> list[Link]:
    """Breadcrumbs from the city's home to `steps`."""
    return [Link(_("ホーム"), get_script_prefix()), *steps]


def here(label: str) -> Link:
    return Link(label, "")
