"""What a type of field draws its inputs with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shirube.forms.domain.presenting import Control, ControlKind, OptionView
from shirube.forms.domain.wording.parts import CHOOSE
from shirube.forms.domain.wording.say import Said


@dataclass(frozen=True, slots=True)
class Pen:
    """`inputs`: what is to stand in them, by part. `marked`: the parts a problem means; None marks all."""

    path: str
    language: str
    inputs: Mapping[str, Sequence[str]]
    concept: str = ""
    is_needed: bool = False
    marked: frozenset[str] | None = frozenset()

    def value(self, part: str) -> str:
        return next(iter(self.inputs.get(part, ())), "")

    def control(self, part: str = "", *, is_optional: bool = False, **facts: Any) -> Control:
        """An input with its name, its value and its marks."""
        return Control(
            name=f"{self.path}.{part}" if part else self.path,
            part=part,
            is_needed=self.is_needed and not is_optional,
            is_invalid=self.marked is None or part in self.marked,
            **{"value": self.value(part), **facts},
        )

    def options(self, part: str, named: Iterable[tuple[str, str, str]]) -> tuple[OptionView, ...]:
        """Choices (value, label, help), the chosen ones marked."""
        chosen = set(self.inputs.get(part, ()))
        return tuple(OptionView(value, label, help_, value in chosen) for value, label, help_ in named)

    def select(self, part: str, named: Iterable[tuple[str, str]], **facts: Any) -> Control:
        """A list that opens, with an empty line first."""
        lines = [("", CHOOSE(self.language), ""), *((value, label, "") for value, label in named)]
        return self.control(part, kind=ControlKind.SELECT, options=self.options(part, lines), **facts)

    def radio(self, part: str, words: Mapping[str, Said] | Mapping[str, Callable[[str], str]]) -> Control:
        lines = [(value, said(self.language), "") for value, said in words.items()]
        return self.control(part, kind=ControlKind.RADIO, options=self.options(part, lines), value="")
