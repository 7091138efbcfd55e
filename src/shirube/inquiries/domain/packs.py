"""An inquiry as a pack: one that a document tells of. Only what the document says; what it leaves open stays open."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from shirube.kernel.packs import InvalidPackError, PackModel, problems_of

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class PackSource(PackModel):
    title: Annotated[str, Field(min_length=1, max_length=200)]
    note: Annotated[str, Field(max_length=500)] = ""


class InquiryPack(PackModel):
    """`known_until`: the day of the document; nothing is known of the inquiry beyond it.

    `section` asks, by its code, and `sections` are asked; both may be missing in the document. `addressees` are its words
    for whom it went to. `register` is the register that the inquiry is about.
    """

    kind: Literal["inquiry"] = "inquiry"
    version: Literal[1] = 1
    municipality: str
    key: Slug
    title: Annotated[str, Field(min_length=1, max_length=200)]
    purpose: Annotated[str, Field(max_length=4_000)] = ""
    addressees: Annotated[str, Field(max_length=200)] = ""
    section: str = ""
    sections: list[str] = []
    sent_on: date | None = None
    due_on: date
    register_code: Annotated[str, Field(max_length=40, alias="register")] = ""
    known_until: date
    source: PackSource


def parse_inquiry_pack(content: object) -> InquiryPack:
    """The pack, or InvalidPackError with every problem of its form."""
    try:
        return InquiryPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
