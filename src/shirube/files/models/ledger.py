"""The ledger of what was forgotten: one signed line each, beside the database and in none of its backups.

It holds no personal data: which key of which municipality, and when.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from shirube.files.models.keyrings import Keyring

LEDGER = "forgotten.log"
_USE = "files.forgotten"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The key of `holder` was destroyed at this moment."""

    municipality_id: UUID
    holder: str
    at: datetime

    def line(self, keyring: Keyring) -> str:
        return json.dumps({**self._facts(), "signature": self._signature(keyring)})

    def is_signed_by(self, keyring: Keyring, signature: str) -> bool:
        return hmac.compare_digest(self._signature(keyring), signature)

    def _facts(self) -> dict[str, str]:
        return {
            "municipality": str(self.municipality_id),
            "holder": self.holder,
            "at": self.at.isoformat(),
        }

    def _signature(self, keyring: Keyring) -> str:
        said = "|".join(self._facts().values())
        return hmac.digest(keyring.derive(_USE), said.encode(), "sha256").hex()


def ledger_path() -> Path:
    """Beside the folder of files: `forgotten.log` in the data folder."""
    return Path(settings.FILES_FOLDER).with_name(LEDGER)


def append_lines(lines: Sequence[str]) -> None:
    """On the disk for good when it returns. A line that a power cut has torn is no line, and hurts none after it."""
    path = ledger_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        # Begins anew whatever stands there, in one write, so that two processes do not mix their lines.
        out.write(("\n" + "\n".join(lines) + "\n").encode())
        out.flush()
        os.fsync(out.fileno())


def read_lines() -> Iterator[tuple[Forgotten, str] | None]:
    """What each line says, with its signature; None for one that cannot be read."""
    path = ledger_path()
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if line.strip():
                yield _read(line)


def _read(line: str) -> tuple[Forgotten, str] | None:
    try:
        said = json.loads(line)
        found = Forgotten(UUID(said["municipality"]), said["holder"], datetime.fromisoformat(said["at"]))
        return found, str(said["signature"])
    except (ValueError, KeyError, TypeError):
        return None
