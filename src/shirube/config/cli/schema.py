"""The tables of the installation's database."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from shirube.config.cli.output import CannotContinueError, step


def count_pending_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> int:
    """Bring the tables up to date; the number of migrations applied. Nothing to do takes no time."""
    pending = count_pending_migrations()
    if pending:
        with step(f"データベースの表を準備（{pending} 件）"):
            call_command("migrate", interactive=False, verbosity=0)
    return pending


def require_current_tables() -> None:
    """CannotContinueError where the tables are not those of this version."""
    if pending := count_pending_migrations():
        raise CannotContinueError(
            f"データベースの表が今の版に合っていません（未適用 {pending} 件）。"
            "控えを取ってから ./shirube migrate を実行してください。"
        )


def list_applied_migrations() -> list[str]:
    """Names like "plans.0001_initial", which say what version of the tables the data are in."""
    applied = MigrationExecutor(connection).loader.applied_migrations
    return sorted(f"{app}.{name}" for app, name in applied)


def list_known_migrations() -> frozenset[str]:
    """The migrations that this version of the program has."""
    # Without a connection: the database of a restore does not exist yet.
    known = MigrationLoader(None).disk_migrations
    return frozenset(f"{app}.{name}" for app, name in known)
