"""Pages on which accounts are looked after."""

from __future__ import annotations

import pytest

from shirube.accounts.interface import Held, Role, get_staff
from shirube.kernel.scope import municipality_scope
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.people import SATO, TAKAHASHI, WATANABE

LIST = "/staff/people/"


@pytest.fixture
def administrator(signed_in):
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def sato(city):
    return UserFactory(section_staff=True, municipality=city, **SATO.account)


def person_of(city, user):
    with municipality_scope(city.pk):
        return get_staff(municipality_id=city.pk, user_id=user.pk)


def test_the_list_shows_names_roles_and_states(administrator, sato, city):
    UserFactory(retired=True, municipality=city, name="井上 退")
    page = administrator.get(LIST).content.decode()
    assert SATO.name in page
    assert "課の職員（" in page
    assert "停止" in page


def test_searching_narrows_the_list(administrator, sato):
    page = administrator.get(LIST, {"q": "ｻﾄｳ"}).content.decode()
    assert SATO.name in page
    assert WATANABE.email not in page


def test_people_of_another_city_are_not_listed_and_not_found(administrator, other_city):
    takahashi = UserFactory(municipality=other_city, **TAKAHASHI.account)
    assert TAKAHASHI.name not in administrator.get(LIST).content.decode()
    assert administrator.get(f"{LIST}{takahashi.pk}/").status_code == 404
    assert administrator.post(f"{LIST}{takahashi.pk}/deactivate/").status_code == 404


def test_an_address_that_is_taken_is_told_at_the_field(administrator, sato):
    answer = administrator.post(LIST + "invite/", {**SATO.account, "role": "auditor", "section": ""})
    assert answer.status_code == 422
    assert "このメールアドレスの職員がすでにいます" in answer.content.decode()


@pytest.mark.parametrize("role", ["section_chief", "section_staff"])
def test_a_role_of_a_section_asks_for_the_section(administrator, sato, role):
    answer = administrator.post(f"{LIST}{sato.pk}/roles/", {"role": role, "section": ""})
    assert answer.status_code == 422
    assert "課を選んでください" in answer.content.decode()


def test_a_role_of_the_whole_city_takes_no_section(administrator, sato, city):
    section = SectionFactory(municipality=city)
    answer = administrator.post(f"{LIST}{sato.pk}/roles/", {"role": "auditor", "section": str(section.pk)})
    assert answer.status_code == 422


def test_a_role_is_given_and_taken(administrator, sato, city):
    administrator.post(f"{LIST}{sato.pk}/roles/", {"role": "dx_promotion", "section": ""})
    assert Held(Role.DX_PROMOTION) in person_of(city, sato).roles
    administrator.post(f"{LIST}{sato.pk}/roles/withdraw/", {"role": "dx_promotion", "section": ""})
    assert Held(Role.DX_PROMOTION) not in person_of(city, sato).roles


def test_nonsense_as_a_role_is_not_a_defect(administrator, sato):
    answer = administrator.post(f"{LIST}{sato.pk}/roles/withdraw/", {"role": "king", "section": "?"})
    assert answer.status_code == 404


def test_the_last_administrator_is_told_why_nothing_changed(administrator, city):
    answer = administrator.post(f"{LIST}{administrator.user.pk}/deactivate/")
    assert answer.status_code == 409
    assert "管理者がいなくなるため" in answer.content.decode()
    assert person_of(city, administrator.user).is_active


def test_closing_an_account_is_asked_first(administrator, sato, city):
    assert "停止しますか" in administrator.get(f"{LIST}{sato.pk}/deactivate/").content.decode()
    assert person_of(city, sato).is_active
    administrator.post(f"{LIST}{sato.pk}/deactivate/")
    assert not person_of(city, sato).is_active


def test_an_auditor_reads_and_never_writes(signed_in, sato):
    auditor = signed_in(Role.AUDITOR)
    page = auditor.get(f"{LIST}{sato.pk}/").content.decode()
    assert SATO.name in page
    assert "アカウントを停止する" not in page
    assert auditor.get(LIST + "invite/").status_code == 403
    assert auditor.post(f"{LIST}{sato.pk}/deactivate/").status_code == 403


@pytest.mark.parametrize(
    "role", [Role.SECTION_STAFF, Role.SECTION_CHIEF, Role.DX_PROMOTION, Role.HEADQUARTERS]
)
def test_other_roles_do_not_open_the_pages(signed_in, role):
    assert signed_in(role).get(LIST).status_code == 403


def test_the_list_takes_no_more_queries_for_ten_people(administrator, city):
    one = administrator.count_queries(LIST)
    UserFactory.create_batch(9, section_staff=True, municipality=city)
    assert administrator.count_queries(LIST) == one
