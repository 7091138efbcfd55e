"""A PostgreSQL server for tests and benchmarks: one that is there, or one in a temporary folder, taken away again."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from shirube.config.cli import processes
from shirube.config.cli.output import CannotContinueError, step

DEBIAN_FOLDERS = "/usr/lib/postgresql"
BACKUP_ROLE = "shirube_backup"
# Danger: a superuser or a role with BYPASSRLS walks through row-level security, and the tests would prove nothing.
ROLES = (
    "CREATE ROLE shirube LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS",
    f"CREATE ROLE {BACKUP_ROLE} LOGIN NOSUPERUSER BYPASSRLS IN ROLE shirube",
    "CREATE DATABASE shirube OWNER shirube",
)
# The data live for one run of the tests: a power cut may lose them.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Nobody from outside, and enough for the processes of one run.
PRIVATE = ("max_connections=60", "listen_addresses=")


@contextmanager
def postgresql_for_tests() -> Iterator[dict[str, str]]:
    """The variables that lead the tests to a server; one started here is stopped on every way out."""
    if address := os.environ.get("SHIRUBE_TEST_DATABASE"):
        role = os.environ.get("SHIRUBE_TEST_BACKUP_ROLE", "")
        yield {"SHIRUBE_DATABASE": address, "SHIRUBE_TEST_BACKUP_ROLE": role}
        return
    with _temporary_server((*PRIVATE, *HASTE)) as address:
        yield {"SHIRUBE_DATABASE": address, "SHIRUBE_TEST_BACKUP_ROLE": BACKUP_ROLE}


@contextmanager
def postgresql_for_measuring() -> Iterator[str]:
    """The address of a server that keeps every confirmed write, as an installation's does; stopped on every way out."""
    with _temporary_server(PRIVATE) as address:
        yield address


@contextmanager
def _temporary_server(settings: Sequence[str]) -> Iterator[str]:
    programs = _find_or_install()
    folder = Path(tempfile.mkdtemp(prefix="shirube-postgresql-"))
    try:
        with _server(programs, folder, settings):
            yield f"postgresql://shirube@/shirube?host={quote(str(folder), safe='')}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_or_install() -> Path:
    """The folder of initdb and postgres."""
    found = _find()
    if found is None and processes.may_install():
        processes.install_from_debian("postgresql")
        found = _find()
    if found is None:
        raise CannotContinueError(
            "PostgreSQL が見つかりません。管理者に「apt-get install postgresql」を頼むか、動いているサーバーを "
            "SHIRUBE_TEST_DATABASE=postgresql://… で指定してください。"
        )
    return found


def _find() -> Path | None:
    newest_first = sorted(Path(DEBIAN_FOLDERS).glob("*/bin"), key=_version, reverse=True)
    program = processes.find_program(["initdb"], newest_first)
    return None if program is None else program.resolve().parent


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdigit() else 0


@contextmanager
def _server(programs: Path, folder: Path, settings: Sequence[str]) -> Iterator[None]:
    user = _server_user()
    if user is not None:
        shutil.chown(folder, user)
    # The tests run as another user and reach the socket through this folder.
    folder.chmod(0o755)
    data, log = folder / "data", folder / "server.log"
    log.touch()
    with step(f"PostgreSQL（{programs.parent.name}）を一時フォルダーで起動"):
        processes.read(
            [
                programs / "initdb",
                "-D",
                data,
                "-U",
                "owner",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
            ],
            user=user,
        )
        options = [word for setting in settings for word in ("-c", setting)]
        server = processes.start(
            [programs / "postgres", "-D", data, "-k", folder, *options], output=log, user=user
        )
    try:
        _wait_until_ready(server, folder, log)
        _create_roles(folder)
        yield
    finally:
        # SIGINT is PostgreSQL's fast stop: it does not wait for clients that are still connected.
        server.send_signal(2)
        processes.stop(server)


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        if _answers(folder):
            return
        time.sleep(0.1)
    raise CannotContinueError("PostgreSQL が起動しません。\n" + log.read_text(errors="replace")[-2000:])


def _answers(folder: Path) -> bool:
    import psycopg  # noqa: PLC0415 — 0.1 s that only these tests need.

    try:
        with psycopg.connect(host=str(folder), user="owner", dbname="postgres", connect_timeout=3):
            return True
    except psycopg.OperationalError:
        return False


def _create_roles(folder: Path) -> None:
    import psycopg  # noqa: PLC0415 — as above.

    with psycopg.connect(host=str(folder), user="owner", dbname="postgres", autocommit=True) as connection:
        for statement in ROLES:
            connection.execute(statement)
