"""Fields nobody types into: a value that is worked out, and an explanation."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Logic, Schema
from shirube.forms.domain.fields.numbers import with_unit
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control
from shirube.forms.domain.wording.parts import NO, YES
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

    def draw(self, pen: Pen) -> tuple[Control, ...]:  # noqa: ARG002
        return ()

    def tell(self, value: Any, language: str) -> str:
        return with_unit(self.tell_bare(value, language), self.unit, language)

    def tell_bare(self, value: Any, language: str) -> str:
        """Without its unit, which stands beside it on the page."""
        if isinstance(value, bool):
            return YES(language) if value else NO(language)
        if isinstance(value, int | float):
            return f"{value:,}" if isinstance(value, int) else f"{round(value, 6):,}"
        return str(value)

    def answer_schema(self) -> Schema:
        return {"readOnly": True}


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

    def draw(self, pen: Pen) -> tuple[Control, ...]:  # noqa: ARG002
        return ()

    def tell(self, value: Any, language: str) -> str:  # noqa: ARG002
        return ""

    def answer_schema(self) -> Schema:
        return {}
