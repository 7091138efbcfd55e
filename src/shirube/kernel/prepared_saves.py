"""Saves that every application makes: new values of any kind for columns of one row (see kernel.prepared_writes)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connection, models
from django.db.models.sql import UpdateQuery

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
)
from shirube.kernel.scope import municipality_scope


@dataclass(frozen=True, slots=True)
class _Sentence:
    sql: str
    fields: Sequence[Any]
    params: tuple[Any, ...]
    places: tuple[Place, ...]


class PreparedSave:
    """`PreparedSave(build, columns, pk=UUID)`: `build(pk=…)` gives the queryset, each call new values of the columns.

    As `PreparedUpdate`, for values of any kind, None too. Columns have the names they have on a row (`municipality_id`).
    """

    def __init__(
        self, build: Callable[..., models.QuerySet[Any]], columns: Sequence[str], **kinds: type[Value]
    ) -> None:
        self._build, self._columns, self._kinds = build, columns, kinds
        self._sentences: dict[str, _Sentence] = {}

    def save(self, new: Mapping[str, Any], **values: Value) -> int:
        """How many rows it met. NoScopeError where a tenant's table is written outside any scope."""
        database = database_in_use()
        sentence = self._sentences.get(database.vendor) or self._prepare()
        where = filled(sentence.params, sentence.places, values, self._kinds, database)
        saved = [field.get_db_prep_save(new[field.attname], database) for field in sentence.fields]
        with open_cursor(database) as cursor:
            cursor.execute(sentence.sql, [*saved, *where])
            return int(cursor.rowcount)

    def _prepare(self) -> _Sentence:
        stand_ins: dict[str, Value] = {name: stand_in(kind) for name, kind in self._kinds.items()}
        scope = uuid4()
        with municipality_scope(scope):
            queryset = self._build(**stand_ins)
            query: Any = queryset.query.chain(UpdateQuery)
            where, params = query.get_compiler(using=connection.alias).compile(query.where)
        # A join that was trimmed away is still named, and not counted.
        if sum(count > 0 for count in query.alias_refcount.values()) > 1:
            raise TypeError("a row is saved in one table")
        fields = [_field(queryset.model, name) for name in self._columns]
        places = tuple(places_of(params, {**stand_ins, SCOPE: scope}))
        require_places(places, stand_ins, queryset.model)
        sentence = _Sentence(_sql(queryset.model, fields, where), fields, tuple(params), places)
        self._sentences[connection.vendor] = sentence
        return sentence


def _field(model: type[models.Model], name: str) -> Any:
    return next(field for field in model._meta.local_concrete_fields if field.attname == name)


def _sql(model: type[models.Model], fields: Sequence[Any], where: str) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    return f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {where}"  # noqa: S608 — names of our own.
