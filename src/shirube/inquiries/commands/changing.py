"""What changes for everybody while an inquiry lies with the sections: its deadline, and who else is asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.inquiries.commands.drafting import UnknownContentsError
from shirube.inquiries.commands.guards import change_inquiry, get_own_inquiry, remember
from shirube.inquiries.commands.sending import SENT, ReasonMissingError, begin_asking
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.terms import GIVEN, SETTLED
from shirube.inquiries.models import AskedSection
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations


class SameDueError(InvalidInputError):
    """The new deadline is the old one, or has passed."""

    code = "inquiries.same_due"


class NobodyAddedError(ConflictError):
    """All of the sections are asked already."""

    code = "inquiries.nobody_added"


@command
def move_deadline(
    *, municipality_id: UUID, inquiry_id: UUID, due_on: date, reason: str, actor: Actor, now: datetime
) -> None:
    """Another day for all sections, later or earlier, which are told why.

    A section that was granted a day behind the new one keeps it. An answer that came after the old day and not after
    the new one is no longer late; none becomes late by a day that was not said when it came.

    Raises InquiryNotFoundError, NotYourInquiryError, InquiryMovedError, SameDueError, ReasonMissingError.
    """
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    old = row.due_on
    if due_on == old or due_on < japan_date(now):
        raise SameDueError(due=format_date(old))
    if not reason.strip():
        raise ReasonMissingError
    change_inquiry(row, SENT, due_on=due_on)
    row.due_on = due_on
    asked = AskedSection.objects.filter(municipality_id=municipality_id, inquiry=row)
    asked.filter(extended_to__lte=due_on).update(extended_to=None)
    words = f"{format_date(old)}→{format_date(due_on)} {reason.strip()}"
    remember(row, "due_moved", actor, now, note=words)
    for one in asked.select_related("inquiry"):
        _follow(one, due_on, now, reason.strip())


@command
def add_sections(
    *, municipality_id: UUID, inquiry_id: UUID, section_ids: Collection[UUID], actor: Actor, now: datetime
) -> int:
    """Ask further sections, as the first ones were asked; how many. Those that are asked already are left as they are.

    Raises InquiryNotFoundError, NotYourInquiryError, InquiryMovedError, UnknownContentsError for a section that does
    not exist today, NobodyAddedError.
    """
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    living = organizations.list_sections(municipality_id=municipality_id, on=japan_date(now))
    if not set(section_ids) <= {one.id for one in living}:
        raise UnknownContentsError(what="section")
    there = AskedSection.objects.filter(municipality_id=municipality_id, inquiry=row)
    new = set(section_ids) - set(there.values_list("section_id", flat=True))
    if not new:
        raise NobodyAddedError
    change_inquiry(row, SENT)
    try:
        with transaction.atomic():
            made = [
                AskedSection.objects.create(municipality_id=municipality_id, inquiry=row, section_id=one)
                for one in sorted(new)
            ]
    except IntegrityError as error:
        # Somebody else has added one of them at the same moment (constraint inquiries_section_asked_once).
        raise NobodyAddedError from error
    remember(row, "sections_added", actor, now, note=str(len(made)))
    for one in made:
        begin_asking(one, row, actor, now)
    return len(made)


@step
def _follow(one: AskedSection, due_on: date, now: datetime, reason: str) -> None:
    if one.state in GIVEN and one.is_late and one.answered_at is not None:
        is_late = japan_date(one.answered_at) > (one.extended_to or due_on)
        AskedSection.objects.filter(municipality_id=one.municipality_id, pk=one.pk).update(is_late=is_late)
    if one.state not in SETTLED and one.extended_to is None:
        tell_section(one, "due_moved", f"{one.pk}:{due_on}:{now.isoformat()}", now, reason=reason)
