"""The second wall around tables of django-allauth, which have no municipality of their own but hang on a user."""

from __future__ import annotations

from django.db import connections

# Second factors, identities at providers, and addresses (a table that stays empty here).
TABLES = ("mfa_authenticator", "socialaccount_socialaccount", "account_emailaddress")


def protect_rows_of_users(using: str = "default", **_: object) -> None:
    """Let each row be seen where its user is seen (receiver of post_migrate). Does nothing but on PostgreSQL.

    The policy of the users' own table, forced as well, decides whom the inner query finds.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in TABLES:
            if table in present:
                for statement in _policy(table):
                    cursor.execute(statement)


def _policy(table: str) -> tuple[str, ...]:
    same = f"EXISTS (SELECT 1 FROM accounts_user AS owner WHERE owner.id = {table}.user_id)"  # noqa: S608 — our own names.
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS one_municipality ON {table}",
        f"CREATE POLICY one_municipality ON {table} USING ({same}) WITH CHECK ({same})",
    )
