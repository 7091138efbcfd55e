"""What waits in a section, in counts: for its start page and for the daily letter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.interface import Actor, Role
from shirube.applications.domain.retention import WARNING
from shirube.applications.domain.states import UNDER_WAY, CaseState
from shirube.applications.models import Message, Opinion
from shirube.applications.queries.case_list import MOST_COUNTED
from shirube.applications.queries.places import CaseNotFoundError, NotYourSectionError, cases_of
from shirube.audit import interface as audit
from shirube.kernel.clock import japan_date
from shirube.kernel.receipts import read_receipt_number

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
        # Cost: the day in the filter leads to the small index of cases that have one.
        "to_forget": mine.filter(
            retention_until__lt=today + WARNING, retention_warned_at__isnull=False, legal_hold=""
        ),
    }
    return SectionLoad(**{name: rows.order_by()[:MOST_COUNTED].count() for name, rows in counted.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked:
    """A question to one of the actor's sections; `open_case_for_opinion` shows it. Nothing of the person is here."""

    opinion_id: UUID
    receipt_number: str
    procedure_code: str
    from_section_id: UUID
    asked_at: datetime
    answer_by: date
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToForget:
    """A closed case whose years end soon, or have ended; a chief may `hold_case`."""

    case_id: UUID
    receipt_number: str
    procedure_code: str
    closed_at: datetime | None
    retention_until: date | None
    legal_hold: str


def count_opinions_asked(*, municipality_id: UUID, actor: Actor) -> int:
    """How many open questions the actor's sections have, counted up to 1,000."""
    return _asked(municipality_id, actor).order_by()[:MOST_COUNTED].count()


def list_opinions_asked(
    *, municipality_id: UUID, actor: Actor, today: date, limit: int = 100
) -> Sequence[OpinionAsked]:
    """The open questions to the actor's sections, the first due first. Cost: one query."""
    rows = _asked(municipality_id, actor).filter(case__municipality_id=municipality_id)
    return [
        OpinionAsked(
            opinion_id=row.pk,
            receipt_number=row.case.receipt_number,
            procedure_code=row.case.procedure_code,
            from_section_id=row.case.section_id,
            asked_at=row.asked_at,
            answer_by=row.answer_by,
            is_late=row.answer_by < today,
        )
        for row in rows.select_related("case").order_by("answer_by", "id")[:limit]
    ]


def _asked(municipality_id: UUID, actor: Actor) -> QuerySet[Opinion]:
    mine = {section_id for _, section_id in actor.sections}
    return Opinion.objects.filter(
        municipality_id=municipality_id,
        section_id__in=mine,
        answered_at__isnull=True,
        taken_back_at__isnull=True,
    )


def list_to_forget(*, municipality_id: UUID, actor: Actor, limit: int = 200) -> Sequence[ToForget]:
    """The cases of the actor's sections that were announced for deletion or are held back from it, the next first."""
    mine = {section_id for _, section_id in actor.sections}
    rows = cases_of(municipality_id).filter(section_id__in=mine, retention_until__isnull=False)
    announced = rows.filter(Q(retention_warned_at__isnull=False) | ~Q(legal_hold=""))
    return [
        ToForget(
            case_id=row.pk,
            receipt_number=row.receipt_number,
            procedure_code=row.procedure_code,
            closed_at=row.closed_at,
            retention_until=row.retention_until,
            legal_hold=row.legal_hold,
        )
        for row in announced.order_by("retention_until", "id")[:limit]
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTrail:
    """The log about one case, the newest entry first. `receipt_number` is empty once the case is forgotten."""

    receipt_number: str
    entries: tuple[audit.EntryLine, ...]


def list_case_trail(*, municipality_id: UUID, case_id: UUID, actor: Actor, limit: int = 200) -> CaseTrail:
    """Who did or saw what with a case, without anything of its contents; also of a forgotten case.

    For auditors, administrators, and the chief of the case's section. CaseNotFoundError, NotYourSectionError.
    """
    row = cases_of(municipality_id).filter(pk=case_id).first()
    entries = audit.list_entries_about(
        municipality_id=municipality_id, subject=f"applications.case:{case_id}", limit=limit
    )
    if row is None and not entries:
        raise CaseNotFoundError(case_id=str(case_id))
    is_chief = row is not None and actor.works_in({row.section_id}, {Role.SECTION_CHIEF})
    if not is_chief and not actor.holds(Role.AUDITOR, Role.ADMINISTRATOR):
        raise NotYourSectionError(case_id=str(case_id))
    return CaseTrail(receipt_number=row.receipt_number if row else "", entries=tuple(entries))


def find_trail(*, municipality_id: UUID, receipt_number: str) -> UUID | None:
    """The case with this number, as somebody typed it; whether they may see its log is asked when it is opened."""
    number = read_receipt_number(receipt_number)
    rows = cases_of(municipality_id).filter(receipt_number=number)
    return rows.values_list("pk", flat=True).first() if number else None
