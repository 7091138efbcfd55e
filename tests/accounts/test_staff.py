"""Inviting, joining, changing roles and leaving, as commands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.hashers import check_password

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SYSTEM, Held, NewStaff, Role
from shirube.accounts.models import Invitation, RoleAssignment, Session, User
from shirube.audit.queries import find_broken_link, list_entries
from shirube.organizations.interface import SectionNotFoundError
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.people import PASSWORD, SATO, SUZUKI, WATANABE

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
ACT = {"actor": SYSTEM, "now": NOW}


def new_staff(**changes):
    return NewStaff(**{**SATO.account, "roles": [Held(Role.DX_PROMOTION)], **changes})


def invite(city, **changes):
    return accounts.invite_staff(municipality_id=city.pk, person=new_staff(**changes), **ACT)


def accept(city, token, now=NOW):
    return accounts.accept_invitation(municipality_id=city.pk, token=token, password=PASSWORD, now=now)


def staff(city, user_id):
    return accounts.get_staff(municipality_id=city.pk, user_id=user_id)


def test_an_invited_person_waits_without_password(in_city):
    person = staff(in_city, invite(in_city).user_id)
    assert (person.is_active, person.has_joined, person.is_invited) == (False, False, True)
    assert person.roles == (Held(Role.DX_PROMOTION),)


def test_the_secret_of_the_link_is_not_in_the_database(in_city):
    invited = invite(in_city)
    assert Invitation.objects.get().token_hash != invited.token


def test_accepting_opens_the_account_with_the_password(in_city):
    user_id = accept(in_city, invite(in_city).token)
    assert staff(in_city, user_id).is_active
    assert check_password(PASSWORD, User.objects.get(pk=user_id).password)


def test_a_link_works_once(in_city):
    token = invite(in_city).token
    accept(in_city, token)
    with pytest.raises(accounts.InvitationNotOpenError):
        accept(in_city, token)


def test_a_link_ends_after_72_hours(in_city):
    token = invite(in_city).token
    with pytest.raises(accounts.InvitationNotOpenError):
        accept(in_city, token, now=NOW + timedelta(hours=72))


def test_a_new_link_ends_the_earlier_one(in_city):
    first = invite(in_city)
    second = accounts.renew_invitation(municipality_id=in_city.pk, user_id=first.user_id, **ACT)
    with pytest.raises(accounts.InvitationNotOpenError):
        accept(in_city, first.token)
    assert accept(in_city, second.token) == first.user_id


def test_who_has_joined_is_not_invited_again(in_city):
    user_id = accept(in_city, invite(in_city).token)
    with pytest.raises(accounts.AlreadyJoinedError):
        accounts.renew_invitation(municipality_id=in_city.pk, user_id=user_id, **ACT)


def test_a_link_of_one_city_opens_nothing_in_another(in_city, other_city):
    token = invite(in_city).token
    with pytest.raises(accounts.InvitationNotOpenError):
        accept(other_city, token)


@pytest.mark.parametrize("email", [SATO.email, "SATO@city.example", "ｓａｔｏ＠city.example"])
def test_one_address_has_one_account_in_a_city(in_city, email):
    UserFactory(**SATO.account)
    with pytest.raises(accounts.EmailTakenError):
        invite(in_city, email=email)
    assert User.objects.count() == 1


def test_a_section_role_needs_a_section(in_city):
    with pytest.raises(accounts.RoleIncompleteError):
        invite(in_city, roles=[Held(Role.SECTION_CHIEF)])
    assert not User.objects.exists()


def test_a_section_of_another_city_is_not_found(in_city, other_city):
    section = SectionFactory(municipality=other_city)
    with pytest.raises(SectionNotFoundError):
        invite(in_city, roles=[Held(Role.SECTION_STAFF, section.pk)])


def test_roles_are_given_and_taken(in_city):
    sato, section = UserFactory(**SATO.account), SectionFactory()
    held = Held(Role.SECTION_STAFF, section.pk)
    accounts.assign_role(municipality_id=in_city.pk, user_id=sato.pk, held=held, **ACT)
    assert staff(in_city, sato.pk).roles == (held,)
    accounts.withdraw_role(municipality_id=in_city.pk, user_id=sato.pk, held=held, **ACT)
    assert staff(in_city, sato.pk).roles == ()


def test_a_role_is_held_once(in_city):
    tanaka = UserFactory(dx_promotion=True)
    with pytest.raises(accounts.RoleAlreadyHeldError):
        accounts.assign_role(
            municipality_id=in_city.pk, user_id=tanaka.pk, held=Held(Role.DX_PROMOTION), **ACT
        )


def test_a_role_that_is_not_held_cannot_be_taken(in_city):
    sato = UserFactory(**SATO.account)
    with pytest.raises(accounts.RoleNotHeldError):
        accounts.withdraw_role(municipality_id=in_city.pk, user_id=sato.pk, held=Held(Role.AUDITOR), **ACT)
    assert list_entries(municipality_id=in_city.pk) == []


def test_only_administrators_look_after_accounts(in_city):
    chief = UserFactory(section_chief=True, **SUZUKI.account)
    with pytest.raises(accounts.NotAdministratorError):
        accounts.assign_role(
            municipality_id=in_city.pk,
            user_id=chief.pk,
            held=Held(Role.ADMINISTRATOR),
            actor=chief.as_actor(),
            now=NOW,
        )


def test_the_last_administrator_keeps_the_role(in_city):
    watanabe = UserFactory(administrator=True, **WATANABE.account)
    UserFactory(administrator=True, retired=True)
    with pytest.raises(accounts.LastAdministratorError):
        accounts.withdraw_role(
            municipality_id=in_city.pk, user_id=watanabe.pk, held=Held(Role.ADMINISTRATOR), **ACT
        )
    assert RoleAssignment.objects.filter(user=watanabe).exists()


def test_the_last_administrator_is_not_deactivated(in_city):
    watanabe = UserFactory(administrator=True, **WATANABE.account)
    with pytest.raises(accounts.LastAdministratorError):
        accounts.deactivate_staff(municipality_id=in_city.pk, user_id=watanabe.pk, **ACT)
    assert staff(in_city, watanabe.pk).is_active


@pytest.mark.usefixtures("in_city")
def test_leaving_ends_the_sessions_at_once(city):
    UserFactory(administrator=True)
    sato = UserFactory(section_staff=True, **SATO.account)
    browser = CityClient(city).enter(sato)
    accounts.deactivate_staff(municipality_id=city.pk, user_id=sato.pk, **ACT)
    assert not Session.objects.filter(user=sato).exists()
    assert browser.get("/accounts/sessions/").status_code == 302


def test_leaving_twice_is_a_conflict(in_city):
    UserFactory(administrator=True)
    sato = UserFactory(retired=True, **SATO.account)
    with pytest.raises(accounts.NotActiveError):
        accounts.deactivate_staff(municipality_id=in_city.pk, user_id=sato.pk, **ACT)


def test_the_first_administrator_is_made_once(in_city):
    first = {"name": "渡邉 誠", "email": WATANABE.email, "password": PASSWORD}
    accounts.create_first_administrator(municipality_id=in_city.pk, **first, **ACT)
    with pytest.raises(accounts.AdministratorExistsError):
        accounts.create_first_administrator(municipality_id=in_city.pk, **first, **ACT)


def test_the_people_of_a_demonstration_may_be_made_again(in_city):
    people = [new_staff(), new_staff(email="b@city.example", roles=[Held(Role.AUDITOR)])]
    make = {"municipality_id": in_city.pk, "people": people, "password": PASSWORD, **ACT}
    assert accounts.create_demonstration_staff(**make) == accounts.create_demonstration_staff(**make)
    assert accounts.count_active_administrators(municipality_id=in_city.pk) == 0
    assert [person.is_active for person in accounts.list_staff(municipality_id=in_city.pk)] == [True, True]


def test_every_change_stands_in_an_unbroken_chain(in_city):
    user_id = accept(in_city, invite(in_city).token)
    accounts.assign_role(municipality_id=in_city.pk, user_id=user_id, held=Held(Role.AUDITOR), **ACT)
    actions = [entry.action for entry in list_entries(municipality_id=in_city.pk)]
    assert actions == ["accounts.role_assigned", "accounts.staff_joined", "accounts.staff_invited"]
    assert find_broken_link(municipality_id=in_city.pk) is None
