"""Letters to the people of a section: to the one it was given to, else to all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES
from shirube.inquiries.models import AskedSection, Inquiry
from shirube.kernel.calendar import format_date
from shirube.kernel.transactions import step
from shirube.notices import interface as notices
from shirube.organizations import interface as organizations


@step
def tell_section(row: AskedSection, occasion: str, once: str, now: datetime, **facts: str) -> int:
    """Order a letter to each; how many. A second order with the same `once` does nothing."""
    people = _people(row.municipality_id, row.section_id)
    named = [one for one in people if one.id == row.person]
    section = organizations.get_section(municipality_id=row.municipality_id, section_id=row.section_id)
    due = format_date(row.extended_to or row.inquiry.due_on)
    told = {
        **facts,
        "section_name": section.name,
        "due": due,
        "address": _address(row.municipality_id, f"answers/{row.pk}/"),
    }
    return _send(named or people, row.inquiry, occasion, once, now, told)


@step
def tell_asker(inquiry: Inquiry, occasion: str, once: str, now: datetime, **facts: str) -> int:
    """Order a letter to the people of the section that asks."""
    if inquiry.section_id is None:
        return 0
    people = _people(inquiry.municipality_id, inquiry.section_id)
    told = {**facts, "address": _address(inquiry.municipality_id, f"{inquiry.pk}/")}
    return _send(people, inquiry, occasion, once, now, told)


def _send(
    people: Sequence[accounts.StaffSummary],
    inquiry: Inquiry,
    occasion: str,
    once: str,
    now: datetime,
    facts: Mapping[str, str],
) -> int:
    kind = f"inquiries.{occasion}"
    for person in people:
        notices.send_notice(
            municipality_id=inquiry.municipality_id,
            kind=kind,
            recipient=notices.Recipient(person.email, name=person.name),
            facts={"title": _one_line(inquiry.title), **facts},
            subject=f"inquiries.inquiry:{inquiry.pk}",
            once=f"{kind}:{once}:{person.id}",
            now=now,
        )
    return len(people)


def _address(municipality_id: UUID, path: str) -> str:
    return organizations.find_address(municipality_id=municipality_id, path=f"staff/inquiries/{path}")


def _one_line(text: str) -> str:
    # Danger: the title stands in the subject of a mail.
    return " ".join(text.split())[:60]


def _people(municipality_id: UUID, section_id: UUID) -> list[accounts.StaffSummary]:
    found = {
        person.id: person
        for role in sorted(SECTION_ROLES)
        for person in accounts.list_staff_with_role(
            municipality_id=municipality_id, role=role, section_id=section_id
        )
    }
    return list(found.values())
