"""What a register is: its columns, its stages, who may see it. The YAML of packs/registers."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from shirube.kernel.packs import InvalidPackError, PackModel, problems_of

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
# Headings that every register has beside its own (domain.fields).
RESERVED_LABELS = frozenset({"担当課", "担当者", "関係する例規の改正", "備考", "識別番号"})
Label = Annotated[str, Field(min_length=1, max_length=60)]


class ColumnKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    YEN = "yen"
    DATE = "date"
    SECTION = "section"
    PERSON = "person"
    LAW = "law"
    FILES = "files"


class Visibility(StrEnum):
    """Public: residents too. Staff: everybody who works here. Restricted: the item's section and those who oversee all."""

    PUBLIC = "public"
    STAFF = "staff"
    RESTRICTED = "restricted"


class Option(PackModel):
    """`words` are looked for in ordinances where the register searches them; "…" in one stands for a few letters between."""

    value: Key
    label: Label
    words: list[Annotated[str, Field(min_length=2, max_length=40)]] = []


class Column(PackModel):
    """`long`: several lines. `unit` stands behind a number. `public`: residents read it where the register is public."""

    code: Key
    label: Label
    type: ColumnKind
    options: list[Option] = []
    unit: Annotated[str, Field(max_length=10)] = ""
    hint: Annotated[str, Field(max_length=200)] = ""
    long: bool = False
    public: bool = False

    @model_validator(mode="after")
    def _options_belong_to_choices(self) -> Column:
        if self.type is ColumnKind.CHOICE and not self.options:
            raise ValueError(f"options_missing {self.code}")
        if self.type is not ColumnKind.CHOICE and self.options:
            raise ValueError(f"options_unwanted {self.code}")
        _refuse_twins("option", [option.value for option in self.options])
        return self


class Stage(PackModel):
    code: Key
    label: Label
    hint: Annotated[str, Field(max_length=200)] = ""


class TextSearch(PackModel):
    """Which columns a hit in an ordinance fills, when a person decides that the rule applies."""

    rule: Key
    ordinance: Key
    sentence: Key


class RegisterPack(PackModel):
    """`item_word` is what one row is called (業務, 手続…). `sections_add`: sections may add items of their own."""

    kind: Literal["register"] = "register"
    version: Literal[1] = 1
    code: Slug
    title: Label
    item_word: Label
    summary: Annotated[str, Field(max_length=300)] = ""
    basis: Annotated[str, Field(max_length=300)] = ""
    visibility: Visibility = Visibility.STAFF
    sections_add: bool = False
    position: Annotated[int, Field(ge=0, le=1000)] = 0
    columns: list[Column] = []
    stages: Annotated[list[Stage], Field(min_length=1, max_length=20)]
    text_search: TextSearch | None = None

    @model_validator(mode="after")
    def _codes_are_unique(self) -> RegisterPack:
        _refuse_twins("column", [column.code for column in self.columns])
        labels = [self.item_word, *(column.label for column in self.columns), *RESERVED_LABELS]
        _refuse_twins("column", labels)
        _refuse_twins("stage", [stage.code for stage in self.stages])
        _refuse_twins("stage", [stage.label for stage in self.stages])
        return self

    @model_validator(mode="after")
    def _search_fills_columns(self) -> RegisterPack:
        if self.text_search is None:
            return self
        kinds = {column.code: column.type for column in self.columns}
        wanted = {
            self.text_search.rule: ColumnKind.CHOICE,
            self.text_search.ordinance: ColumnKind.LAW,
            self.text_search.sentence: ColumnKind.TEXT,
        }
        for code, kind in wanted.items():
            if kinds.get(code) is not kind:
                raise ValueError(f"unknown_column {code}")
        return self


def parse_register_pack(content: object) -> RegisterPack:
    """The definition, or InvalidPackError with every problem found."""
    try:
        return RegisterPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error


# By digest. Memory: a definition takes some 20 kB; an installation has a few dozen in its life.
_known: dict[str, RegisterPack] = {}


def known_pack(digest: str, content: object) -> RegisterPack:
    """A definition that was accepted before. `digest` is `digest_of` it, so that a process reads it only once.

    Cost: reading six definitions takes longer than reading what stands in the registers.
    """
    if digest not in _known:
        _known[digest] = RegisterPack.model_validate(content)
    return _known[digest]


def digest_of(pack: PackModel) -> str:
    body = json.dumps(pack.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _refuse_twins(kind: str, codes: Iterable[str]) -> None:
    twins = [code for code, times in Counter(codes).items() if times > 1]
    if twins:
        raise ValueError(f"twin_{kind} {twins[0]}")
