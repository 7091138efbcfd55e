"""Accounts that nobody invites: the first administrator, and the people of a demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from shirube.accounts.commands.log import record_change
from shirube.accounts.commands.roles import facts_of, give_roles
from shirube.accounts.commands.staff import NewStaff, add_account
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.roles import Held, Role
from shirube.accounts.models import RoleAssignment, User
from shirube.accounts.queries import count_active_administrators
from shirube.kernel.errors import ConflictError
from shirube.kernel.text import normalise
from shirube.kernel.transactions import command


class AdministratorExistsError(ConflictError):
    """The first administrator is made once; the others are invited."""

    code = "accounts.administrator_exists"


@command
def create_first_administrator(
    *, municipality_id: UUID, name: str, email: str, password: str, actor: Actor, now: datetime
) -> UUID:
    """An administrator for a municipality that has none. AdministratorExistsError, EmailTakenError."""
    if count_active_administrators(municipality_id=municipality_id):
        raise AdministratorExistsError
    person = NewStaff(name=name, kana="", email=email, roles=[Held(Role.ADMINISTRATOR)])
    user_id = add_account(municipality_id=municipality_id, person=person, password=password, now=now)
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="first_administrator_created",
        actor=actor,
        now=now,
    )
    return user_id


@command
def create_demonstration_staff(
    *, municipality_id: UUID, people: Sequence[NewStaff], password: str, actor: Actor, now: datetime
) -> Sequence[UUID]:
    """The people of a demonstration, all with one printed password; may be called again (password and roles are reset).

    Danger: never for an installation that holds real data.
    """
    # Cost: a good password hash takes 50 ms or more; one for all keeps a second start under five seconds.
    hashed = make_password(password)
    return [_place_person(municipality_id, person, hashed, actor, now) for person in people]


def _place_person(municipality_id: UUID, person: NewStaff, hashed: str, actor: Actor, now: datetime) -> UUID:
    user, created = User.objects.update_or_create(
        municipality_id=municipality_id,
        email=normalise(person.email).lower(),
        defaults={"name": person.name, "kana": person.kana, "password": hashed, "is_active": True},
        create_defaults={
            "name": person.name,
            "kana": person.kana,
            "password": hashed,
            "joined_at": now,
            "municipality_id": municipality_id,
            "email": normalise(person.email).lower(),
        },
    )
    RoleAssignment.objects.filter(municipality_id=municipality_id, user=user).delete()
    give_roles(municipality_id=municipality_id, user_id=user.pk, roles=person.roles)
    if created:
        record_change(
            municipality_id=municipality_id,
            user_id=user.pk,
            action="demonstration_staff_created",
            actor=actor,
            now=now,
            facts={"roles": [facts_of(held) for held in person.roles]},
        )
    return user.pk
