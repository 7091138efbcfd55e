"""The databases on which something is measured: both keep every confirmed write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from shirube.config.cli.test_server import postgresql_for_measuring

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address for SHIRUBE_DATABASE; empty for SQLite, whose file lies in the data folder of the installation."""
    with nullcontext("") if kind == SQLITE else postgresql_for_measuring() as address:
        yield address
