"""What every field has, and what a type of field must be able to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PlainValidator

from shirube.forms.domain.concepts import is_concept
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.logic import Rule
from shirube.forms.domain.presenting import Control
from shirube.forms.domain.problems import Problem, Severity
from shirube.forms.domain.words import WordsOrText
from shirube.kernel.packs import PackModel
from shirube.kernel.text import normalise

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
# `row.x` in a rule means this row; a field of that name would hide it.
_RESERVED = frozenset({"row"})
# No answer is longer: of what is, enough is read to say that it is too long.
MOST_READ = 20_000
# What was typed, by the part of the field ("" where it has one input only).
Typed = Mapping[str, Sequence[str]]
Inputs = dict[str, list[str]]
Schema = dict[str, Any]


def _check_key(key: str) -> str:
    if not KEY.fullmatch(key):
        raise ValueError("key")
    if key in _RESERVED:
        raise ValueError("reserved_key")
    return key


def _required(content: Any) -> Any:
    # YAML reads yes and no as true and false.
    return {True: "yes", False: "no"}.get(content, content) if isinstance(content, bool) else content


def _check_concept(name: str) -> str:
    if not is_concept(name):
        raise ValueError("unknown_concept")
    return name


def _rule(content: Any) -> Rule:
    return content if isinstance(content, Rule) else Rule(content)


Key = Annotated[str, AfterValidator(_check_key)]
Required = Annotated[Literal["yes", "soft", "no"], BeforeValidator(_required)]
Concept = Annotated[str, AfterValidator(_check_concept)]
Logic = Annotated[Rule, PlainValidator(_rule), PlainSerializer(lambda rule: rule.content)]


class Check(PackModel):
    """A rule that must not be false; else the message stands at its field."""

    rule: Logic
    message: WordsOrText
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: None means nothing was given. With errors the value is not to be used."""

    value: Any = None
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        return any(one.severity == "error" for one in self.problems)


class FieldCore(PackModel):
    """One field. Its subclasses are the types; `docs/recipes/add-a-field-type.md` says how to add one."""

    # Whether it has an answer of its own that is typed in.
    is_asked: ClassVar[bool] = True

    key: Key
    label: WordsOrText
    help: WordsOrText | None = None
    required: Required = "yes"
    concept: Concept | None = None
    when: Logic | None = None
    checks: Annotated[list[Check], Field(max_length=10)] = []

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of its inputs' names; "" for the only one."""
        return ("",)

    @property
    def answer_parts(self) -> tuple[str, ...]:
        """The keys of its answer, where that has keys: a rule may name them (`address.prefecture`)."""
        return ()

    def read(self, typed: Typed, today: date | None) -> Reading:
        """The answer in what was typed, in its one canonical form, with what is wrong with it.

        Without `today`, bounds that are set by the day of today are not looked at.
        """
        raise NotImplementedError

    def write(self, value: Any) -> Inputs | None:
        """What to type for a canonical answer, so that `read` gives it back; None where it is not one."""
        raise NotImplementedError

    def logic_value(self, value: Any) -> Any:
        """The answer as rules see it."""
        return value

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        """Its inputs, one for each of `parts`, in the order of reading."""
        raise NotImplementedError

    def tell(self, value: Any, language: str) -> str:
        """The answer in words: on the check page, in the record, in what changed."""
        raise NotImplementedError

    def answer_schema(self) -> Schema:
        """The answer as JSON Schema (draft 2020-12)."""
        raise NotImplementedError


def one_line(typed: Typed, part: str = "") -> str:
    """What was typed into an input of one line: full width or half, as it was meant."""
    raw = next(iter(typed.get(part, ())), "")[:MOST_READ]
    return " ".join(normalise(raw).split())


def several_lines(typed: Typed, part: str = "") -> str:
    raw = next(iter(typed.get(part, ())), "")[:MOST_READ]
    return normalise(raw.replace("\r\n", "\n").replace("\r", "\n"))


def digits_of(text: str) -> str:
    """Only the digits, where nothing else but the usual separators was typed; else the text as it is."""
    bare = re.sub(r"[\s\-‐-―−ー・.()]", "", unicodedata.normalize("NFKC", text))
    return bare if bare.isascii() and bare.isdecimal() else text
