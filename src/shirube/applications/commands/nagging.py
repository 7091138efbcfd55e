"""The daily letter to a section: what nobody has taken, what is late, what is about to be, and what will be forgotten."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES
from shirube.applications.queries.waiting import SectionLoad, get_section_load
from shirube.kernel.calendar import is_business_day
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command
from shirube.notices import interface as notices
from shirube.organizations import interface as organizations

NAG = "applications.section_nagged"


def nag_sections(*, municipality_id: UUID, now: datetime) -> int:
    """Write to staff and chiefs of each section for which something waits too long; how many sections.

    On business days only. The letter holds counts, never names. Running twice a day writes once.
    """
    today = japan_date(now)
    if not is_business_day(today, organizations.list_closing_days(municipality_id=municipality_id)):
        return 0
    sections = organizations.list_sections(municipality_id=municipality_id, on=today)
    loads = [
        (section, get_section_load(municipality_id=municipality_id, section_id=section.id, now=now))
        for section in sections
    ]
    waiting = [(section, load) for section, load in loads if load.is_worth_a_letter]
    for section, load in waiting:
        _write(municipality_id=municipality_id, section=section, load=load, now=now)
    return len(waiting)


@command
def _write(
    *, municipality_id: UUID, section: organizations.SectionSummary, load: SectionLoad, now: datetime
) -> None:
    for person in _people(municipality_id, section.id):
        notices.send_notice(
            municipality_id=municipality_id,
            kind=NAG,
            recipient=notices.Recipient(person.email, name=person.name),
            facts={"section_name": section.name, **load.as_facts()},
            subject=f"organizations.section:{section.id}",
            once=f"{NAG}:{section.id}:{person.id}:{japan_date(now)}",
            now=now,
        )


def _people(municipality_id: UUID, section_id: UUID) -> list[accounts.StaffSummary]:
    found = {
        person.id: person
        for role in sorted(SECTION_ROLES)
        for person in accounts.list_staff_with_role(
            municipality_id=municipality_id, role=role, section_id=section_id
        )
    }
    return list(found.values())
