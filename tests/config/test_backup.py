"""A backup, restored into an empty place, is the same installation; anything doubtful changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.config.installations import Installation

ADDRESS = os.environ.get("SHIRUBE_DATABASE", "")
BACKUP_ROLE = os.environ.get("SHIRUBE_TEST_BACKUP_ROLE", "")
on_postgresql = pytest.mark.skipif(not ADDRESS, reason="PostgreSQL is not in use")
# One process for all: the installation and its backup are made once.
pytestmark = [pytest.mark.own_database, pytest.mark.long, pytest.mark.xdist_group("backup")]
NewInstallation = Callable[[], Installation]


def _database(name: str, user: str = "") -> str:
    parts = urlsplit(ADDRESS)
    place = f"{user}@{parts.netloc.rpartition('@')[2]}" if user else parts.netloc
    return urlunsplit(parts._replace(netloc=place, path=f"/{name}"))


@pytest.fixture(scope="module")
def new_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewInstallation]:
    """Makes empty installations, each with a database of its own on the server in use."""
    made: list[str] = []

    def make() -> Installation:
        data = tmp_path_factory.mktemp("installation") / "data"
        if not ADDRESS:
            return Installation(data)
        made.append(f"shirube_backup_{os.getpid()}_{len(made)}")
        _execute(f"CREATE DATABASE {made[-1]}")
        privileged = {"SHIRUBE_BACKUP_DATABASE": _database(made[-1], BACKUP_ROLE)} if BACKUP_ROLE else {}
        return Installation(data, _database(made[-1]), privileged)

    yield make
    for name in made:
        _execute(f"DROP DATABASE {name}")


def _execute(statement: str) -> None:
    with psycopg.connect(_database("postgres"), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def source(new_installation: NewInstallation) -> Installation:
    installation = new_installation()
    installation.found()
    return installation


@pytest.fixture(scope="module")
def backup(source: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if ADDRESS and not BACKUP_ROLE:
        pytest.skip("the server in use has no role with BYPASSRLS")
    path = tmp_path_factory.mktemp("backup") / "monday.tar"
    source.do("backup", path)
    return path


def _export(installation: Installation, path: Path) -> bytes:
    installation.do("export", "--municipality", "shirube", "--output", path)
    return path.read_bytes()


def test_a_restored_installation_has_the_same_plans_and_files(
    source: Installation, backup: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    target = new_installation()
    source.give_keys_to(target)
    target.do("restore", backup)

    assert _export(target, tmp_path / "target.zip") == _export(source, tmp_path / "source.zip")
    assert (target.data / "files" / "ab" / "evidence").read_bytes() == b"\x00evidence\xff"
    assert "✔ 標市" in target.do("verify-audit")


def test_the_keys_stay_out_of_the_backup_and_are_asked_for(
    source: Installation, backup: Path, new_installation: NewInstallation
) -> None:
    target = new_installation()
    finished = target.run("restore", backup)

    assert (source.data / "secret-key").read_bytes().strip() not in backup.read_bytes()
    assert finished.returncode == 0
    assert "鍵（files-key、secret-key）がまだありません" in finished.stderr


def test_a_ledger_beside_the_keys_is_applied_and_one_that_is_missing_is_missed(
    source: Installation, backup: Path, new_installation: NewInstallation
) -> None:
    with_ledger, without = new_installation(), new_installation()
    for target in (with_ledger, without):
        source.give_keys_to(target)
    (with_ledger.data / "forgotten.log").write_text('{"municipality": "torn\n')
    source_has_keys = with_ledger.run("restore", backup)

    assert "forget-again を実行してください" in without.run("restore", backup).stderr
    assert source_has_keys.returncode == 0
    assert "forget-again" not in source_has_keys.stderr


def test_a_place_in_use_is_not_overwritten(source: Installation, backup: Path, tmp_path: Path) -> None:
    before = _export(source, tmp_path / "before.zip")
    finished = source.run("restore", backup)

    assert finished.returncode == 1
    assert "戻す先が空ではありません" in finished.stderr
    assert _export(source, tmp_path / "after.zip") == before


def test_a_damaged_backup_leaves_nothing_behind(
    source: Installation, backup: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    target, damaged = new_installation(), tmp_path / "damaged.tar"
    source.give_keys_to(target)
    damaged.write_bytes(backup.read_bytes().replace(b"\x00evidence\xff", b"\x00evidencf\xff"))
    finished = target.run("restore", damaged)

    assert finished.returncode == 1
    assert "evidence が壊れています" in finished.stderr
    assert sorted(path.name for path in target.data.iterdir()) == ["files-key", "secret-key"]


def test_a_backup_cut_short_is_refused(
    backup: Path, new_installation: NewInstallation, tmp_path: Path
) -> None:
    target, cut = new_installation(), tmp_path / "cut.tar"
    cut.write_bytes(backup.read_bytes()[:-20_000])
    finished = target.run("restore", cut)

    assert finished.returncode == 1
    assert "何も変えていません" in finished.stderr


def test_another_key_than_that_of_the_backup_is_refused(
    backup: Path, new_installation: NewInstallation
) -> None:
    target = new_installation()
    target.do("make-keys")
    finished = target.run("restore", backup)

    assert finished.returncode == 1
    assert "控えたときのものと違います" in finished.stderr


def test_a_restore_that_was_cut_off_can_be_done_again(
    source: Installation, backup: Path, new_installation: NewInstallation
) -> None:
    target = new_installation()
    source.give_keys_to(target)
    (target.data / ".restoring").mkdir()
    (target.data / "files").mkdir()
    target.do("restore", backup)

    assert (target.data / "files" / "ab" / "evidence").exists()
    assert not (target.data / ".restoring").exists()


def test_a_backup_that_is_there_is_not_overwritten(source: Installation, backup: Path) -> None:
    before = backup.read_bytes()
    finished = source.run("backup", backup)

    assert finished.returncode == 1
    assert backup.read_bytes() == before


@on_postgresql
def test_the_application_role_cannot_make_a_backup_without_rows(source: Installation, tmp_path: Path) -> None:
    unprivileged = Installation(source.data, source.database)
    finished = unprivileged.run("backup", tmp_path / "empty.tar")

    assert finished.returncode == 1
    assert "BYPASSRLS" in finished.stderr
    assert list(tmp_path.iterdir()) == []
