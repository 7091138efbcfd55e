"""Tables of django-allauth have no municipality: what keeps their rows apart all the same."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from shirube.accounts.models import Session, User
from shirube.accounts.models.walls import TABLES
from shirube.kernel.scope import municipality_scope
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.people import TAKAHASHI

postgresql_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"
)


@pytest.fixture
def takahashi(other_city):
    """A person of the other city with a second factor, an identity at a provider and a session."""
    user = UserFactory(section_staff=True, municipality=other_city, **TAKAHASHI.account)
    with municipality_scope(other_city.pk):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "sealed"})
        SocialAccount.objects.create(user=user, provider="x", uid="takahashi")
        CityClient(other_city).enter(user)
    return user


def count_raw(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return cursor.fetchone()[0]


def test_a_row_of_another_city_does_not_lead_to_its_user(in_city, takahashi):
    row = SocialAccount(user_id=takahashi.pk, provider="x", uid="takahashi")
    with pytest.raises(User.DoesNotExist):
        _ = row.user
    assert in_city.pk != takahashi.municipality_id


@pytest.mark.usefixtures("in_city", "takahashi")
def test_sessions_of_another_city_are_not_there():
    assert not Session.objects.exists()


@postgresql_only
@pytest.mark.usefixtures("in_city", "takahashi")
@pytest.mark.parametrize("table", [*TABLES, "accounts_user", "accounts_session"])
def test_raw_sql_sees_nothing_of_another_city(table):
    assert count_raw(table) == 0


@postgresql_only
@pytest.mark.usefixtures("takahashi")
@pytest.mark.parametrize("table", [*TABLES, "accounts_user", "accounts_session"])
def test_raw_sql_without_a_scope_sees_nothing(table):
    assert count_raw(table) == 0


@postgresql_only
@pytest.mark.usefixtures("takahashi")
@pytest.mark.parametrize("table", ["mfa_authenticator", "socialaccount_socialaccount", "accounts_session"])
def test_the_city_itself_sees_its_rows(other_city, table):
    with municipality_scope(other_city.pk):
        assert count_raw(table) == 1
