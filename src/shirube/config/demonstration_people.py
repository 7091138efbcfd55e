"""The invented people of the demonstration city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES, Actor, Role, create_demonstration_resident
from shirube.accounts.models import Resident, RoleAssignment, User
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.packs import PackModel
from shirube.organizations import interface as organizations
from shirube.plans.domain.demonstration import DemoPerson, DemoResident


class DemoMandate(PackModel):
    """Somebody acts for `name`; `by` is the part of the mail address before the @ of who saw the paper (`seen`)."""

    representative: str
    name: str
    kana: str
    born_on: str
    address: str = ""
    email: str = ""
    basis: accounts.MandateBasis = accounts.MandateBasis.LETTER
    procedures: list[str] = []
    starts_on: date
    ends_on: date | None = None
    asked_at: AwareDatetime
    confirmed_at: AwareDatetime
    by: str
    seen: str


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


def settle_mandates(municipality_id: UUID, mandates: Sequence[DemoMandate]) -> None:
    """Have the mandates that are missing asked for and confirmed at the counter."""
    for one in mandates:
        resident = Resident.objects.get(municipality_id=municipality_id, email=one.representative)
        if find_mandate(municipality_id, resident.pk, one.name) is None:
            _give_mandate(municipality_id, resident.pk, one)


def find_mandate(municipality_id: UUID, representative_id: UUID, name: str) -> UUID | None:
    held = accounts.list_held_mandates(municipality_id=municipality_id, representative_id=representative_id)
    return next((one.id for one in held if one.person.name == name), None)


def _give_mandate(municipality_id: UUID, representative_id: UUID, one: DemoMandate) -> None:
    person = accounts.RepresentedPerson(
        name=one.name, kana=one.kana, born_on=one.born_on, address=one.address, email=one.email
    )
    entry = accounts.MandateEntry(
        person=person,
        basis=one.basis,
        procedures=one.procedures,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
    )
    asker = accounts.ResidentActor(
        resident_id=representative_id, level=IdentityLevel.MAIL, authenticated_at=one.asked_at
    )
    place = {"municipality_id": municipality_id}
    mandate_id = accounts.request_mandate(**place, entry=entry, actor=asker, now=one.asked_at)
    clerk = User.objects.get(municipality_id=municipality_id, email=f"{one.by}@shirube.example")
    accounts.confirm_mandate_by_staff(
        **place, mandate_id=mandate_id, seen=one.seen, actor=clerk.as_actor(), now=one.confirmed_at
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
