"""A city's register as a pack: which one it keeps, since when nothing more is known, and its items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field as PackField
from pydantic import ValidationError

from shirube.kernel.packs import InvalidPackError, PackModel, PackProblem, problems_of
from shirube.registers.domain.definition import ColumnKind, RegisterPack, Slug
from shirube.registers.domain.fields import (
    NOTE,
    ORDINANCE,
    PERSON,
    SECTION,
    TITLE,
    Field,
    actual_code,
    cell_code,
    fields_of,
    planned_code,
)
from shirube.registers.domain.values import Office, read_typed

# A day; or, for a demonstration that shall not grow old, the number of days from the day of loading.
Day = date | Annotated[int, PackField(ge=-4000, le=4000)]
Given = str | int | Decimal | date | None


class StageDays(PackModel):
    planned: Day | None = None
    actual: Day | None = None


class PackItem(PackModel):
    key: Slug
    title: Annotated[str, PackField(min_length=1, max_length=200)]
    section: str = ""
    person: str = ""
    ordinance: str = ""
    note: str = ""
    cells: dict[str, str | int | Decimal | date] = {}
    stages: dict[str, StageDays] = {}


class PackSource(PackModel):
    title: Annotated[str, PackField(max_length=200)] = ""
    note: Annotated[str, PackField(max_length=500)] = ""


class PackOrdinance(PackModel):
    """The text of an ordinance that the register searches."""

    title: Annotated[str, PackField(min_length=1, max_length=200)]
    section: str = ""
    text: Annotated[str, PackField(min_length=1, max_length=400_000)]


class ItemsPack(PackModel):
    """`known_until`: the day of the document that the items were taken from. Nothing is called late beyond it."""

    kind: Literal["register_items"] = "register_items"
    version: Literal[1] = 1
    municipality: str
    register_code: Slug = PackField(alias="register")
    known_until: date | None = None
    source: PackSource = PackSource()
    items: list[PackItem] = []
    ordinances: list[PackOrdinance] = []


def parse_items_pack(content: object) -> ItemsPack:
    """The pack, or InvalidPackError with every problem of its form; `values_of` judges the values."""
    try:
        pack = ItemsPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
    keys = [item.key for item in pack.items]
    twins = [
        PackProblem(f"items[{number}] › key", "twin_item", key)
        for number, key in enumerate(keys, 1)
        if key in keys[: number - 1]
    ]
    if twins:
        raise InvalidPackError(twins)
    return pack


def values_of(pack: ItemsPack, register: RegisterPack, office: Office) -> list[Mapping[str, str]]:
    """Each item's values in their one form. InvalidPackError with every problem found."""
    problems: list[PackProblem] = []
    found: list[Mapping[str, str]] = [
        dict(_values(item, f"items[{number}]", register, office, problems))
        for number, item in enumerate(pack.items, 1)
    ]
    if problems:
        raise InvalidPackError(problems)
    return found


def _values(
    item: PackItem, place: str, register: RegisterPack, office: Office, problems: list[PackProblem]
) -> Iterator[tuple[str, str]]:
    fields = fields_of(register)
    for code, path, given in _written(item):
        field = fields.get(code)
        if field is None:
            unknown = "unknown_column" if code.startswith(cell_code("")) else "unknown_stage"
            problems.append(PackProblem(f"{place} › {path}", unknown, path.rpartition(" › ")[2]))
            continue
        text = _text(field, given, office.today)
        value = read_typed(field, text, office)
        if isinstance(value, StrEnum):
            # A day of a demonstration that lies ahead of its own loading is a slip like any other.
            problems.append(PackProblem(f"{place} › {path}", _CODES.get(value.value, value.value), text[:60]))
        elif value:
            yield code, value


# Codes of faults that packs have sentences for under another name.
_CODES = {"title_missing": "empty", "not_whole": "not_a_whole_number", "date_in_future": "day_ahead"}


def _written(item: PackItem) -> Iterator[tuple[str, str, Given]]:
    """Code of the field, the way to it in the pack, and what stands there."""
    plain = {
        TITLE: item.title,
        SECTION: item.section,
        PERSON: item.person,
        ORDINANCE: item.ordinance,
        NOTE: item.note,
    }
    yield from ((code, code, text) for code, text in plain.items())
    yield from ((cell_code(column), f"cells › {column}", value) for column, value in item.cells.items())
    for stage, days in item.stages.items():
        yield planned_code(stage), f"stages › {stage} › planned", days.planned
        yield actual_code(stage), f"stages › {stage} › actual", days.actual


def _text(field: Field, given: Given, today: date) -> str:
    if given is None:
        return ""
    if field.kind is ColumnKind.DATE and isinstance(given, int):
        return (today + timedelta(days=given)).isoformat()
    return given.isoformat() if isinstance(given, date) else str(given)
