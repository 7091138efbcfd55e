"""Files. The room that owns the case stores them; the form knows what they are called and how large they are."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, TypedDict

from pydantic import Field

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, ControlKind
from shirube.forms.domain.wording.parts import JOINT

FileKinds = Literal["photos", "documents", "any"]


class FileAnswer(TypedDict):
    """A stored file as an answer names it."""

    id: str
    name: str
    size: int
    sha256: str
    content_type: str


_KINDS = {"id": str, "name": str, "size": int, "sha256": str, "content_type": str}
_SCHEMA_KINDS: dict[type, str] = {str: "string", int: "integer"}
_PHOTOS, _DOCUMENTS = "image/*,.heic,.heif", ".pdf,.docx,.xlsx,.txt,.csv"
_ACCEPT = {"photos": _PHOTOS, "documents": _DOCUMENTS, "any": f"{_PHOTOS},{_DOCUMENTS}"}


def size_text(size: int) -> str:
    """「1.2MB」."""
    return f"{size / 1_000_000:.1f}MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))}KB"


class FilesField(FieldCore):
    type: Literal["files"]
    max_files: Annotated[int, Field(ge=1, le=20, strict=True)] = 5
    kinds: FileKinds = "any"

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        """Nothing is typed; `bind_step` adds what was stored."""
        return Reading()

    def write(self, value: Any) -> Inputs | None:  # noqa: ARG002
        return None

    @property
    def accept(self) -> str:
        """What the browser's dialog offers first; the content is checked when it is stored."""
        return _ACCEPT[self.kinds]

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(kind=ControlKind.FILE, value=""),)

    def tell(self, value: Any, language: str) -> str:
        return JOINT(language).join(one["name"] for one in value)

    def answer_schema(self) -> Schema:
        one = {
            "type": "object",
            "properties": {name: {"type": _SCHEMA_KINDS[kind]} for name, kind in _KINDS.items()},
            "required": list(_KINDS),
            "additionalProperties": False,
        }
        return {"type": "array", "items": one, "minItems": 1, "maxItems": self.max_files}


def is_file(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(_KINDS)
        and all(type(value[name]) is kind for name, kind in _KINDS.items())
    )


def files_in(value: Any) -> list[FileAnswer]:
    """The files of an answer; what is no file is left out (`check_answers` tells of it)."""
    return [one for one in value if is_file(one)] if isinstance(value, list) else []
