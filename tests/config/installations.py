"""A whole installation in a folder of its own, worked on through the real command line."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.databases import give_tables

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installation:
    """`database` is an address of PostgreSQL, or nothing for SQLite in the folder."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """`./shirube WORDS…` on this installation."""
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("SHIRUBE_", "DJANGO_"))
        }
        chosen = {"SHIRUBE_DATABASE": self.database} if self.database else {}
        return subprocess.run(  # noqa: S603 — ourselves.
            [sys.executable, "-m", "shirube.config.cli", *map(str, words), "--data", str(self.data)],
            env=own | {"PYTHONPATH": str(ROOT / "src")} | chosen | self.more,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def do(self, *words: str | Path) -> str:
        """As `run`, and it must succeed; what it says on stdout."""
        finished = self.run(*words)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    def found(self) -> None:
        """Keys, tables, one city with its plan, and one stored file."""
        self.do("make-keys")
        give_tables(self.data, self.database)
        packs = ROOT / "packs"
        self.do("load", packs / "municipalities" / "shirube.yaml", packs / "plans" / "shirube-dx-2024.yaml")
        (self.data / "files" / "ab").mkdir(parents=True)
        (self.data / "files" / "ab" / "evidence").write_bytes(b"\x00evidence\xff")

    def give_keys_to(self, other: Installation) -> None:
        """As an operator does who kept the keys apart from the backup."""
        other.data.mkdir(parents=True, exist_ok=True)
        for name in ("secret-key", "files-key"):
            (other.data / name).write_bytes((self.data / name).read_bytes())
