"""Writes that keep their SQL: they write what Django would, in the city of the moment, and keep the condition in the UPDATE."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from shirube.accounts.models import AttemptCount
from shirube.audit.models import Entry
from shirube.kernel.prepared_writes import PreparedInsert, PreparedUpdate, writes_together
from shirube.kernel.scope import NoScopeError, municipality_scope
from shirube.organizations.models import Municipality

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
INSERT = PreparedInsert(AttemptCount)
ONCE = PreparedInsert(AttemptCount, ignore_conflicts=True)
RAISE = PreparedUpdate(
    lambda municipality_id, digest: (
        AttemptCount.objects.filter(municipality_id=municipality_id, digest=digest, failures__lt=3),
        {"failures": F("failures") + 1},
    ),
    municipality_id=UUID,
    digest=str,
)


def row(city: Municipality, digest: str = "a", **facts: object) -> AttemptCount:
    usual = {"tried": "code", "locked_until": None, "last_failed_at": NOW, "failures": 1}
    return AttemptCount(municipality=city, digest=digest, **{**usual, **facts})


def test_an_insert_writes_what_django_would(in_city: Municipality) -> None:
    made = row(in_city, locked_until=NOW)
    entry = Entry(
        municipality_id=in_city.pk,
        number=7,
        at=NOW,
        actor="system",
        action="tests",
        subject="x",
        facts={"語": [1]},
    )

    INSERT.insert(made)
    PreparedInsert(Entry).insert(entry)

    found = AttemptCount.objects.get()
    assert {name: getattr(found, name) for name in made.__dict__ if name[0] != "_"} == {
        name: value for name, value in made.__dict__.items() if name[0] != "_"
    }
    assert Entry.objects.values_list("facts", "at").get() == ({"語": [1]}, NOW)
    assert not made._state.adding


def test_a_constraint_has_the_last_word(in_city: Municipality) -> None:
    INSERT.insert(row(in_city))

    ONCE.insert(row(in_city, failures=9))
    with pytest.raises(IntegrityError), transaction.atomic():
        INSERT.insert(row(in_city))

    assert AttemptCount.objects.get().failures == 1


def test_an_update_meets_what_its_condition_says(in_city: Municipality) -> None:
    INSERT.insert(row(in_city), row(in_city, "b"))
    claim = {"municipality_id": in_city.pk, "digest": "a"}

    assert [RAISE.update(**claim) for _ in range(3)] == [1, 1, 0]
    assert dict(AttemptCount.objects.values_list("digest", "failures")) == {"a": 3, "b": 1}


def test_no_city_writes_in_another(city: Municipality, other_city: Municipality) -> None:
    with municipality_scope(city.pk):
        INSERT.insert(row(city))
    claim = {"municipality_id": city.pk, "digest": "a"}

    with municipality_scope(other_city.pk):
        assert RAISE.update(**claim) == 0
    with pytest.raises(NoScopeError):
        RAISE.update(**claim)


def test_sql_that_asks_for_less_than_it_is_told_is_refused(in_city: Municipality) -> None:
    odd = PreparedUpdate(lambda **_: (AttemptCount.objects.all(), {"failures": 0}), digest=str)

    with pytest.raises(TypeError):
        odd.update(digest="a")
    with pytest.raises(TypeError):
        RAISE.update(municipality_id=in_city.pk)


def test_inserts_go_along_with_the_update_behind_them(in_city: Municipality) -> None:
    INSERT.insert(row(in_city))
    claim = {"municipality_id": in_city.pk, "digest": "a"}
    RAISE.update(**claim)

    with transaction.atomic(), CaptureQueriesContext(connection) as seen, writes_together():
        INSERT.insert(row(in_city, "b"), row(in_city, "c"))
        met = RAISE.update(**claim)
        INSERT.insert(row(in_city, "d"))

    on_postgresql = connection.vendor == "postgresql"
    assert (met, AttemptCount.objects.count()) == (1, 4)
    assert len(seen) == (2 if on_postgresql else 3)


def test_what_they_break_is_told_where_they_are_sent(in_city: Municipality) -> None:
    INSERT.insert(row(in_city))

    with pytest.raises(IntegrityError), transaction.atomic(), writes_together():
        INSERT.insert(row(in_city))

    with transaction.atomic(), writes_together():
        INSERT.insert(*[row(in_city, f"{number}") for number in range(20)])
    assert AttemptCount.objects.count() == 21
