"""`./shirube reference`: write the generated pages of docs/reference anew."""

from __future__ import annotations

from argparse import Namespace

from shirube.config.cli.output import say
from shirube.config.reference import render_pages
from shirube.config.settings.environment import SOURCE_ROOT


def run(options: Namespace) -> int:  # noqa: ARG001 — every subcommand takes its options.
    folder = SOURCE_ROOT / "docs" / "reference"
    for name, text in render_pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        say(f"docs/reference/{name}")
    return 0
