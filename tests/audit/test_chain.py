"""The log shows when it has been tampered with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from shirube.audit import interface as audit
from shirube.audit.models import Entry
from shirube.organizations.models import Municipality

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


@pytest.fixture
def three_entries(in_city: Municipality) -> Municipality:
    with transaction.atomic():
        for number in range(3):
            audit.record(
                municipality_id=in_city.pk,
                actor=audit.SYSTEM,
                action="tests.done",
                subject=f"tests.thing:{number}",
                now=NOW + timedelta(seconds=number),
                facts={"語": "値"},
            )
    return in_city


def test_an_untouched_chain_holds(three_entries: Municipality) -> None:
    assert audit.find_broken_link(municipality_id=three_entries.pk) is None


@pytest.mark.parametrize(
    "change",
    [{"actor": "staff:x"}, {"facts": {}}, {"at": NOW}, {"subject": "tests.thing:9"}, {"hash": "0" * 64}],
)
def test_a_changed_entry_breaks_the_chain(three_entries: Municipality, change: dict[str, Any]) -> None:
    Entry.objects.filter(number=2).update(**change)

    assert audit.find_broken_link(municipality_id=three_entries.pk) == 2


def test_a_removed_last_entry_shows_against_the_head(three_entries: Municipality) -> None:
    Entry.objects.filter(number=3).delete()

    assert audit.find_broken_link(municipality_id=three_entries.pk) == 3


def test_an_entry_vanishes_with_the_change_it_tells_of(in_city: Municipality) -> None:
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():  # noqa: PT012 — the rollback is the point.
        audit.record(municipality_id=in_city.pk, actor="system", action="a", subject="s", now=NOW)
        raise RuntimeError("undone")

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_nothing_is_recorded_outside_a_command(in_city: Municipality) -> None:
    with pytest.raises(RuntimeError, match="inside a command"):
        audit.record(municipality_id=in_city.pk, actor="system", action="a", subject="s", now=NOW)
