"""The manager of every tenant table: filters by the scope and refuses to work without one. Defines no table."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import connections, models

from shirube.kernel.postgresql.base import VARIABLE
from shirube.kernel.scope import current_municipality

M = TypeVar("M", bound=models.Model)


class TenantQuerySet(models.QuerySet[M]):
    """Chained filters of tenant tables start from here."""


class TenantManager(models.Manager[M]):
    """Rows of the municipality in scope. NoScopeError outside any scope."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(municipality_id=current_municipality())


def is_tenant(model: type[models.Model]) -> bool:
    return any(field.attname == "municipality_id" for field in model._meta.concrete_fields)


def protect_rows(table: str, using: str = "default") -> None:
    """Put the row-level policy on one tenant table; may be called again. Does nothing but on PostgreSQL.

    FORCE makes the policy hold for the table's owner too, which is the application's own role.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    name = connection.ops.quote_name(table)
    same = f"municipality_id = nullif(current_setting('{VARIABLE}', true), '')::uuid"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
        cursor.execute(f"DROP POLICY IF EXISTS one_municipality ON {name}")
        cursor.execute(f"CREATE POLICY one_municipality ON {name} USING ({same}) WITH CHECK ({same})")


def protect_all_rows(*, apps: Any, using: str = "default", **_: Any) -> None:
    """After migrations: every table with a municipality gets its policy (receiver of post_migrate)."""
    present = set(connections[using].introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        if is_tenant(model) and not model._meta.proxy and model._meta.db_table in present:
            protect_rows(model._meta.db_table, using)
