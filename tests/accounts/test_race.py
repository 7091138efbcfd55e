"""Two people at one moment."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from shirube.accounts import interface as accounts
from shirube.accounts.commands import roles
from shirube.accounts.domain.lockout import ALLOWED_FAILURES
from shirube.accounts.interface import SYSTEM, Attempt, Held, LastAdministratorError, NewStaff, Role, Tried
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SATO
from tests.plans.race import Meeting, errors_among, together

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def remove_each_other(city, monkeypatch):
    """Two administrators, each taking the role of the other; both are under way before either has written."""
    record, meeting = roles.record_change, Meeting(2)

    def record_after_meeting(**facts):
        meeting.wait()
        record(**facts)

    monkeypatch.setattr(roles, "record_change", record_after_meeting)
    two = UserFactory.create_batch(2, administrator=True, municipality=city)
    withdraw = partial(
        accounts.withdraw_role, municipality_id=city.pk, held=Held(Role.ADMINISTRATOR), actor=SYSTEM, now=NOW
    )
    return together(city.pk, *[partial(withdraw, user_id=user.pk) for user in two])


def test_unguarded_two_administrators_remove_each_other(in_city, monkeypatch):
    monkeypatch.setattr(roles, "keep_an_administrator", lambda **_: None)
    assert errors_among(remove_each_other(in_city, monkeypatch)) == []
    assert accounts.count_active_administrators(municipality_id=in_city.pk) == 0


def test_one_of_two_administrators_always_stays(in_city, monkeypatch):
    assert errors_among(remove_each_other(in_city, monkeypatch)) == [LastAdministratorError]
    assert accounts.count_active_administrators(municipality_id=in_city.pk) == 1


def test_an_invitation_accepted_twice_at_once_is_accepted_once(in_city):
    person = NewStaff(**SATO.account, roles=[Held(Role.AUDITOR)])
    token = accounts.invite_staff(municipality_id=in_city.pk, person=person, actor=SYSTEM, now=NOW).token
    accept = partial(
        accounts.accept_invitation, municipality_id=in_city.pk, token=token, password=PASSWORD, now=NOW
    )
    assert errors_among(together(in_city.pk, accept, accept)) == [accounts.InvitationNotOpenError]


def test_guesses_at_one_moment_are_no_more_than_one_after_the_other(in_city):
    attempt = Attempt(SATO.email, "192.0.2.7")
    guess = partial(accounts.claim_attempt, municipality_id=in_city.pk, attempt=attempt, now=NOW)
    told = together(in_city.pk, *[guess] * 15)
    assert errors_among(told) == []
    assert told.count(None) == ALLOWED_FAILURES[Tried.ACCOUNT]
