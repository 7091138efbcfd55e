"""Fields nobody types into: a value that is worked out, and an explanation."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Logic
from shirube.forms.domain.words import WordsOrText


class ComputedField(FieldCore):
    is_asked: ClassVar[bool] = False

    type: Literal["computed"]
    formula: Logic
    unit: WordsOrText | None = None
    required: Literal["no"] = "no"

    @property
    def parts(self) -> tuple[str, ...]:
        return ()

    def write(self, value: Any) -> Inputs | None:  # noqa: ARG002
        return None


class ExplanationField(FieldCore):
    is_asked: ClassVar[bool] = False

    type: Literal["explanation"]
    text: WordsOrText
    required: Literal["no"] = "no"

    @property
    def parts(self) -> tuple[str, ...]:
        return ()

    def write(self, value: Any) -> Inputs | None:  # noqa: ARG002
        return None
