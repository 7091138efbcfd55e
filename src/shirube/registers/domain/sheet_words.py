"""The fixed words of a register's sheet: its format, not prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

FORMAT = "shirube-register-sheet"
FORMAT_VERSION = "1"
TABLE_SHEET, GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET = "台帳", "説明", "しるべ識別", "しるべ一覧"
TOKEN = "識別番号"  # noqa: S105 — a heading, no secret.
HEADING_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIdentity:
    """Which register of which city the sheet belongs to, by codes, and by names for people."""

    municipality: str
    register: str
    municipality_name: str
    register_name: str

    @property
    def pairs(self) -> Mapping[str, str]:
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "municipality": self.municipality,
            "register": self.register,
            "municipality_name": self.municipality_name,
            "register_name": self.register_name,
        }


def make_token(item_id: UUID, revision: int) -> str:
    """Which item the row is, and the revision that it was printed from."""
    return f"{item_id.hex}-{revision}"


def read_token(token: str) -> tuple[UUID, int] | None:
    """Item and revision, or None where the token was changed."""
    line, _, revision = token.strip().partition("-")
    if not (revision.isascii() and revision.isdigit() and len(revision) < 10):
        return None
    try:
        return UUID(hex=line), int(revision)
    except ValueError:
        return None
