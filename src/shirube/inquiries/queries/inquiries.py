"""Inquiries as pages, files and commands read them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.inquiries.domain.terms import (
    GIVEN,
    SETTLED,
    AnswerState,
    InquiryState,
    Visibility,
    is_overdue,
)
from shirube.inquiries.models import AskedSection, Extension, Inquiry
from shirube.inquiries.queries.rights import can_answer, can_ask, can_oversee
from shirube.kernel.errors import NotFoundError
from shirube.organizations import interface as organizations

Sections = Mapping[UUID, organizations.SectionSummary]


class InquiryNotFoundError(NotFoundError):
    """No such inquiry, or one that this person may not read."""

    code = "inquiries.inquiry_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """A section and its answer. `due_on` is the section's own day, extended or not."""

    id: UUID
    inquiry_id: UUID
    section: organizations.SectionSummary
    passed_from: organizations.SectionSummary | None
    state: AnswerState
    person: UUID | None
    due_on: date
    is_extended: bool
    answers: Mapping[str, Any]
    typed: Mapping[str, Any]
    rows: Mapping[str, Mapping[str, Sequence[str]]]
    readings: Mapping[str, Mapping[str, str]]
    remark: str
    is_not_applicable: bool
    is_from_last: bool
    revision: int
    edited_by: str
    edited_at: datetime | None
    approved_by: str
    answered_at: datetime | None
    is_late: bool
    returned: str
    accepted_at: datetime | None
    reminded_at: datetime | None
    wanted_extension: date | None

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_given(self) -> bool:
        return self.state in GIVEN

    def is_overdue(self, on: date) -> bool:
        return is_overdue(self.state, self.due_on, on)

    def needs_section(self, on: date) -> bool:
        """Its section has ended and owes an answer that nobody has taken over."""
        ends_on = self.section.ends_on
        return not self.is_settled and ends_on is not None and ends_on <= on


@dataclass(frozen=True, kw_only=True)
class InquiryView:
    """An inquiry with the sections asked. `section` None: the document that it is known from does not say who asks."""

    id: UUID
    title: str
    purpose: str
    section: organizations.SectionSummary | None
    contact: str
    addressees: str
    due_on: date
    state: InquiryState
    visibility: Visibility
    remind_days: int
    form_content: Mapping[str, Any]
    register: str
    register_fields: tuple[str, ...]
    plan: str
    measured_on: date | None
    repeats_id: UUID | None
    source: Mapping[str, str]
    known_until: date | None
    returned: str
    created_by: str
    approved_by: str
    sent_at: datetime | None
    closed_at: datetime | None
    revision: int
    asked: tuple[AskedView, ...]

    @cached_property
    def form(self) -> forms.Form | None:
        return forms.parse_form(self.form_content) if self.form_content else None

    @property
    def has_contents(self) -> bool:
        return bool(self.form_content or self.register or self.plan)

    @property
    def is_out(self) -> bool:
        """Whether the sections see it."""
        return self.state in {InquiryState.SENT, InquiryState.CLOSED}

    @property
    def owing(self) -> tuple[AskedView, ...]:
        """The sections that count: what a merged one owed, its successor owes."""
        return tuple(one for one in self.asked if one.state is not AnswerState.MERGED)

    @property
    def given(self) -> int:
        return sum(one.is_given for one in self.asked)

    @property
    def counts(self) -> Mapping[AnswerState, int]:
        return Counter(one.state for one in self.owing)

    def overdue(self, on: date) -> int:
        if self.state is not InquiryState.SENT:
            return 0
        return sum(one.is_overdue(on) for one in self.asked)

    def find_asked(self, asked_id: UUID) -> AskedView:
        """InquiryNotFoundError."""
        found = next((one for one in self.asked if one.id == asked_id), None)
        if found is None:
            raise InquiryNotFoundError(inquiry=str(asked_id))
        return found


def get_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor) -> InquiryView:
    """For those who ask, and those who oversee. InquiryNotFoundError."""
    row = _rows(municipality_id).filter(pk=inquiry_id).first()
    if row is None or not (can_ask(actor, row.section_id) or (can_oversee(actor) and _is_out(row))):
        raise InquiryNotFoundError(inquiry=str(inquiry_id))
    return _views(municipality_id, [row])[0]


def get_asked(*, municipality_id: UUID, asked_id: UUID, actor: Actor) -> tuple[InquiryView, AskedView]:
    """For the section asked, the asker and those who oversee, once it was sent. InquiryNotFoundError."""
    rows = _rows(municipality_id).filter(asked__municipality_id=municipality_id, asked=asked_id)
    row = rows.first()
    if row is None or not _is_out(row):
        raise InquiryNotFoundError(inquiry=str(asked_id))
    view = _views(municipality_id, [row])[0]
    asked = view.find_asked(asked_id)
    if not (can_answer(actor, asked.section.id) or can_ask(actor, row.section_id) or can_oversee(actor)):
        raise InquiryNotFoundError(inquiry=str(asked_id))
    return view, asked


def find_answer_of(*, municipality_id: UUID, inquiry_id: UUID, section_id: UUID) -> AskedView | None:
    """A section's answer to an inquiry, for the one that repeats it."""
    row = _rows(municipality_id).filter(pk=inquiry_id).first()
    if row is None:
        return None
    asked = _views(municipality_id, [row])[0].asked
    return next((one for one in asked if one.section.id == section_id and one.is_given), None)


def read_inquiry(*, municipality_id: UUID, inquiry_id: UUID) -> InquiryView:
    """For background work and commands, which have asked who may. InquiryNotFoundError."""
    row = _rows(municipality_id).filter(pk=inquiry_id).first()
    if row is None:
        raise InquiryNotFoundError(inquiry=str(inquiry_id))
    return _views(municipality_id, [row])[0]


def list_asked_by(*, municipality_id: UUID, actor: Actor) -> Sequence[InquiryView]:
    """The inquiries of the person's sections, or all for those who oversee; what is open first, then by deadline."""
    rows = _rows(municipality_id)
    if not can_oversee(actor):
        rows = rows.filter(section_id__in=_sections_of(actor))
    views = _views(municipality_id, list(rows.order_by("-due_on", "id")[:200]))
    seen = [one for one in views if one.is_out or can_ask(actor, one.section.id if one.section else None)]
    return sorted(seen, key=lambda one: one.state is InquiryState.CLOSED)


def list_out(*, municipality_id: UUID) -> Sequence[InquiryView]:
    """Everything that lies with sections, for background work."""
    return _views(municipality_id, list(_rows(municipality_id).filter(state=InquiryState.SENT)))


def list_received(*, municipality_id: UUID, actor: Actor) -> Sequence[tuple[InquiryView, AskedView]]:
    """What was sent to the sections of this person: the newest 100, what is still owed first, then by deadline."""
    mine = _sections_of(actor)
    rows = _rows(municipality_id).filter(
        Q(state=InquiryState.SENT) | Q(state=InquiryState.CLOSED),
        asked__municipality_id=municipality_id,
        asked__section_id__in=mine,
    )
    views = _views(municipality_id, list(rows.distinct().order_by("-due_on", "id")[:100]))
    found = [(view, one) for view in views for one in view.asked if one.section.id in mine]
    return sorted(found, key=lambda pair: (_is_done(*pair), pair[1].due_on))


def _is_done(view: InquiryView, asked: AskedView) -> bool:
    return asked.is_settled or view.state is InquiryState.CLOSED


def _sections_of(actor: Actor) -> set[UUID]:
    return {section_id for _role, section_id in actor.sections}


def _is_out(row: Inquiry) -> bool:
    return row.state in {InquiryState.SENT, InquiryState.CLOSED}


def _rows(municipality_id: UUID) -> Any:
    return Inquiry.objects.filter(municipality_id=municipality_id)


def _views(municipality_id: UUID, rows: Sequence[Inquiry]) -> list[InquiryView]:
    """Three queries, however many inquiries and sections."""
    sections = {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}
    asked = _asked(municipality_id, [row.pk for row in rows])
    wanted = _wanted(municipality_id, [one.pk for found in asked.values() for one in found])
    return [_view(row, asked[row.pk], wanted, sections) for row in rows]


def _asked(municipality_id: UUID, inquiry_ids: Collection[UUID]) -> Mapping[UUID, list[AskedSection]]:
    found: defaultdict[UUID, list[AskedSection]] = defaultdict(list)
    if inquiry_ids:
        rows = AskedSection.objects.filter(municipality_id=municipality_id, inquiry_id__in=inquiry_ids)
        for row in rows.order_by("id"):
            found[row.inquiry_id].append(row)
    return found


def _wanted(municipality_id: UUID, asked_ids: Collection[UUID]) -> Mapping[UUID, date]:
    """The days that sections have asked for and nobody has decided about."""
    if not asked_ids:
        return {}
    rows = Extension.objects.filter(
        municipality_id=municipality_id, asked_id__in=asked_ids, decided_at__isnull=True
    )
    return dict(rows.values_list("asked_id", "wanted_on"))


def _view(
    row: Inquiry, asked: Sequence[AskedSection], wanted: Mapping[UUID, date], sections: Sections
) -> InquiryView:
    order = {section_id: number for number, section_id in enumerate(sections)}
    in_order = sorted(asked, key=lambda one: order.get(one.section_id, len(order)))
    return InquiryView(
        id=row.pk,
        title=row.title,
        purpose=row.purpose,
        section=sections.get(row.section_id) if row.section_id else None,
        contact=row.contact,
        addressees=row.addressees,
        due_on=row.due_on,
        state=InquiryState(row.state),
        visibility=Visibility(row.visibility),
        remind_days=row.remind_days,
        form_content=row.form,
        register=row.register,
        register_fields=tuple(row.register_fields),
        plan=row.plan,
        measured_on=row.measured_on,
        repeats_id=row.repeats_id,
        source=row.source,
        known_until=row.known_until,
        returned=row.returned,
        created_by=row.created_by,
        approved_by=row.approved_by,
        sent_at=row.sent_at,
        closed_at=row.closed_at,
        revision=row.revision,
        asked=tuple(_asked_view(one, row, wanted.get(one.pk), sections) for one in in_order),
    )


def _asked_view(row: AskedSection, inquiry: Inquiry, wanted: date | None, sections: Sections) -> AskedView:
    return AskedView(
        id=row.pk,
        inquiry_id=inquiry.pk,
        section=sections[row.section_id],
        passed_from=sections.get(row.passed_from_id) if row.passed_from_id else None,
        state=AnswerState(row.state),
        person=row.person,
        due_on=row.extended_to or inquiry.due_on,
        is_extended=row.extended_to is not None,
        answers=row.answers,
        typed=row.typed,
        rows=row.rows,
        readings=row.readings,
        remark=row.remark,
        is_not_applicable=row.is_not_applicable,
        is_from_last=row.is_from_last,
        revision=row.revision,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
        approved_by=row.approved_by,
        answered_at=row.answered_at,
        is_late=row.is_late,
        returned=row.returned,
        accepted_at=row.accepted_at,
        reminded_at=row.reminded_at,
        wanted_extension=wanted,
    )
