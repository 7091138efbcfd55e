"""The rooms and their order, read from the one place that states them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "shirube"


def contracts() -> dict[str, dict[str, Any]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in config["tool"]["importlinter"]["contracts"]}


def ranks() -> dict[str, int]:
    """Each room's height: kernel 0, the composing config on top."""
    layers = contracts()["rooms"]["layers"]
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def built_rooms() -> set[str]:
    return {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
