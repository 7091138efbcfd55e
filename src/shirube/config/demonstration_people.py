"""The invented people of the demonstration city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor, Role, create_demonstration_resident
from shirube.accounts.models import Resident, RoleAssignment, User
from shirube.organizations import interface as organizations
from shirube.plans.domain.demonstration import DemoPerson, DemoResident


def settle_people(municipality_id: UUID, people: Sequence[DemoPerson], now: datetime) -> Mapping[str, Actor]:
    """Make the accounts that are missing. They have no password until `shirube demo` gives them one."""
    sections = {
        section.code: section.id for section in organizations.list_sections(municipality_id=municipality_id)
    }
    return {person.key: _settle(municipality_id, person, sections, now) for person in people}


def settle_residents(municipality_id: UUID, residents: Sequence[DemoResident], now: datetime) -> None:
    """Make the residents' accounts that are missing."""
    known = set(Resident.objects.filter(municipality_id=municipality_id).values_list("email", flat=True))
    for resident in residents:
        if resident.email not in known:
            create_demonstration_resident(
                municipality_id=municipality_id,
                email=resident.email,
                name=resident.name,
                kana=resident.kana,
                language=resident.language,
                now=now,
            )


def _settle(municipality_id: UUID, person: DemoPerson, sections: Mapping[str, UUID], now: datetime) -> Actor:
    user = User.objects.filter(municipality_id=municipality_id, email=person.email).first()
    if user is None:
        user = User(
            municipality_id=municipality_id,
            email=person.email,
            name=person.name,
            kana=person.kana,
            joined_at=now,
        )
        user.set_unusable_password()
        user.save(force_insert=True)
    if not RoleAssignment.objects.filter(municipality_id=municipality_id, user=user).exists():
        role = Role(person.role)
        section_id = sections[person.section] if person.section and role in SECTION_ROLES else None
        RoleAssignment.objects.create(
            municipality_id=municipality_id, user=user, role=role.value, section_id=section_id
        )
    return user.as_actor()
