"""Files. The room that owns the case stores them; the form knows what they are called and how large they are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypedDict

from pydantic import Field

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Typed

FileKinds = Literal["photos", "documents", "any"]


class FileAnswer(TypedDict):
    """A stored file as an answer names it."""

    id: str
    name: str
    size: int
    sha256: str
    content_type: str


_KINDS = {"id": str, "name": str, "size": int, "sha256": str, "content_type": str}


class FilesField(FieldCore):
    type: Literal["files"]
    max_files: Annotated[int, Field(ge=1, le=20, strict=True)] = 5
    kinds: FileKinds = "any"

    def read(self, typed: Typed, today: date) -> Reading:  # noqa: ARG002
        """Nothing is typed; `bind_step` adds what was stored."""
        return Reading()

    def write(self, value: Any) -> Inputs | None:  # noqa: ARG002
        return None


def is_file(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(_KINDS)
        and all(type(value[name]) is kind for name, kind in _KINDS.items())
    )
