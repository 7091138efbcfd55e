"""Giving new facts their position: the batch in which the roll-up first saw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import F

from shirube.kernel.transactions import command
from shirube.measures.commands.recording import record_facts
from shirube.measures.models import Fact, Stream
from shirube.measures.registry import FactSource

_AT_ONCE = 50_000
_KEYS_AT_ONCE = 500
# What is recorded later always prevails over what a room remembers of the time before.
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def gather_facts(*, municipality_id: UUID, source: FactSource) -> None:
    """Put every new fact of the source into a batch. Safe to be killed at any moment and to be called twice."""
    begin_stream(municipality_id=municipality_id, source=source)
    while gather_batch(municipality_id=municipality_id, source=source.identifier):
        pass


@command
def begin_stream(*, municipality_id: UUID, source: FactSource) -> None:
    """The first time: what happened before the room began to record."""
    _stream, is_new = Stream.objects.get_or_create(municipality_id=municipality_id, source=source.identifier)
    if is_new and source.history is not None:
        record_facts(
            municipality_id=municipality_id,
            source=source,
            facts=source.history(municipality_id),
            now=_BEFORE_ALL,
        )


@command
def gather_batch(*, municipality_id: UUID, source: str) -> int:
    """One batch of the facts that wait; how many they were.

    Danger: the stream's row is taken first, so that one gathers at a time and batches follow each other. Rows are
    marked before they are looked at: what is committed in between waits for the next batch.
    """
    rows = Fact.objects.filter(municipality_id=municipality_id, source=source)
    waiting = rows.filter(batch__isnull=True)
    if not waiting.exists():
        return 0
    stream = Stream.objects.filter(municipality_id=municipality_id, source=source)
    stream.update(last_batch=F("last_batch") + 1)
    batch = stream.values_list("last_batch", flat=True).get()
    # Cost: only where very many wait are they picked by their ids, which may make the database read the whole table.
    is_flood = waiting[: _AT_ONCE + 1].count() > _AT_ONCE
    chosen = waiting.filter(pk__in=waiting.values("pk")[:_AT_ONCE]) if is_flood else waiting
    count = chosen.update(batch=batch)
    for keys in _keys_of(municipality_id, source, batch):
        losers = list(_losers(municipality_id, source, keys))
        rows.filter(pk__in=losers).update(replaced_in=batch)
    return count


def _keys_of(municipality_id: UUID, source: str, batch: int) -> Iterator[Sequence[str]]:
    keyed = Fact.objects.filter(municipality_id=municipality_id, source=source, batch=batch).exclude(key="")
    keys = list(keyed.values_list("key", flat=True).distinct())
    return (keys[at : at + _KEYS_AT_ONCE] for at in range(0, len(keys), _KEYS_AT_ONCE))


def _losers(municipality_id: UUID, source: str, keys: Sequence[str]) -> Iterator[UUID]:
    """Of each key the fact that was recorded last stands, in whatever order they were met; the others are replaced."""
    standing = Fact.objects.filter(
        municipality_id=municipality_id,
        source=source,
        key__in=keys,
        batch__isnull=False,
        replaced_in__isnull=True,
        # Cost: said as the index on keys says it, which is partial: a long list of keys does not tell the planner.
    ).exclude(key="")
    prevailing: dict[str, UUID] = {}
    for key, fact_id in standing.order_by("recorded_at", "pk").values_list("key", "pk"):
        if key in prevailing:
            yield prevailing[key]
        prevailing[key] = fact_id
