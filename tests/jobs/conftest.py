"""Workers for tests: one in this process, and whole installations in others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from shirube.jobs.management.worker import Worker
from tests.jobs import work
from tests.jobs.installation import ROOT, Installation

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def worker(db, clock):  # noqa: ARG001 — opens the database.
    work.DONE.clear()
    work.TROUBLE[:] = [RuntimeError("the message names 山田花子")]
    return Worker(clock=clock, name="worker-1")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """An empty SQLite installation, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("migrated")
    environment = {**os.environ, "SHIRUBE_DATA": str(folder), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=120)  # noqa: S603 — our own command.
    return folder


@pytest.fixture
def installation(request, tmp_path):
    """On SQLite a file of its own; on PostgreSQL the test database, seen by other processes."""
    settings = {"DJANGO_SETTINGS_MODULE": "shirube.config.settings.test", "SHIRUBE_DATA": str(tmp_path)}
    if connection.vendor == "postgresql":
        request.getfixturevalue("transactional_db")
        address = urlsplit(os.environ["SHIRUBE_DATABASE"])
        settings["SHIRUBE_DATABASE"] = address._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    else:
        shutil.copytree(request.getfixturevalue("migrated"), tmp_path, dirs_exist_ok=True)
    return Installation(tmp_path, settings)
