"""A table as values: what `ui/components/table.html` draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Status:
    """A state as icon and word; tones and icons are listed in `ui/components/status.html`."""

    label: str
    tone: str = "neutral"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` None means missing, which is said in the words of `missing` (不明 where empty), never drawn as a blank."""

    text: str | None
    url: str = ""
    note: str = ""
    status: Status | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells as there are columns; the first cell names the row. ValueError for a ragged row.

    `stack` turns rows into cards on a phone; leave it off where columns must be compared side by side.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    stack: bool = True

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.caption}: {len(row)} cells for {len(self.columns)} columns")

    def labelled_rows(self) -> Iterator[list[tuple[Column, Cell]]]:
        return (list(zip(self.columns, row, strict=True)) for row in self.rows)
