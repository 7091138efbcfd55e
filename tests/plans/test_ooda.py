"""Quick calls between two reviews."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.commands.ooda import AlreadyWrittenError, IncompleteOodaError, write_ooda_entry
from shirube.plans.models import Initiative, OodaEntry
from shirube.plans.queries.workbench import list_ooda_entries

Deed = Callable[..., Any]


@pytest.fixture
def write(deed: Deed, initiative: Initiative, clerk: Actor) -> Deed:
    """Write a whole entry, or what the test says instead."""

    def run(**facts: Any) -> Any:
        words = {"observed": "予約が朝に集中", "oriented": "枠が均等", "decided": "昼の枠を増やす"}
        return deed(write_ooda_entry, **{"initiative_id": initiative.pk, "actor": clerk, **words, **facts})

    return run


def test_an_entry_may_be_written_before_anything_was_done(write: Deed) -> None:
    entry = OodaEntry.objects.get(pk=write(observed=" 予約が朝に集中 "))

    assert (entry.observed, entry.acted) == ("予約が朝に集中", "")


@pytest.mark.parametrize("missing", ["observed", "oriented", "decided"])
def test_observed_oriented_and_decided_must_say_something(write: Deed, missing: str) -> None:
    with pytest.raises(IncompleteOodaError):
        write(**{missing: "　"})

    assert not OodaEntry.objects.exists()


def test_a_form_sent_twice_is_kept_once(write: Deed) -> None:
    drawn = new_id()
    write(entry_id=drawn)

    with pytest.raises(AlreadyWrittenError):
        write(entry_id=drawn)
    assert OodaEntry.objects.count() == 1


def test_another_section_may_not_write(write: Deed, stranger: Actor) -> None:
    with pytest.raises(NotYourSectionError):
        write(actor=stranger)


def test_the_newest_entry_comes_first(write: Deed, initiative: Initiative, city: Municipality) -> None:
    older, newer = write(), write()

    entries = list_ooda_entries(municipality_id=city.pk, initiative_id=initiative.pk)

    assert [entry.id for entry in entries] == [newer, older]
