"""A consistent copy of the database as one file, and back again, for both databases."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from shirube.config.cli import processes
from shirube.config.cli.output import CannotContinueError
from shirube.config.settings.database import postgresql_database

FILE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


def copy_to(target: Path) -> None:
    """Write the database as it is at one moment, while others go on working with it."""
    if connection.vendor == "sqlite":
        # One read transaction; unlike a copy of the file it holds no half-written page and no log beside it.
        with closing(sqlite3.connect(_sqlite_path())) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        return
    program = _postgresql_program("pg_dump")
    address = os.environ.get("SHIRUBE_BACKUP_DATABASE")
    database = postgresql_database(address) if address else settings.DATABASES["default"]
    try:
        processes.read(
            [program, "--format=custom", "--no-owner", "--no-privileges", "-f", target],
            environment=_login(database),
        )
    except CannotContinueError as error:
        raise CannotContinueError(
            f"{error}\n{_ROLE_ADVICE}" if "row-level security" in str(error) else str(error)
        ) from error


# Danger: without BYPASSRLS a dump would hold no tenant's rows at all; pg_dump refuses rather than write such a one.
_ROLE_ADVICE = (
    "行レベルの保護があるため、控えには BYPASSRLS の付いた専用の役割が要ります。\n"
    "データベースの管理者が CREATE ROLE shirube_backup LOGIN BYPASSRLS IN ROLE shirube を実行し、"
    "その接続先を SHIRUBE_BACKUP_DATABASE に設定してください。"
)


def is_empty() -> bool:
    """Whether nothing would be overwritten."""
    if connection.vendor == "sqlite":
        return not _sqlite_path().exists()
    return not connection.introspection.table_names()


def check_copy(copy: Path) -> None:
    """CannotContinueError where SQLite itself finds the copy damaged; pg_restore checks its own on the way in."""
    if connection.vendor != "sqlite":
        return
    with closing(sqlite3.connect(copy)) as database:
        verdict = database.execute("PRAGMA quick_check").fetchone()[0]
    if verdict != "ok":
        raise CannotContinueError(f"控えのデータベースが壊れています（{verdict}）。何も変えていません。")


def put_in_place(copy: Path) -> None:
    """Make the copy the installation's database, as a whole or not at all."""
    if connection.vendor == "sqlite":
        copy.rename(_sqlite_path())
        return
    program = _postgresql_program("pg_restore")
    whole = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    database = settings.DATABASES["default"]
    processes.read([program, *whole, "-d", str(database["NAME"]), copy], environment=_login(database))


def _sqlite_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _postgresql_program(name: str) -> Path:
    """The newest that is installed: an older pg_dump refuses a newer server."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True
    )
    newest = next((folder / name for folder in folders if (folder / name).exists()), None)
    program = newest or processes.find_program([name])
    if program is None:
        raise CannotContinueError(
            f"{name} が見つかりません。「apt-get install postgresql-client」で入れてください。"
        )
    return program


def _login(database: dict[str, Any]) -> dict[str, str]:
    """As variables: on the command line every user of the machine could read the password."""
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    return os.environ | {variable: str(database[key]) for variable, key in names.items() if database.get(key)}
