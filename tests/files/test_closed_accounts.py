"""Who has closed the account stays away after a restore."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from shirube.accounts import interface as accounts
from shirube.accounts.models import Resident
from shirube.files import interface as files
from shirube.kernel.clock import JAPAN
from shirube.kernel.identity import IdentityLevel
from shirube.organizations.models import Municipality
from tests.factories.residents import ResidentFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 10, tzinfo=JAPAN)


@pytest.fixture
def left(
    in_city: Municipality,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Resident:
    """山田, as the database of yesterday knows her, who has closed the account today."""
    settings.FILES_FOLDER = tmp_path / "files"
    row: Resident = ResidentFactory(municipality=in_city, email="yamada@resident.example")
    actor = accounts.ResidentActor(resident_id=row.pk, level=IdentityLevel.MAIL, authenticated_at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        accounts.close_resident(municipality_id=in_city.pk, actor=actor, now=NOW)
    return row


def test_a_closed_account_that_a_backup_brings_back_is_closed_again(
    left: Resident, in_city: Municipality
) -> None:
    left.save()
    assert Resident.objects.get().email == "yamada@resident.example"

    assert files.forget_again(municipality_id=in_city.pk, now=NOW).again == 1
    found = Resident.objects.get()
    assert (found.email, found.closed_at is None) == ("", False)


def test_one_that_did_not_come_back_is_left_alone(left: Resident, in_city: Municipality) -> None:
    found = files.forget_again(municipality_id=in_city.pk, now=NOW)
    assert (found.known, found.again) == (1, 0)
