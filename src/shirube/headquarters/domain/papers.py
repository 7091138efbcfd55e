"""What a paper is made of: plain blocks that a page, a screen and a PDF draw alike, and that are kept as JSON when sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Line breaks are kept."""

    text: str
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of texts. An empty cell is drawn as 記載なし: say 0 where 0 is meant. The first cell names its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    type: Literal["grid"] = "grid"

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.caption}: {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it is written ("70.8"), with its unit; `note` says of when and from where. "" is not measured."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    type: Literal["figure"] = "figure"


Block = Heading | Paragraph | Grid | Figure
_KINDS: Mapping[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "grid": Grid,
    "figure": Figure,
}


@dataclass(frozen=True, slots=True)
class PaperContent:
    """What an agenda item's paper says of the thing it is about.

    `stamp` changes when, and only when, what is to be decided on changes: a decision on an item whose stamp moved after the
    papers were sent is refused. "" where nothing such can happen, as with figures of a named day.
    """

    title: str
    blocks: tuple[Block, ...]
    stamp: str = ""


def blocks_to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [_to_json(block) for block in blocks]


def blocks_from_json(content: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(_from_json(dict(one)) for one in content)


def digest_of(content: Any) -> str:
    """Of plain data; the same content has the same digest, in whatever order its keys stand."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _to_json(block: Block) -> dict[str, Any]:
    if isinstance(block, Grid):
        rows = [list(row) for row in block.rows]
        return {"type": block.type, "caption": block.caption, "columns": list(block.columns), "rows": rows}
    if isinstance(block, Figure):
        return {
            "type": block.type,
            "label": block.label,
            "value": block.value,
            "unit": block.unit,
            "note": block.note,
        }
    return {"type": block.type, "text": block.text}


def _from_json(content: dict[str, Any]) -> Block:
    kind = _KINDS[content.pop("type")]
    if kind is Grid:
        content = {
            "caption": content["caption"],
            "columns": tuple(content["columns"]),
            "rows": tuple(tuple(row) for row in content["rows"]),
        }
    return kind(**content)


@dataclass(frozen=True, slots=True)
class Step:
    """A future step as a paper shows it; `due` is already in words."""

    text: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True)
class ItemPaper:
    """The whole paper of an agenda item, as it is kept when sent. `kind` is a domain.terms.ItemKind."""

    kind: str
    number: int
    title: str
    section: str
    points: str
    future: str
    other: str
    figures: tuple[Figure, ...]
    attachments: tuple[str, ...]
    steps: tuple[Step, ...]
    subject: str
    blocks: tuple[Block, ...]

    def to_json(self) -> dict[str, Any]:
        content: dict[str, Any] = {name: getattr(self, name) for name in _PLAIN}
        content["figures"] = blocks_to_json(self.figures)
        content["attachments"] = list(self.attachments)
        content["steps"] = [{"text": one.text, "owner": one.owner, "due": one.due} for one in self.steps]
        content["blocks"] = blocks_to_json(self.blocks)
        return content


_PLAIN = ("kind", "number", "title", "section", "points", "future", "other", "subject")


def item_paper_from_json(content: Mapping[str, Any]) -> ItemPaper:
    figures = blocks_from_json(content["figures"])
    return ItemPaper(
        **{name: content[name] for name in _PLAIN},
        figures=tuple(one for one in figures if isinstance(one, Figure)),
        attachments=tuple(content["attachments"]),
        steps=tuple(Step(**one) for one in content["steps"]),
        blocks=blocks_from_json(content["blocks"]),
    )
