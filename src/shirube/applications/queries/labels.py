"""The words by which a section sorts its cases, each with how many bear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from shirube.accounts.interface import Actor
from shirube.applications.models import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelLine:
    id: UUID
    section_id: UUID
    name: str
    cases: int


def list_labels_of(*, municipality_id: UUID, actor: Actor) -> Sequence[LabelLine]:
    """The labels of the actor's sections. One query."""
    mine = {section_id for _, section_id in actor.sections}
    rows = Label.objects.filter(municipality_id=municipality_id, section_id__in=mine)
    bearing = Count("cases", filter=Q(cases__municipality_id=municipality_id))
    return [
        LabelLine(id=row.pk, section_id=row.section_id, name=row.name, cases=row.bearing)
        for row in rows.annotate(bearing=bearing).order_by("section_id", "name")
    ]
