"""Workers for tests: one in this process, and whole installations in others."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection

from shirube.jobs.management.worker import Worker
from tests.jobs import work
from tests.jobs.installation import Installation

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
def worker(db, clock):
    work.DONE.clear()
    work.TROUBLE[:] = [RuntimeError("the message names 山田花子")]
    return Worker(clock=clock, name="worker-1")


@pytest.fixture
def installation(transactional_db, tmp_path):
    """Processes on the database of the test, which is a file or a PostgreSQL server."""
    settings = {"DJANGO_SETTINGS_MODULE": "shirube.config.settings.test", "SHIRUBE_DATA": str(tmp_path)}
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        address = urlsplit(os.environ["SHIRUBE_DATABASE"])
        settings["SHIRUBE_DATABASE"] = address._replace(path=f"/{name}").geturl()
    else:
        (tmp_path / "shirube.sqlite3").symlink_to(name)
    return Installation(tmp_path, settings)
