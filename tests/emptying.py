"""What a test has committed is taken away again, in place of Django's `flush`."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction

from shirube.kernel.scope import municipality_scope
from shirube.kernel.tenancy import is_tenant
from shirube.organizations.models import Municipality

# What a database has from the start, and the cities, which go last.
STAYING = frozenset({"contenttypes.ContentType", "auth.Permission", Municipality._meta.label})


def empty_tables() -> None:
    """Delete every row of every city, and what belongs to none.

    Cost: `flush` truncates two hundred tables, most of them empty, and sends `post_migrate`, which makes every policy
    anew. A row that stayed behind would break its reference to the city: IntegrityError, not a riddle for the next test.
    """
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cities = list(Municipality.objects.values_list("pk", flat=True))
        for city in (None, *cities):
            with _scope(city):
                for table in tables:
                    cursor.execute(f"DELETE FROM {table}")  # noqa: S608 — our own names.
        cursor.execute(f"DELETE FROM {Municipality._meta.db_table}")  # noqa: S608 — as above.


def _scope(city: UUID | None) -> AbstractContextManager[None]:
    return municipality_scope(city) if city else nullcontext()


def _tables() -> list[str]:
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.label not in STAYING
    ]
    # A second factor is seen where its user is seen, so it goes before the tables of tenants.
    models.sort(key=is_tenant)
    written = _written()
    return [table for model in models if (table := model._meta.db_table) in written]


def _written() -> frozenset[str]:
    """Tables that have ever held a row; all on SQLite, where emptying an empty one costs nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return frozenset(connection.introspection.table_names(cursor))
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > 0")
        return frozenset(row[0] for row in cursor.fetchall())
