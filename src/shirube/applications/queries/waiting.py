"""What waits in a section, in counts: for its start page and for the daily letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.domain.states import UNDER_WAY, CaseState
from shirube.applications.models import Message, Opinion
from shirube.applications.queries.case_list import MOST_COUNTED
from shirube.applications.queries.places import cases_of
from shirube.kernel.clock import japan_date

# 受付 is expected on the day of arrival or the next one.
UNHANDLED_AFTER = timedelta(days=2)
DUE_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLoad:
    """Counts up to 1,000. `unhandled`: received two days ago and not accepted; `to_forget`: announced for deletion."""

    unhandled: int
    overdue: int
    due_soon: int
    unread: int
    opinions_late: int
    to_forget: int

    @property
    def is_worth_a_letter(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    def as_facts(self) -> dict[str, str]:
        return {one.name: str(getattr(self, one.name)) for one in fields(self)}


def get_section_load(*, municipality_id: UUID, section_id: UUID, now: datetime) -> SectionLoad:
    """What waits in the section now. Cost: six counts, each bounded."""
    today = japan_date(now)
    mine = cases_of(municipality_id).filter(section_id=section_id)
    under_way = mine.filter(due_on__isnull=False, state__in=UNDER_WAY)
    opinions = Opinion.objects.filter(
        municipality_id=municipality_id,
        section_id=section_id,
        answered_at__isnull=True,
        taken_back_at__isnull=True,
        answer_by__lt=today,
    )
    unread = Message.objects.filter(
        municipality_id=municipality_id,
        case__municipality_id=municipality_id,
        case__section_id=section_id,
        is_from_resident=True,
        read_at__isnull=True,
    )
    counted = {
        "unhandled": mine.filter(state=CaseState.SUBMITTED, submitted_at__lt=now - UNHANDLED_AFTER),
        "overdue": under_way.filter(due_on__lt=today),
        "due_soon": under_way.filter(due_on__gte=today, due_on__lte=today + DUE_SOON),
        "unread": unread,
        "opinions_late": opinions,
        "to_forget": mine.filter(retention_warned_at__isnull=False, legal_hold=""),
    }
    return SectionLoad(**{name: rows.order_by()[:MOST_COUNTED].count() for name, rows in counted.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked:
    """A question that another section put to one of the actor's."""

    id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    asked_at: datetime
    answer_by: date


def list_opinions_asked(*, municipality_id: UUID, actor: Actor, limit: int = 100) -> Sequence[OpinionAsked]:
    """Open questions to the actor's sections, the most urgent first. Cost: one query."""
    rows = Opinion.objects.filter(
        municipality_id=municipality_id,
        case__municipality_id=municipality_id,
        section_id__in={section_id for _, section_id in actor.sections},
        answered_at__isnull=True,
        taken_back_at__isnull=True,
    )
    return [
        OpinionAsked(
            id=row.pk,
            receipt_number=row.case.receipt_number,
            procedure_code=row.case.procedure_code,
            section_id=row.case.section_id,
            asked_at=row.asked_at,
            answer_by=row.answer_by,
        )
        for row in rows.select_related("case").order_by("answer_by", "id")[:limit]
    ]
