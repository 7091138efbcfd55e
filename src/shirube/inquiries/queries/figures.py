"""What the room's measure counts: the sections whose deadline has passed in the fiscal year, and who answered in time."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models.functions import Coalesce

from shirube.inquiries.domain.terms import GIVEN, AnswerState, InquiryState
from shirube.inquiries.models import AskedSection
from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of
from shirube.measures import interface as measures

ROW = "inquiries.asked"
SOURCE = "照会・回答"


def answered_in_time(municipality_id: UUID, on: date) -> measures.Computed:
    """Without what is known from documents only: nobody can tell whether its sections were in time."""
    first, _ = fiscal_year_bounds(fiscal_year_of(on))
    rows = AskedSection.objects.filter(
        municipality_id=municipality_id,
        inquiry__municipality_id=municipality_id,
        inquiry__known_until__isnull=True,
        inquiry__state__in=[InquiryState.SENT, InquiryState.CLOSED],
    ).exclude(state=AnswerState.MERGED)
    due = rows.annotate(due=Coalesce("extended_to", "inquiry__due_on")).filter(due__gte=first, due__lt=on)
    found = list(due.order_by("id").values_list("pk", "state", "is_late"))
    part = sum(state in GIVEN and not is_late for _pk, state, is_late in found)
    return measures.share(
        part=part, whole=len(found), source=SOURCE, rows=[f"{ROW}:{pk}" for pk, _state, _late in found]
    )
