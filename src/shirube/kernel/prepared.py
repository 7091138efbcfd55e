"""Reads that every page makes, written to SQL once for each process and kind of database.

Cost: Django writes the SQL of a query anew each time, which takes some ten times as long as the database needs to answer
a look by key. A read that stands here keeps the SQL that Django wrote, and nothing of what it found: each call asks the
database again and hands out new objects, so that a change shows at once.

Danger: the query is built a single time, with stand-ins for what differs from call to call. The municipality in scope is
one of them; a read of a tenant table whose SQL does not ask for it is refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models
from django.db.models.query import get_related_populators

from shirube.kernel.scope import current_municipality, municipality_scope
from shirube.kernel.tenancy import is_tenant

M = TypeVar("M", bound=models.Model)
Value = UUID | str
_SCOPE = "municipality in scope"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the parameters a value goes, and how this database writes it."""

    index: int
    name: str
    write: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The SQL, and how a row of its answer becomes an object."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[_Place, ...]
    model: type[models.Model]
    names: tuple[str, ...]
    span: slice
    related: Sequence[Any]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]


class PreparedRead(Generic[M]):
    """`PreparedRead(build, code=str)`: `build(code=…)` gives the queryset; then `.find(code=…)` and `.list(code=…)`.

    Values are UUIDs and texts, never None: SQL asks for NULL in other words.
    """

    def __init__(self, build: Callable[..., models.QuerySet[M]], **kinds: type[Value]) -> None:
        self._build, self._kinds = build, kinds
        self._sentences: dict[str, _Sentence] = {}

    def find(self, **values: Value) -> M | None:
        """The first row; None where there is none."""
        return next(iter(self.list(**values)), None)

    def list(self, **values: Value) -> list[M]:
        """All rows, as the queryset would give them. NoScopeError where a tenant table is read outside any scope."""
        sentence = self._sentences.get(connection.vendor) or self._prepare()
        if is_scoped := any(place.name == _SCOPE for place in sentence.places):
            values = {**values, _SCOPE: current_municipality()}
        if (
            values.keys() != self._kinds.keys() | ({_SCOPE} if is_scoped else set())
            or None in values.values()
        ):
            raise TypeError(f"expected values for {sorted(self._kinds)}")
        params = list(sentence.params)
        for place in sentence.places:
            params[place.index] = place.write(values[place.name])
        with connection.cursor() as cursor:
            cursor.execute(sentence.sql, params)
            return [_object(sentence, list(row)) for row in cursor.fetchall()]

    def _prepare(self) -> _Sentence:
        stand_ins: dict[str, Value] = {name: _stand_in(kind) for name, kind in self._kinds.items()}
        scope = uuid4()
        with municipality_scope(scope):
            queryset = self._build(**stand_ins)
            sentence = _write(queryset, {**stand_ins, _SCOPE: scope})
        missing = stand_ins.keys() - {place.name for place in sentence.places}
        if missing or (is_tenant(queryset.model) and _SCOPE not in {place.name for place in sentence.places}):
            raise TypeError(f"the SQL does not ask for {sorted(missing) or _SCOPE}")
        self._sentences[connection.vendor] = sentence
        return sentence


def _stand_in(kind: type[Value]) -> Value:
    return uuid4() if kind is UUID else secrets.token_hex(16)


def _write(queryset: models.QuerySet[Any], stand_ins: dict[str, Value]) -> _Sentence:
    compiler: Any = queryset.query.get_compiler(using=connection.alias)
    sql, params = compiler.as_sql()
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    converters = compiler.get_converters(expression for expression, _, _ in compiler.select)
    return _Sentence(
        sql=sql,
        params=tuple(params),
        places=tuple(_places(params, stand_ins)),
        model=info["model"],
        names=tuple(column[0].target.attname for column in compiler.select[first:last]),
        span=slice(first, last),
        # The stubs describe a later Django.
        related=get_related_populators(info, compiler.select, connection.alias),  # type: ignore[call-arg]
        converters=tuple((index, tuple(found), column) for index, (found, column) in converters.items()),
    )


def _places(params: Sequence[Any], stand_ins: dict[str, Value]) -> list[_Place]:
    found = []
    for index, param in enumerate(params):
        for name, stand_in in stand_ins.items():
            if param == stand_in:
                found.append(_Place(index, name, lambda value: value))
            # SQLite keeps ids as 32 hexadecimal digits.
            elif isinstance(stand_in, UUID) and param == stand_in.hex:
                found.append(_Place(index, name, lambda value: value.hex))
    return found


def _object(sentence: _Sentence, row: list[Any]) -> Any:
    for index, converters, column in sentence.converters:
        for convert in converters:
            row[index] = convert(row[index], column, connection)
    found = sentence.model.from_db(connection.alias, sentence.names, row[sentence.span])
    for populator in sentence.related:
        populator.populate(row, found)
    return found
