"""Ordinances that were sent in, and what was found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from shirube.accounts.interface import Actor
from shirube.kernel.errors import NotFoundError
from shirube.registers.models import Hit, Ordinance, Verdict
from shirube.registers.queries.rights import can_change_item


class OrdinanceNotFoundError(NotFoundError):
    code = "registers.ordinance_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinanceLine:
    id: UUID
    title: str
    section_id: UUID | None
    hits: int
    waiting: int
    sent_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """`verdict` None: nobody has decided yet."""

    id: UUID
    rule: str
    article: str
    sentence: str
    marks: tuple[tuple[int, int], ...]
    verdict: Verdict | None
    note: str
    item_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinanceView:
    id: UUID
    title: str
    section_id: UUID | None
    file_name: str
    sent_at: datetime
    hits: tuple[HitView, ...]
    can_decide: bool


def list_ordinances(*, municipality_id: UUID, register_id: UUID) -> Sequence[OrdinanceLine]:
    """By title, each with how many sentences were found and how many wait for a decision. One query."""
    rows = Ordinance.objects.filter(municipality_id=municipality_id, register_id=register_id).defer(
        "paragraphs"
    )
    counted = rows.annotate(found=Count("hits"), waiting=Count("hits", filter=Q(hits__verdict="")))
    return [
        OrdinanceLine(
            id=row.pk,
            title=row.title,
            section_id=row.section_id,
            hits=row.found,
            waiting=row.waiting,
            sent_at=row.sent_at,
        )
        for row in counted.order_by("title")
    ]


def get_ordinance(
    *, municipality_id: UUID, register_id: UUID, ordinance_id: UUID, actor: Actor
) -> OrdinanceView:
    """OrdinanceNotFoundError."""
    rows = Ordinance.objects.filter(municipality_id=municipality_id, register_id=register_id, pk=ordinance_id)
    row = rows.defer("paragraphs").first()
    if row is None:
        raise OrdinanceNotFoundError(ordinance=str(ordinance_id))
    hits = Hit.objects.filter(municipality_id=municipality_id, ordinance_id=row.pk)
    return OrdinanceView(
        id=row.pk,
        title=row.title,
        section_id=row.section_id,
        file_name=row.file_name,
        sent_at=row.sent_at,
        hits=tuple(_hit(hit) for hit in hits.order_by("paragraph", "starts_at", "rule")),
        can_decide=can_change_item(actor, row.section_id),
    )


def _hit(row: Hit) -> HitView:
    return HitView(
        id=row.pk,
        rule=row.rule,
        article=row.article,
        sentence=row.sentence,
        marks=tuple((first, end) for first, end in row.marks),
        verdict=Verdict(row.verdict) if row.verdict else None,
        note=row.note,
        item_id=row.item_id,
    )
