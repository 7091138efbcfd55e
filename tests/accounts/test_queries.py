"""Finding staff."""

from __future__ import annotations

import pytest

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.people import SATO, SUZUKI, TAKAHASHI


def test_staff_are_found_by_role_and_section(in_city):
    section = SectionFactory()
    suzuki = UserFactory(section_chief=True, section=section, **SUZUKI.account)
    UserFactory(section_chief=True)
    UserFactory(section_chief=True, section=section, retired=True)
    found = accounts.list_staff_with_role(
        municipality_id=in_city.pk, role=Role.SECTION_CHIEF, section_id=section.pk
    )
    assert [person.id for person in found] == [suzuki.pk]
    assert found[0].section_ids(Role.SECTION_CHIEF) == {section.pk}


def test_names_outlast_an_account(in_city):
    sato = UserFactory(retired=True, **SATO.account)
    assert accounts.names_of(municipality_id=in_city.pk, user_ids=[sato.pk]) == {sato.pk: SATO.name}


def test_people_of_another_city_have_no_name_here(in_city, other_city):
    takahashi = UserFactory(municipality=other_city, **TAKAHASHI.account)
    assert accounts.names_of(municipality_id=in_city.pk, user_ids=[takahashi.pk]) == {}
    with pytest.raises(accounts.StaffNotFoundError):
        accounts.get_staff(municipality_id=in_city.pk, user_id=takahashi.pk)


@pytest.mark.parametrize("search", ["高橋", "髙橋", "タカハシ", "たかはし", "ﾀｶﾊｼ", "TAKAHASHI@"])
def test_a_name_is_found_in_any_spelling(in_city, search):
    UserFactory(**TAKAHASHI.account)
    UserFactory(**SATO.account)
    found = accounts.list_staff(municipality_id=in_city.pk, search=search)
    assert [person.name for person in found] == [TAKAHASHI.name]


def test_an_empty_address_finds_nobody(in_city):
    assert accounts.find_staff_by_email(municipality_id=in_city.pk, email=" ") is None


def test_an_address_is_found_in_any_case(in_city):
    sato = UserFactory(**SATO.account)
    found = accounts.find_staff_by_email(municipality_id=in_city.pk, email="Sato@City.example")
    assert found is not None
    assert found.id == sato.pk


def test_listing_takes_two_queries_for_any_number(in_city, django_assert_num_queries):
    UserFactory.create_batch(10, section_staff=True)
    with django_assert_num_queries(2):
        accounts.list_staff(municipality_id=in_city.pk)
