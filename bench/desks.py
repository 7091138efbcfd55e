"""Signing in as staff over HTTP."""

from __future__ import annotations

from bench.load import Connection
from bench.reception import CITY
from bench.visitors import Visitor

OVERSEER = "suzuki@shirube.example"
CLERK = "sato@shirube.example"
PASSWORD = "a password of the benchmarks"  # noqa: S105 — for an installation that lives for minutes on this machine.


def sign_in(connection: Connection, person: str = OVERSEER) -> Visitor:
    """One of the people of `bench.staff` with a browser."""
    visitor = Visitor(connection)
    page = visitor.get(f"/{CITY}/accounts/login/")
    visitor.send(page, [("login", person), ("password", PASSWORD)])
    return visitor
