"""All plans of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.plans.domain.terms import DocumentKind
from shirube.plans.queries.plans import PlanSummary
from shirube.plans.web.labels import DOCUMENT_KINDS
from shirube.plans.web.public.cards import Card
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, year_span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanList:
    cards: tuple[Card, ...]


def plan_list(plans: Sequence[PlanSummary], reader: Reader) -> PlanList:
    return PlanList(cards=tuple(_card(plan, reader) for plan in plans))


def _card(plan: PlanSummary, reader: Reader) -> Card:
    over = reader.fiscal_year > plan.end_year
    return Card(
        title=content(plan.translations, reader.language, "name", plan.name),
        url=reverse("plans:plan", args=[plan.slug]),
        kicker=str(DOCUMENT_KINDS[DocumentKind(plan.document_kind)]),
        text=year_span(plan.start_year, plan.end_year, reader.language),
        note=_("期間は終わっています") if over else _("進めているところです"),
    )
