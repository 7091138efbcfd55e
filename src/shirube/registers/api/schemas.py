"""What the API of registers hands out."""

from __future__ import annotations

from datetime import date

from ninja import Schema


class Problem(Schema):
    """problem+json (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class Municipality(Schema):
    code: str
    demonstration: bool


class RegisterEntry(Schema):
    """`known_until`: the day of the document behind it; null where it is kept up to date."""

    code: str
    title: str
    summary: str
    items: int
    done: int
    late: int
    known_until: date | None
    url: str


class RegisterList(Schema):
    municipality: Municipality
    registers: list[RegisterEntry]


class StageDays(Schema):
    code: str
    label: str
    planned: date | None
    actual: date | None


class Item(Schema):
    """`late_since`: the planned day that has passed; null where nothing is late. `values`: what is public, by heading."""

    key: str
    title: str
    section: str
    done: bool
    stage: str | None
    late_since: date | None
    values: dict[str, str]
    stages: list[StageDays]


class Register(RegisterEntry):
    municipality: Municipality
    entries: list[Item]
