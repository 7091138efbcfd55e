"""Reads that every page makes, written to SQL once for each process and kind of database.

Cost: Django writes the SQL of a query anew each time, which takes some ten times as long as the database needs to answer
a look by key. A read that stands here keeps the SQL that Django wrote, and nothing of what it found: each call asks the
database again and hands out new objects, so that a change shows at once.

Danger: the query is built a single time, with stand-ins for what differs from call to call. The municipality in scope is
one of them; a read of a tenant table whose SQL does not ask for it is refused.

`kernel.prepared_writes` does the same for inserts and updates.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import get_related_populators

from shirube.kernel.scope import current_municipality, municipality_scope
from shirube.kernel.tenancy import is_tenant

M = TypeVar("M", bound=models.Model)
Value = UUID | str | datetime | int
SCOPE = "municipality in scope"


class Small(int):
    """The kind of a value for a column of two bytes, for which an `int` stands in with too large a number."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the parameters a value goes."""

    index: int
    name: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The SQL, and how a row of its answer becomes an object."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[Place, ...]
    model: type[models.Model]
    names: tuple[str, ...]
    span: slice
    related: Sequence[Any]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]


class PreparedRead(Generic[M]):
    """`PreparedRead(build, code=str)`: `build(code=…)` gives the queryset; then `.find(code=…)` and `.list(code=…)`.

    Values are UUIDs, texts, moments and whole numbers, never None: SQL asks for NULL in other words.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]], **kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds
        self._sentences: dict[str, _Sentence] = {}

    def find(self, **values: Value) -> M | None:
        """The first row; None where there is none."""
        return next(iter(self.list(**values)), None)

    def list(self, **values: Value) -> list[M]:
        """All rows, as the queryset would give them. NoScopeError where a tenant table is read outside any scope."""
        sentence, rows = self._ask(values)
        return [_object(sentence, row) for row in rows]

    def keys(self, **values: Value) -> Sequence[Any]:
        """The first column of all rows: the primary keys of a queryset with `only("pk")`, without objects around them."""
        sentence, rows = self._ask(values)
        return [_converted(sentence, row)[0] for row in rows]

    def _ask(self, values: Mapping[str, Value]) -> tuple[_Sentence, Sequence[Any]]:
        database = database_in_use()
        sentence = self._sentences.get(database.vendor) or self._prepare()
        params = filled(sentence.params, sentence.places, values, self._kinds, database)
        with open_cursor(database) as cursor:
            cursor.execute(sentence.sql, params)
            return sentence, cursor.fetchall()

    def _prepare(self) -> _Sentence:
        stand_ins: dict[str, Value] = {name: stand_in(kind) for name, kind in self._kinds.items()}
        scope = uuid4()
        with municipality_scope(scope):
            queryset = self._build(**stand_ins)
            sentence = _write(queryset, {**stand_ins, SCOPE: scope})
        require_places(sentence.places, stand_ins, queryset.model)
        self._sentences[connection.vendor] = sentence
        return sentence


def stand_in(kind: type[Value]) -> Value:
    """A value that stands nowhere else in a query, so that its place is found again."""
    if kind is datetime:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=secrets.randbits(50))
    if kind is Small:
        return 2**14 + secrets.randbits(13)
    if kind is int:
        return 2**20 + secrets.randbits(28)
    return uuid4() if kind is UUID else secrets.token_hex(16)


def database_in_use() -> Any:
    """The connection itself. Cost: Django's `connection` stands for it and looks it up anew at every touch."""
    return connections[DEFAULT_DB_ALIAS]


def written(value: Value, database: Any) -> Any:
    """As Django gives it to this database; psycopg takes all of these as they are."""
    if database.vendor == "postgresql":
        return value
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not database.features.has_native_uuid_field:
        return value.hex
    return value


def filled(
    params: Sequence[Any],
    places: Sequence[Place],
    values: Mapping[str, Value],
    kinds: Mapping[str, object],
    database: Any,
) -> list[Any]:
    """The parameters with this call's values in their places. TypeError where one is missing, too much or None."""
    if values.keys() != kinds.keys() or None in values.values():
        raise TypeError(f"expected values for {sorted(kinds)}")
    ready = list(params)
    for place in places:
        value = current_municipality() if place.name == SCOPE else values[place.name]
        ready[place.index] = written(value, database)
    return ready


def require_places(
    places: Sequence[Place], stand_ins: Mapping[str, Value], model: type[models.Model]
) -> None:
    """TypeError where the SQL does not ask for a value, or of a tenant's table not for the municipality in scope."""
    named = {place.name for place in places}
    missing = stand_ins.keys() - named
    if missing or (is_tenant(model) and SCOPE not in named):
        raise TypeError(f"the SQL does not ask for {sorted(missing) or SCOPE}")


def open_cursor(database: Any) -> Any:
    """On PostgreSQL one that lets the server keep the plan of a sentence, too (kernel.postgresql)."""
    return getattr(database, "keeping_cursor", database.cursor)()


def _write(queryset: models.QuerySet[Any], stand_ins: dict[str, Value]) -> _Sentence:
    compiler: Any = queryset.query.get_compiler(using=connection.alias)
    sql, params = compiler.as_sql()
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    converters = compiler.get_converters(expression for expression, _, _ in compiler.select)
    return _Sentence(
        sql=sql,
        params=tuple(params),
        places=tuple(places_of(params, stand_ins)),
        model=info["model"],
        names=tuple(column[0].target.attname for column in compiler.select[first:last]),
        span=slice(first, last),
        # The stubs describe a later Django.
        related=get_related_populators(info, compiler.select, connection.alias),  # type: ignore[call-arg]
        converters=tuple((index, tuple(found), column) for index, (found, column) in converters.items()),
    )


def places_of(params: Sequence[Any], stand_ins: dict[str, Value]) -> list[Place]:
    database = database_in_use()
    names = {written(stand_in, database): name for name, stand_in in stand_ins.items()}
    return [Place(index, names[param]) for index, param in enumerate(params) if _is_among(names, param)]


def _is_among(names: dict[Any, str], param: Any) -> bool:
    return isinstance(param, Hashable) and param in names


def _converted(sentence: _Sentence, row: Sequence[Any]) -> list[Any]:
    values = list(row)
    for index, converters, column in sentence.converters:
        for convert in converters:
            values[index] = convert(values[index], column, connection)
    return values


def _object(sentence: _Sentence, values: Sequence[Any]) -> Any:
    row = _converted(sentence, values)
    found = sentence.model.from_db(connection.alias, sentence.names, row[sentence.span])
    for populator in sentence.related:
        populator.populate(row, found)
    return found
