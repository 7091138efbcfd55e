"""Which municipality the running code works for. No scope, no rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

_current: ContextVar[UUID | None] = ContextVar("shirube_municipality", default=None)


class NoScopeError(RuntimeError):
    """A tenant's table was asked for without saying which municipality: a defect, never a user's fault."""


def current_municipality() -> UUID:
    """The municipality in scope; NoScopeError when there is none."""
    municipality_id = _current.get()
    if municipality_id is None:
        raise NoScopeError("a tenant table was queried outside any municipality's scope")
    return municipality_id


def find_municipality() -> UUID | None:
    return _current.get()


@contextmanager
def municipality_scope(municipality_id: UUID) -> Iterator[None]:
    """Work for one municipality: the ORM and, on PostgreSQL, the database itself show its rows only."""
    token = _current.set(municipality_id)
    try:
        yield
    finally:
        _current.reset(token)
