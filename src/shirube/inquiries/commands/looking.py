"""The asker looks at an answer: accepts it, and it flows into register and KPIs; or sends it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.inquiries.commands.guards import (
    NotYourInquiryError,
    change_answer,
    get_asked_row,
    moved,
    remember,
    require_open,
)
from shirube.inquiries.commands.sending import ReasonMissingError
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.letters import GONE, words_for_again
from shirube.inquiries.domain.terms import AnswerState, InquiryState
from shirube.inquiries.models import AskedSection
from shirube.inquiries.queries.contents import AskedKpi, AskedRow, kpis_of, rows_of
from shirube.inquiries.queries.inquiries import InquiryView, read_inquiry
from shirube.inquiries.queries.rights import can_ask
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.plans import interface as plans
from shirube.registers import interface as registers

VIA = "inquiry"
_ANSWERED = frozenset({AnswerState.ANSWERED})
_GIVEN = frozenset({AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE})


class AcceptedError(ConflictError):
    """The answer has been accepted before; nothing flows a second time."""

    code = "inquiries.accepted"


@dataclass(frozen=True, slots=True)
class Carried:
    """How many values flowed, and what did not: rows and KPIs that others changed after the asker had looked."""

    changed: int = 0
    left: tuple[str, ...] = ()

    def __add__(self, other: Carried) -> Carried:
        return Carried(self.changed + other.changed, self.left + other.left)


@command
def accept_answer(
    *,
    municipality_id: UUID,
    asked_id: UUID,
    seen_revision: int,
    seen_items: Mapping[UUID, int],
    actor: Actor,
    now: datetime,
) -> Carried:
    """Let the answer flow into the register and the KPIs.

    A row or a KPI that somebody changed since the asker looked, or that is no longer the section's, stays as it is; the
    section is asked again for it alone, as far as answers are taken, and all the others flow.

    `seen_items`: the revisions of the rows that the asker looked at. What flows is written in the name of whoever
    approved the answer in its section, which owns the rows; who accepted it stands in the log and in the steps.

    Raises InquiryNotFoundError, NotYourInquiryError, AnswerMovedError, AcceptedError, and ValueRefusedError of the
    register.
    """
    row = get_asked_row(municipality_id, asked_id)
    if not can_ask(actor, row.inquiry.section_id):
        raise NotYourInquiryError
    if row.accepted_at is not None:
        raise AcceptedError(section=str(row.section_id))
    if row.revision != seen_revision:
        raise moved(row)
    states = _ANSWERED if row.state == AnswerState.ANSWERED else _GIVEN
    change_answer(row, states, accepted_by=actor.log_name, accepted_at=now)
    carried = Carried()
    if row.state == AnswerState.ANSWERED:
        view = read_inquiry(municipality_id=municipality_id, inquiry_id=row.inquiry_id)
        carried = _carry_rows(row, view, seen_items, now) + _carry_readings(row, view, now)
    if carried.left and row.inquiry.state == InquiryState.SENT:
        _ask_again(row, carried, actor, now)
    else:
        note = str(carried.changed) if carried.changed else ""
        remember(row.inquiry, "accepted", actor, now, asked=row, note=note)
    return carried


@command
def send_back_answer(
    *, municipality_id: UUID, asked_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """Ask the section to mend its answer. ReasonMissingError, InquiryClosedError, AcceptedError, AnswerMovedError."""
    row = get_asked_row(municipality_id, asked_id)
    if not can_ask(actor, row.inquiry.section_id):
        raise NotYourInquiryError
    require_open(row.inquiry)
    if not comment.strip():
        raise ReasonMissingError
    if row.accepted_at is not None:
        raise AcceptedError(section=str(row.section_id))
    change_answer(row, _GIVEN, state=AnswerState.ANSWERING, returned=comment.strip())
    remember(
        row.inquiry, "sent_back", actor, now, asked=row, state=AnswerState.ANSWERING, note=comment.strip()
    )
    tell_section(row, "sent_back", f"{row.pk}:{row.revision}", now, comment=comment.strip())


@step
def _ask_again(row: AskedSection, carried: Carried, actor: Actor, now: datetime) -> None:
    """The answer lies with its section again; what has flowed says the same there, and will not flow twice."""
    words = words_for_again(carried.left)
    AskedSection.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(
        state=AnswerState.ANSWERING, accepted_at=None, accepted_by="", returned=words
    )
    remember(row.inquiry, "asked_again", actor, now, asked=row, state=AnswerState.ANSWERING, note=words)
    tell_section(row, "sent_back", f"{row.pk}:{row.revision}", now, comment=words)


@step
def _carry_rows(row: AskedSection, view: InquiryView, seen: Mapping[UUID, int], now: datetime) -> Carried:
    part = rows_of(
        municipality_id=row.municipality_id, inquiry=view, asked=view.find_asked(row.pk), on=japan_date(now)
    )
    rows = part.rows if part else ()
    known = {str(one.item.id) for one in rows}
    gone = sum(bool(wishes) and item not in known for item, wishes in row.rows.items())
    return sum((_carry_row(row, one, seen, now) for one in rows), Carried(0, (GONE,) * bool(gone)))


def _carry_row(row: AskedSection, one: AskedRow, seen: Mapping[UUID, int], now: datetime) -> Carried:
    if not one.open_wishes:
        return Carried()
    try:
        # Danger: in its own part of the transaction, so that a row that is refused leaves nothing half written.
        with transaction.atomic():
            changed = registers.carry_into_item(
                municipality_id=row.municipality_id,
                item_id=one.item.id,
                values=one.open_wishes,
                seen_revision=seen.get(one.item.id, one.item.revision),
                actor=_voice_of(row),
                now=now,
                via=VIA,
            )
    except (registers.ItemMovedError, registers.NotYourItemError, registers.ItemNotFoundError):
        return Carried(left=(one.item.title,))
    return Carried(len(changed))


@step
def _carry_readings(row: AskedSection, view: InquiryView, now: datetime) -> Carried:
    if not row.readings or view.measured_on is None:
        return Carried()
    kpis = kpis_of(
        municipality_id=row.municipality_id, inquiry=view, asked=view.find_asked(row.pk), on=japan_date(now)
    )
    return sum((_carry_reading(row, view, one, now) for one in kpis if one.is_open), Carried())


def _carry_reading(row: AskedSection, view: InquiryView, one: AskedKpi, now: datetime) -> Carried:
    assert one.wish is not None
    assert view.measured_on is not None
    try:
        with transaction.atomic():
            plans.carry_reading(
                municipality_id=row.municipality_id,
                kpi_id=one.kpi.id,
                measured_on=view.measured_on,
                value=one.wish,
                source=f"照会「{view.title}」の回答"[:200],
                note=one.note,
                seen=one.standing.id if one.standing else None,
                actor=_voice_of(row),
                now=now,
            )
    except plans.AlreadyReadError:
        return Carried(left=(one.kpi.name,))
    return Carried(1)


def _voice_of(row: AskedSection) -> Actor:
    """The answer is the section's: the rows are changed by the person who approved it there."""
    if not row.approved_by.startswith("staff:"):
        return SYSTEM
    staff_id = UUID(row.approved_by.removeprefix("staff:"))
    return Actor(staff_id=staff_id, sections=frozenset({(Role.SECTION_CHIEF, row.section_id)}))
