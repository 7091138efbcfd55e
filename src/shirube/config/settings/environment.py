"""What an installation says through environment variables; documented in docs/reference/settings.md."""

from __future__ import annotations

import os
from pathlib import Path

SOURCE_ROOT = Path(__file__).resolve().parents[4]

DATA = Path(os.environ.get("SHIRUBE_DATA", SOURCE_ROOT / ".shirube" / "data")).resolve()
PACKS = Path(os.environ.get("SHIRUBE_PACKS", SOURCE_ROOT / "packs")).resolve()


def read_flag(name: str, *, default: bool) -> bool:
    """1/true/yes/on in any case; anything else is false; unset is `default`."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def read_list(name: str, default: str = "") -> list[str]:
    """Comma-separated values without blanks."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def read_secret(name: str, file_name: str) -> str:
    """The variable, or the content of a file in the data folder; empty when neither is there.

    Secrets made by the installation itself live beside its data, readable by its user only.
    """
    if value := os.environ.get(name):
        return value
    path = DATA / file_name
    return path.read_text().strip() if path.exists() else ""
