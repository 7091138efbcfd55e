"""The log shows when it has been tampered with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shirube.audit import interface as audit
from shirube.audit.domain.chain import entry_frame, entry_hash
from shirube.audit.models import Entry
from shirube.kernel.scope import NoScopeError
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


_WORDS = st.text(max_size=12)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    number=st.integers(1, 2**60),
    words=st.fixed_dictionaries(dict.fromkeys(("actor", "action", "subject"), _WORDS)),
    facts=st.dictionaries(_WORDS, st.none() | st.integers() | _WORDS, max_size=3),
)
def test_the_frame_of_an_entry_is_what_its_hash_is_taken_from(
    number: int, words: dict[str, str], facts: dict[str, object]
) -> None:
    previous = f"{number:064x}"
    before, behind = entry_frame(NOW, **words, facts=facts)
    body = f'["{previous}{before}{number}{behind}'.encode()

    assert sha256(body).hexdigest() == entry_hash(previous, NOW, {**words, "facts": facts, "number": number})


def test_odd_words_are_linked_as_they_stand(in_city: Municipality) -> None:
    odd = "\"\\ '%s %% $1 語\U0001f40d\n"
    with transaction.atomic():
        for number in range(2):
            audit.record(
                municipality_id=in_city.pk,
                actor=odd,
                action=odd,
                subject=f"{odd}{number}",
                now=NOW,
                facts={odd: [odd, 1.5, None, {"深い": odd}]},
            )

    assert audit.find_broken_link(municipality_id=in_city.pk) is None
    assert [entry.actor for entry in audit.list_entries(municipality_id=in_city.pk)] == [odd, odd]


def test_outside_any_scope_nothing_is_written(city: Municipality) -> None:
    with pytest.raises(NoScopeError), transaction.atomic():
        audit.record(municipality_id=city.pk, actor="system", action="a", subject="s", now=NOW)


@pytest.mark.django_db
def test_nothing_is_recorded_outside_a_command(in_city: Municipality) -> None:
    with pytest.raises(RuntimeError, match="inside a command"):
        audit.record(municipality_id=in_city.pk, actor="system", action="a", subject="s", now=NOW)
