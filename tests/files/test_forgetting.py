"""The ledger of what was forgotten, and forgetting again after an older database was put back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from shirube.files import interface as files
from shirube.files.models import ForgottenKey
from shirube.organizations.models import Municipality
from tests.files.conftest import NOW

HOLDER = "tests.thing:1"


@pytest.fixture
def forgotten(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a room was asked to forget again."""
    asked: list[str] = []

    def forget(*, holder: str, **_: object) -> bool:
        asked.append(holder)
        return True

    monkeypatch.setattr(files.forgetters, "_entries", {})
    files.forgetters.register(files.Forgetter(identifier="tests.thing", forget=forget))
    return asked


@pytest.fixture
def ledger(folder: Path) -> Path:
    return folder.with_name(files.LEDGER)


@pytest.fixture
def note(
    in_city: Municipality, django_capture_on_commit_callbacks: Callable[..., object]
) -> Callable[..., None]:
    def run(holder: str = HOLDER, *, dies: bool = False) -> None:
        with django_capture_on_commit_callbacks(execute=not dies), transaction.atomic():
            files.ensure_keyring(municipality_id=in_city.pk, now=NOW)
            files.note_forgotten(municipality_id=in_city.pk, holder=holder, now=NOW)

    return run


def again(city: UUID, **facts: object) -> tuple[int, int]:
    found = files.forget_again(municipality_id=city, now=NOW, **facts)
    return found.again, found.spoilt


def test_what_was_forgotten_is_asked_to_be_forgotten_again(
    note: Callable[..., None], in_city: Municipality, forgotten: list[str]
) -> None:
    note()

    assert again(in_city.pk) == (1, 0)
    assert forgotten == [HOLDER]
    assert again(in_city.pk, since=NOW + timedelta(seconds=1)) == (0, 0)


def test_the_ledger_is_its_owners_and_names_nobody(note: Callable[..., None], ledger: Path) -> None:
    note()

    assert ledger.stat().st_mode & 0o777 == 0o600
    assert set(ledger.read_text().split('"')[1::4]) == {"municipality", "holder", "at", "signature"}


def test_a_line_that_the_city_has_not_signed_forgets_nothing(
    note: Callable[..., None], in_city: Municipality, ledger: Path, forgotten: list[str]
) -> None:
    note()
    ledger.write_text(ledger.read_text().replace("tests.thing:1", "tests.thing:2") + '{"torn')

    assert again(in_city.pk) == (0, 2)
    assert forgotten == []


def test_what_a_killed_process_left_out_is_written_at_night(
    note: Callable[..., None], in_city: Municipality, ledger: Path, forgotten: list[str]
) -> None:
    note(dies=True)
    assert not ledger.exists()

    written = [files.write_forgettings(municipality_id=in_city.pk) for _ in range(2)]

    assert (written, again(in_city.pk)) == ([1, 0], (1, 0))
    assert ForgottenKey.objects.get().is_written


def test_what_is_written_already_is_not_written_twice(
    note: Callable[..., None], in_city: Municipality, ledger: Path
) -> None:
    note()
    before = ledger.read_text()

    assert files.write_forgettings(municipality_id=in_city.pk) == 0
    assert ledger.read_text() == before


def test_another_citys_line_is_not_ours(
    note: Callable[..., None], other_city: Municipality, forgotten: list[str]
) -> None:
    note()

    assert again(other_city.pk) == (0, 0)
