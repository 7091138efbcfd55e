"""How the inquiries stood on a day: for the papers of the headquarters and its dashboard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from shirube.inquiries.domain.terms import GIVEN, AnswerState, InquiryState, is_overdue
from shirube.inquiries.models import AskedSection, Inquiry, Step
from shirube.kernel.clock import JAPAN
from shirube.organizations import interface as organizations

KEPT_IN_SIGHT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryStanding:
    """An inquiry on a day. `counts`: how many sections were in each state, the empty ones left out.

    `asked_by` is "" and `sections` 0 where the document that it is known from does not say; `addressees` are its words
    then. `sent_on` None: on a day that is not known. `known_until`: nothing is known of it beyond that day.
    """

    id: UUID
    title: str
    asked_by: str
    addressees: str
    sent_on: date | None
    due_on: date
    is_closed: bool
    sections: int
    counts: Mapping[AnswerState, int]
    overdue: int
    known_until: date | None
    source: Mapping[str, str]

    @property
    def given(self) -> int:
        """Sections that had answered, or said that it does not apply."""
        return sum(self.counts.get(state, 0) for state in GIVEN)


def list_inquiries_for_headquarters(*, municipality_id: UUID, as_of: date) -> Sequence[InquiryStanding]:
    """The inquiries that lay with sections at the end of the day, and those closed in the 90 days before, by deadline.

    Drafts are nobody else's matter. Cost: four queries, however many sections were asked.
    """
    end = _end_of(as_of)
    inquiries = list(_out_on(municipality_id, as_of, end))
    sections = {one.id: one.name for one in organizations.list_sections(municipality_id=municipality_id)}
    asked = _asked(municipality_id, [row.pk for row in inquiries])
    states = _states_then(municipality_id, [one.pk for rows in asked.values() for one in rows], end)
    return [_standing(row, asked[row.pk], states, sections, as_of) for row in inquiries]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), JAPAN)


def _out_on(municipality_id: UUID, as_of: date, end: datetime) -> Sequence[Inquiry]:
    rows = Inquiry.objects.filter(
        municipality_id=municipality_id, state__in=[InquiryState.SENT, InquiryState.CLOSED]
    )
    # Of one known from a document the day of sending may be unknown: it counts from the day of the document.
    sent = Q(sent_at__lt=end) | Q(sent_at__isnull=True, known_until__lte=as_of)
    in_sight = Q(closed_at__isnull=True) | Q(closed_at__gte=end - KEPT_IN_SIGHT)
    return list(rows.filter(sent, in_sight).order_by("due_on", "id"))


def _asked(municipality_id: UUID, inquiry_ids: Sequence[UUID]) -> Mapping[UUID, list[AskedSection]]:
    found: defaultdict[UUID, list[AskedSection]] = defaultdict(list)
    rows = AskedSection.objects.filter(municipality_id=municipality_id, inquiry_id__in=inquiry_ids)
    for row in rows.only("inquiry_id", "extended_to").order_by("id"):
        found[row.inquiry_id].append(row)
    return found


def _states_then(
    municipality_id: UUID, asked_ids: Sequence[UUID], end: datetime
) -> Mapping[UUID, AnswerState]:
    """The state of each section at the end of the day: that of its last step before it."""
    steps = Step.objects.filter(municipality_id=municipality_id, asked_id__in=asked_ids, at__lt=end)
    rows = steps.exclude(state="").order_by("at", "id").values_list("asked_id", "state")
    return {asked_id: AnswerState(state) for asked_id, state in rows}


def _standing(
    row: Inquiry,
    asked: Sequence[AskedSection],
    states: Mapping[UUID, AnswerState],
    sections: Mapping[UUID, str],
    as_of: date,
) -> InquiryStanding:
    then = {one.pk: states.get(one.pk, AnswerState.UNOPENED) for one in asked}
    judged_on = min(as_of, row.known_until) if row.known_until else as_of
    closed = row.closed_at is not None and row.closed_at < _end_of(as_of)
    return InquiryStanding(
        id=row.pk,
        title=row.title,
        asked_by=sections.get(row.section_id, "") if row.section_id else "",
        addressees=row.addressees,
        sent_on=row.sent_at.astimezone(JAPAN).date() if row.sent_at else None,
        due_on=row.due_on,
        is_closed=closed,
        sections=sum(state is not AnswerState.MERGED for state in then.values()),
        counts=Counter(then.values()),
        overdue=0
        if closed
        else sum(is_overdue(then[one.pk], one.extended_to or row.due_on, judged_on) for one in asked),
        known_until=row.known_until,
        source=row.source,
    )
