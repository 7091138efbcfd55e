"""Where in the city's plans a proposal may belong: a choice for the form, and words for the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.headquarters.domain.proposals import ProposalContent
from shirube.plans import interface as plans

Choices = Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """`part` is the pillar or the initiative; "" where it is not in the plan (any more)."""

    plan: str
    slug: str
    part: str
    is_gone: bool


def place_key(content: ProposalContent) -> str:
    return f"{content.plan_id}:{content.pillar}:{content.initiative}" if content.plan_id else ""


def read_place_key(key: str) -> tuple[UUID | None, str, str]:
    if not key:
        return None, "", ""
    plan_id, pillar, initiative = key.split(":")
    return UUID(plan_id), pillar, initiative


def place_choices(municipality_id: UUID, on: date) -> Choices:
    """For each plan its pillars, for a new initiative, and under them their initiatives, for a further action."""
    slugs = [plan.slug for plan in plans.list_plans(municipality_id=municipality_id)]
    documents = [plans.get_plan_document(municipality_id=municipality_id, slug=slug, on=on) for slug in slugs]
    return [(document.name, list(_options(document))) for document in documents]


def place_words(municipality_id: UUID, content: ProposalContent, on: date) -> PlaceWords | None:
    """None where no place was chosen yet."""
    slug = content.plan_id and plans.find_plan_slug(municipality_id=municipality_id, plan_id=content.plan_id)
    if not slug:
        return None
    document = plans.get_plan_document(municipality_id=municipality_id, slug=slug, on=on)
    named = dict(_options(document))
    part = named.get(place_key(content), "")
    return PlaceWords(document.name, slug, part, not part)


def _options(document: plans.PlanDocument) -> Iterator[tuple[str, str]]:
    for pillar in document.pillars:
        facts = {"code": pillar.code, "name": pillar.name}
        yield f"{document.id}:{pillar.slug}:", _("%(code)s %(name)s に、新しい取組として") % facts
        for item in document.initiatives_of(pillar.code):
            facts = {"code": item.code, "name": item.title}
            yield (
                f"{document.id}:{pillar.slug}:{item.slug}",
                _("%(code)s %(name)s の、実施事項として") % facts,
            )
