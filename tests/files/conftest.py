"""A folder for contents, a purpose, and a scanner, for each test anew."""

from __future__ import annotations

import io
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from shirube.files import interface as files
from tests.files.clamd import FakeClamd
from tests.files.contents import PDF

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
SATO = "staff:sato"
SUBJECT = "plans.reading:1"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    settings.CLAMAV = ""
    return settings.FILES_FOLDER


@pytest.fixture(autouse=True)
def purpose(monkeypatch):
    monkeypatch.setattr(files.purposes, "_entries", {})
    files.purposes.register(
        files.Purpose(identifier="tests.evidence", max_bytes=1024 * 1024, max_files=2, keep_days=365)
    )


@pytest.fixture
def clamd(settings):
    """A scanner that answers, at an address the settings name."""
    # The path of a unix socket has room for about a hundred characters; pytest's own folders may be longer.
    with tempfile.TemporaryDirectory() as place, FakeClamd(str(Path(place) / "clamd")) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        settings.CLAMAV = server.address
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def upload(in_city):
    """`upload(content, "name.pdf")`: what Sato sends."""

    def send(content=PDF, name="証拠.pdf", actor=SATO, now=NOW):
        body = content.encode() if isinstance(content, str) else content
        return files.store_upload(
            municipality_id=in_city.pk,
            purpose="tests.evidence",
            name=name,
            declared_type="application/octet-stream",
            content=io.BytesIO(body),
            actor=actor,
            now=now,
        )

    return send


@pytest.fixture
def attach(in_city):
    """`attach(file)`: the second stage, in a command's transaction."""

    def belong(file, subject=SUBJECT, actor=SATO):
        with transaction.atomic():
            files.attach_file(
                municipality_id=in_city.pk, file_id=file.id, subject=subject, actor=actor, now=NOW
            )

    return belong


@pytest.fixture
def on_disk(folder):
    """What lies in the folder of contents."""
    return lambda: [path for path in folder.rglob("*") if path.is_file()]
