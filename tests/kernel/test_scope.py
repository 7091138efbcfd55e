"""No scope, no rows: in the ORM, and on PostgreSQL in the database itself."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from shirube.kernel.scope import NoScopeError, current_municipality, municipality_scope
from shirube.organizations.models import Municipality, Section
from tests.factories.organizations import SectionFactory

postgresql_only = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="row-level security is PostgreSQL's"
)
RAW = "SELECT count(*) FROM organizations_section"


def _count_raw() -> int:
    with connection.cursor() as cursor:
        cursor.execute(RAW)
        return int(cursor.fetchone()[0])


@pytest.fixture
def two_sections(city: Municipality, other_city: Municipality) -> None:
    SectionFactory(municipality=city)
    SectionFactory(municipality=other_city)


def test_there_is_no_municipality_unless_one_is_entered() -> None:
    with pytest.raises(NoScopeError):
        current_municipality()


def test_a_scope_ends_where_it_began(city: Municipality, other_city: Municipality) -> None:
    with municipality_scope(city.pk):
        with municipality_scope(other_city.pk):
            assert current_municipality() == other_city.pk
        assert current_municipality() == city.pk


@pytest.mark.usefixtures("two_sections")
def test_the_orm_shows_the_rows_of_the_scope(city: Municipality) -> None:
    with municipality_scope(city.pk):
        assert [section.municipality_id for section in Section.objects.all()] == [city.pk]


@postgresql_only
@pytest.mark.usefixtures("two_sections")
def test_raw_sql_sees_one_municipality(city: Municipality) -> None:
    with municipality_scope(city.pk):
        assert _count_raw() == 1


@postgresql_only
@pytest.mark.usefixtures("two_sections")
def test_raw_sql_without_a_scope_sees_nothing() -> None:
    assert _count_raw() == 0


@postgresql_only
@pytest.mark.usefixtures("two_sections")
def test_a_rolled_back_savepoint_does_not_leave_the_wrong_municipality(
    city: Municipality, other_city: Municipality
) -> None:
    with municipality_scope(city.pk):
        savepoint = transaction.savepoint()
        with municipality_scope(other_city.pk):
            _count_raw()
        transaction.savepoint_rollback(savepoint)

        assert Section.objects.count() == _count_raw() == 1


@postgresql_only
@pytest.mark.usefixtures("two_sections")
def test_raw_sql_cannot_write_into_another_municipality(city: Municipality, other_city: Municipality) -> None:
    with municipality_scope(city.pk), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_section SET name = 'x' WHERE municipality_id = %s", [other_city.pk]
        )

        assert cursor.rowcount == 0


@postgresql_only
@pytest.mark.django_db
def test_the_application_may_not_pass_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")

        assert cursor.fetchone() == (False,)


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_a_query_alone_names_its_municipality(city: Municipality) -> None:
    SectionFactory(municipality=city)

    with municipality_scope(city.pk):
        assert _count_raw() == 1
    assert _count_raw() == 0


def _state_on_the_server() -> TransactionStatus:
    return connection.connection.info.transaction_status


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_the_first_statement_begins_the_transaction(city: Municipality) -> None:
    with municipality_scope(city.pk), transaction.atomic():
        before = _state_on_the_server()
        SectionFactory(municipality=city)
        within = _state_on_the_server()
        transaction.set_rollback(True)

    assert [before, within, _state_on_the_server()] == [
        TransactionStatus.IDLE,
        TransactionStatus.INTRANS,
        TransactionStatus.IDLE,
    ]
    with municipality_scope(city.pk):
        assert Section.objects.count() == 0


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_without_a_scope_the_first_statement_begins_it_too() -> None:
    with transaction.atomic():
        found = _count_raw(), _state_on_the_server()

    assert found == (0, TransactionStatus.INTRANS)


@postgresql_only
@pytest.mark.django_db
def test_every_tenant_table_has_its_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND a.attname = 'municipality_id' AND NOT a.attisdropped "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )

        assert cursor.fetchall() == []
