"""To whom a notice goes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.languages import BY_CODE, JAPANESE


@dataclass(frozen=True, slots=True)
class Recipient:
    """`language` is one of kernel.languages; an unknown one reads Japanese. `name` fills `{recipient_name}` only."""

    email: str
    language: str = JAPANESE.code
    name: str = ""
    resident_id: UUID | None = None

    @property
    def reads(self) -> str:
        return self.language if self.language in BY_CODE else JAPANESE.code
