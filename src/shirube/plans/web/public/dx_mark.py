"""The list of initiatives with the DX mark, for the assembly and citizens."""

from __future__ import annotations

from dataclasses import dataclass

from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.terms import Relation
from shirube.plans.web.public.cards import Card, initiative_card
from shirube.plans.web.public.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedGroup:
    """Initiatives that carry the mark on one ground, which the document gives."""

    basis: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DxMarkPage:
    """`implementation` names the plans that carry the marked initiatives."""

    groups: tuple[MarkedGroup, ...]
    count: int
    implementation: tuple[str, ...]


def dx_mark_page(document: PlanDocument, reader: Reader) -> DxMarkPage:
    marked = [item for item in document.initiatives if item.dx_mark]
    grounds = dict.fromkeys(item.dx_mark_basis for item in marked)
    groups = (
        MarkedGroup(
            basis=basis,
            cards=tuple(
                initiative_card(document, item, reader) for item in marked if item.dx_mark_basis == basis
            ),
        )
        for basis in grounds
    )
    names = (link.name for link in document.links if link.relation is Relation.IMPLEMENTATION)
    return DxMarkPage(groups=tuple(groups), count=len(marked), implementation=tuple(names) if marked else ())
