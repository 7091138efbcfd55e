"""An administrator helps those who cannot get in: a lost second factor, a closed account."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail

from shirube.accounts.interface import Role, find_staff, list_sessions
from shirube.audit.queries import list_entries
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import SATO, TAKAHASHI

BROKEN = "tests.accounts.broken_mail.Backend"


@pytest.fixture
def administrator(signed_in):
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def sato(city):
    user = UserFactory(section_staff=True, municipality=city, **SATO.account)
    with municipality_scope(city.pk):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


@pytest.fixture
def closed(city):
    return UserFactory(section_staff=True, retired=True, municipality=city, **SATO.account)


def reset(user):
    return f"/staff/people/{user.pk}/second-factor/reset/"


def reactivate(user):
    return f"/staff/people/{user.pk}/reactivate/"


def factors_of(user):
    with municipality_scope(user.municipality_id):
        return Authenticator.objects.filter(user_id=user.pk).count()


def actions(city):
    with municipality_scope(city.pk):
        return [entry.action for entry in list_entries(municipality_id=city.pk)]


def test_a_lost_second_factor_is_asked_about_and_taken_away(administrator, sato, city):
    CityClient(city).enter(sato)
    assert "取り消しますか" in administrator.get(reset(sato)).content.decode()
    assert factors_of(sato) == 2

    page = administrator.post(reset(sato), follow=True).content.decode()

    assert "本人にメールで知らせました" in page
    assert factors_of(sato) == 0
    assert "accounts.second_factor_reset" in actions(city)
    with municipality_scope(city.pk):
        facts = {"municipality_id": city.pk, "user_id": sato.pk, "current_key": None}
        assert list_sessions(now=read_clock(), **facts) == []


def test_the_person_is_told_by_whom(administrator, sato):
    administrator.post(reset(sato))
    letter = mail.outbox[-1]
    assert letter.to == [SATO.email]
    assert administrator.user.name in letter.body
    assert "頼んだ覚えがないときは" in letter.body


def test_where_mail_fails_the_administrator_tells_the_person(administrator, sato, settings):
    settings.EMAIL_BACKEND = BROKEN
    page = administrator.post(reset(sato), follow=True).content.decode()
    assert "本人に直接知らせてください" in page
    assert factors_of(sato) == 0


def test_a_second_time_there_is_nothing_to_take(administrator, sato):
    administrator.post(reset(sato))
    answer = administrator.post(reset(sato))
    assert answer.status_code == 409
    assert "取り消す二つ目の確認がありません" in answer.content.decode()


def test_nobody_takes_away_the_own_one_here(administrator, city):
    with municipality_scope(city.pk):
        TOTP.activate(administrator.user, generate_totp_secret())
    answer = administrator.post(reset(administrator.user))
    assert answer.status_code == 403
    assert factors_of(administrator.user) == 1


def test_a_person_of_another_city_is_not_there(administrator, other_city):
    takahashi = UserFactory(municipality=other_city, **TAKAHASHI.account)
    with municipality_scope(other_city.pk):
        TOTP.activate(takahashi, generate_totp_secret())
    assert administrator.post(reset(takahashi)).status_code == 404
    assert administrator.post(reactivate(takahashi)).status_code == 404
    assert factors_of(takahashi) == 1


def test_a_closed_account_is_opened_again_with_its_roles(administrator, closed, city):
    assert "停止を解く" in administrator.get(f"/staff/people/{closed.pk}/").content.decode()

    page = administrator.post(reactivate(closed), follow=True).content.decode()

    assert "アカウントの停止を解きました" in page
    assert mail.outbox[-1].to == [SATO.email]
    assert "accounts.staff_reactivated" in actions(city)
    with municipality_scope(city.pk):
        person = find_staff(municipality_id=city.pk, user_id=closed.pk)
    assert person is not None
    assert person.is_active
    assert [held.role for held in person.roles] == [Role.SECTION_STAFF]


def test_an_open_account_is_not_opened_twice(administrator, sato):
    answer = administrator.post(reactivate(sato))
    assert answer.status_code == 409
    assert "停止していません" in answer.content.decode()


def test_who_never_joined_is_invited_instead(administrator, city):
    invited = UserFactory(section_staff=True, retired=True, municipality=city, password="!")
    assert administrator.post(reactivate(invited)).status_code == 409


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DX_PROMOTION])
def test_only_administrators_help(signed_in, role, sato):
    client = signed_in(role)
    assert client.post(reset(sato)).status_code == 403
    assert client.post(reactivate(sato)).status_code == 403
    assert factors_of(sato) == 2
