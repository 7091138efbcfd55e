"""Writes that every rush makes, written to SQL once for each process and kind of database (see kernel.prepared).

Cost: for a row of twenty columns Django takes longer to write the INSERT than the database to do it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery, UpdateQuery

from shirube.kernel.prepared import (
    SCOPE,
    Place,
    Value,
    database_in_use,
    filled,
    open_cursor,
    places_of,
    require_places,
    stand_in,
    written,
)
from shirube.kernel.scope import municipality_scope

M = TypeVar("M", bound=models.Model)
Change = tuple[models.QuerySet[Any], Mapping[str, Any]]
# How a row's value becomes a parameter of the database at hand.
Writer = Callable[[Any, Any], Any]
# What its own type already is as a parameter, on every database; on PostgreSQL psycopg takes these too.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.FloatField)
_PLAIN_ON_POSTGRESQL = (*_PLAIN, models.UUIDField, models.DateField)
# Of the protocol; a sentence this long has stopped saving anything.
_MOST_PARAMETERS = 1000
# Inserts that wait to go along with an update (`writes_together`).
_waiting: ContextVar[list[tuple[str, list[Any]]] | None] = ContextVar("shirube_waiting_writes", default=None)


@contextmanager
def writes_together() -> Iterator[None]:
    """On PostgreSQL, let the inserts in here go along with the first update after them, else at the end.

    Cost: one statement instead of one for each row (INSERTs in front of an UPDATE as common table expressions). What they
    break is told by whoever sends them, which is still within the same transaction. Nothing in here may read them.
    """
    if database_in_use().vendor != "postgresql" or _waiting.get() is not None:
        yield
        return
    token = _waiting.set([])
    try:
        yield
        send_along("", [])
    finally:
        _waiting.reset(token)


class PreparedInsert(Generic[M]):
    """`PreparedInsert(Entry)`, then `.insert(row, …)`: what `bulk_create` does, for single rows.

    `ignore_conflicts`: a row that is there already stays as it is. IntegrityError otherwise.
    """

    def __init__(self, model: type[M], *, ignore_conflicts: bool = False) -> None:
        self._model, self._ignores = model, ignore_conflicts
        self._sentences: dict[str, tuple[str, Sequence[Writer]]] = {}

    def insert_now(self, *rows: M) -> int:
        """All rows in one statement, which waits for no other; how many were new.

        With `ignore_conflicts`, who inserts one row learns so without a savepoint around it.
        """
        return _execute(*self._insertion(rows)) if rows else 0

    def insert(self, *rows: M) -> None:
        """All rows in one statement, which goes along with an update within `writes_together()`."""
        if not rows:
            return
        waiting, (sql, values) = _waiting.get(), self._insertion(rows)
        if waiting is None:
            _execute(sql, values)
        else:
            _make_room(len(values))
            waiting.append((sql, values))

    def _insertion(self, rows: Sequence[M]) -> tuple[str, list[Any]]:
        """The statement with its values. The rows are marked as Django's own inserts leave them."""
        database = database_in_use()
        sql, writers = self._sentences.get(database.vendor) or self._write(rows[0])
        values = [write(row, database) for row in rows for write in writers]
        for row in rows:
            _mark_inserted(row, database)
        return _for_rows(sql, len(writers), len(rows)), values

    def _write(self, row: M) -> tuple[str, Sequence[Writer]]:
        fields = self._model._meta.local_concrete_fields
        ignore = OnConflict.IGNORE if self._ignores else None
        query: Any = InsertQuery(self._model, on_conflict=ignore)
        query.insert_values(fields, [row])
        ((sql, _),) = query.get_compiler(using=connection.alias).as_sql()
        if sql.count("%s") != len(fields):
            raise TypeError(f"{self._model.__name__} needs more than values to be inserted")
        found = str(sql), [_writer_of(field) for field in fields]
        self._sentences[connection.vendor] = found
        return found


def _mark_inserted(row: models.Model, database: Any) -> None:
    state: Any = row._state  # noqa: SLF001
    state.adding, state.db = False, database.alias


@lru_cache(maxsize=256)
def _for_rows(sql: str, columns: int, rows: int) -> str:
    """An INSERT of one row as one of several."""
    one = f"({', '.join(['%s'] * columns)})"
    front, _, end = sql.rpartition(one)
    return f"{front}{', '.join([one] * rows)}{end}"


@dataclass(frozen=True, slots=True)
class _Sentence:
    sql: str
    params: tuple[Any, ...]
    places: tuple[Place, ...]


class PreparedUpdate:
    """`PreparedUpdate(build, slot_id=UUID, n=int)`: `build(slot_id=…, n=…)` gives the queryset and what changes.

    Then `.update(slot_id=…, n=…)`: how many rows it met. The condition stands in the UPDATE, as always. Whole numbers are
    for columns of four bytes or more; those of two bytes are `Small`.
    """

    def __init__(self, build: Callable[..., Change], **kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds
        self._sentences: dict[str, _Sentence] = {}

    def update(self, **values: Value) -> int:
        """NoScopeError where a tenant's table is written outside any scope."""
        database = database_in_use()
        sentence = self._sentences.get(database.vendor) or self._prepare()
        return send_along(
            sentence.sql, filled(sentence.params, sentence.places, values, self._kinds, database)
        )

    def _prepare(self) -> _Sentence:
        stand_ins: dict[str, Value] = {name: stand_in(kind) for name, kind in self._kinds.items()}
        scope = uuid4()
        with municipality_scope(scope):
            queryset, changes = self._build(**stand_ins)
            sentence = _write_update(queryset, changes, {**stand_ins, SCOPE: scope})
        require_places(sentence.places, stand_ins, queryset.model)
        self._sentences[connection.vendor] = sentence
        return sentence


def _make_room(parameters: int) -> None:
    """Send what waits where it would become too much with what comes."""
    waiting = _waiting.get()
    if waiting and sum(len(row) for _, row in waiting) + parameters > _MOST_PARAMETERS:
        send_along("", [])


def send_along(sql: str, values: list[Any]) -> int:
    """The update, with the inserts that wait in front of it; how many rows it met.

    `sql` may be empty where only they are left, and may begin with common table expressions of its own.
    """
    waiting = _waiting.get()
    if not waiting:
        return _execute(sql, values) if sql else 0
    sentences = (*(one for one, _ in waiting), *([sql] if sql else []))
    params = [value for _, row in waiting for value in row] + values
    waiting.clear()
    return _execute(_together(sentences), params)


@lru_cache(maxsize=256)
def _together(sentences: tuple[str, ...]) -> str:
    """The last one with those before it as common table expressions, which are carried out all the same."""
    if len(sentences) == 1:
        return sentences[0]
    before = ", ".join(f"w{number} AS ({sql})" for number, sql in enumerate(sentences[:-1]))
    last = sentences[-1].strip()
    own = last.removeprefix("WITH ")
    return f"WITH {before}{' ' if own == last else ', '}{own}"


def _execute(sql: str, values: list[Any]) -> int:
    with open_cursor(database_in_use()) as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _write_update(
    queryset: models.QuerySet[Any], changes: Mapping[str, Any], stand_ins: dict[str, Value]
) -> _Sentence:
    query: Any = queryset.query.chain(UpdateQuery)
    query.add_update_values(changes)
    sql, params = query.get_compiler(using=connection.alias).as_sql()
    return _Sentence(sql, tuple(params), tuple(places_of(params, stand_ins)))


def _writer_of(field: models.Field[Any, Any]) -> Writer:
    """How a row's value becomes a parameter: as it is where that is all the field would do."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return lambda row, database: field.get_db_prep_save(field.pre_save(row, add=True), database)
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    value_of = attrgetter(field.attname)
    plain = _PLAIN_ON_POSTGRESQL if connection.vendor == "postgresql" else _PLAIN
    if isinstance(target, plain):
        return lambda row, _database: value_of(row)
    if isinstance(target, models.UUIDField):
        return lambda row, database: _key(value_of(row), field, database)
    return lambda row, database: field.get_db_prep_save(value_of(row), database)


def _key(value: Any, field: models.Field[Any, Any], database: Any) -> Any:
    """Cost: the way through the field is ten times as long, and half of a row's columns are ids."""
    return written(value, database) if isinstance(value, UUID) else field.get_db_prep_save(value, database)
