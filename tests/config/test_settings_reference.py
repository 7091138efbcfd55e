"""Every variable that the code reads is explained, and no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"SHIRUBE_[A-Z]+(?:_[A-Z]+)*")


def _read_by_code() -> set[str]:
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "shirube"]
    return {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}


def _explained() -> set[str]:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    return {line.split("`")[1] for line in page.splitlines() if line.startswith("| `SHIRUBE_")}


def test_every_variable_is_explained_and_no_other() -> None:
    assert _explained() == _read_by_code()
