"""What happened with an inquiry."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InquirySent(Event):
    """The chief of the asking section approved it; it lies with the sections from now on."""

    municipality_id: UUID
    inquiry_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryAnswered(Event):
    """A section's answer left the section, or it said that the inquiry does not apply to it."""

    municipality_id: UUID
    inquiry_id: UUID
    section_id: UUID
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryClosed(Event):
    """No more answers are taken."""

    municipality_id: UUID
    inquiry_id: UUID
