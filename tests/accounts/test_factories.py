"""The people that all tests use."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import Role
from shirube.accounts.models import User
from shirube.kernel.scope import municipality_scope
from shirube.organizations.domain.codes import is_municipality_code
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory, code_of
from tests.people import SUZUKI, TAKAHASHI


@pytest.mark.parametrize("number", [0, 7, 899])
def test_codes_of_tests_have_their_check_digit(number):
    assert is_municipality_code(code_of(number))


def test_a_chief_holds_the_role_in_the_named_section(in_city):
    section = SectionFactory()
    chief = UserFactory(section_chief=True, section=section, **SUZUKI.account)
    assert chief.municipality == in_city
    assert chief.section_ids({Role.SECTION_CHIEF}) == {section.pk}


@pytest.mark.usefixtures("in_city")
def test_an_administrator_belongs_to_no_section():
    assert UserFactory(administrator=True).assignments.get().section is None


@pytest.mark.usefixtures("in_city")
def test_a_person_of_another_city_cannot_be_seen_here(other_city):
    takahashi = UserFactory(municipality=other_city, section_chief=True, **TAKAHASHI.account)
    assert not User.objects.filter(pk=takahashi.pk).exists()
    with municipality_scope(other_city.pk):
        assert takahashi.assignments.get().section.municipality == other_city
