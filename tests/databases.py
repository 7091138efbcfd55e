"""One migrated database from which every process of a run, and the next run, takes a copy.

Migrating costs ten seconds of processor time, a copy a tenth of one. The template is made by `migrate` itself and lies
under the digest of everything that may change what migrations make, so that no run meets the tables of another day.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".shirube" / "tests"
# Migrations, what they call to make tables (tenancy, constraints), and the versions of what brings tables of its own.
MAKERS = ("src/shirube/*/migrations/*.py", "src/shirube/kernel/**/*.py", "requirements/*.txt")


def prepare_database() -> None:
    """Let Django's own test runner find the tables already made when it creates the process's database."""
    test = connection.settings_dict["TEST"]
    with _alone(connection.vendor):
        if connection.vendor == "sqlite":
            shutil.copyfile(_sqlite_template(), connection.creation._get_test_db_name())
        else:
            test["TEMPLATE"] = _postgresql_template()
    # The tables are there: Django adds none and does not go through 84 migrations again.
    test["MIGRATE"] = False


def give_tables(data: Path, database: str = "") -> None:
    """The tables of an installation that is yet to be founded: in its data folder, or in its database on PostgreSQL."""
    data.mkdir(parents=True, exist_ok=True)
    with _alone("postgresql" if database else "sqlite"):
        if database:
            _give_tables_on_postgresql(urlsplit(database).path.lstrip("/"))
        else:
            shutil.copyfile(_sqlite_template(), data / "shirube.sqlite3")


def make_ahead() -> None:
    """The template of the database in use, for those who come later (`python -m tests.databases`)."""
    kind = "postgresql" if os.environ.get("SHIRUBE_DATABASE") else "sqlite"
    with _alone(kind):
        _postgresql_template() if kind == "postgresql" else _sqlite_template()


@contextmanager
def _alone(kind: str) -> Iterator[None]:
    """One process makes the template, the others wait for it; a killed one lets go by itself."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest() -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(path for pattern in MAKERS for path in ROOT.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _sqlite_template() -> Path:
    template = FOLDER / f"{_digest()}.sqlite3"
    if not template.exists():
        for older in FOLDER.glob("*.sqlite3*"):
            older.unlink()
        unfinished = FOLDER / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        _migrate(SHIRUBE_DATA=str(unfinished), SHIRUBE_DATABASE="")
        (unfinished / "shirube.sqlite3").rename(template)
    return template


def _postgresql_template() -> str:
    name = f"shirube_template_{_digest()}"
    address = urlsplit(os.environ["SHIRUBE_DATABASE"])
    with psycopg.connect(urlunsplit(address._replace(path="/postgres")), autocommit=True) as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname LIKE 'shirube_template_%'")
        present = {row[0] for row in found}
        if name not in present:
            for older in (*present, unfinished := f"{name}_unfinished"):
                server.execute(f'DROP DATABASE IF EXISTS "{older}"')
            server.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(SHIRUBE_DATABASE=urlunsplit(address._replace(path=f"/{unfinished}")))
            server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


def _give_tables_on_postgresql(name: str) -> None:
    address = urlsplit(os.environ["SHIRUBE_DATABASE"])._replace(path="/postgres")
    with psycopg.connect(urlunsplit(address), autocommit=True) as server:
        template = _postgresql_template()
        server.execute(f'DROP DATABASE "{name}"')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _migrate(**variables: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--verbosity", "0"],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), **variables},
        cwd=ROOT,
        check=True,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.test")
    make_ahead()
