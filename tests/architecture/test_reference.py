"""What is written about the code is what the code says."""

from __future__ import annotations

import pytest

from shirube.config.reference import render_pages, subclasses
from shirube.kernel.errors import DomainError
from shirube.ui.sentences import knows
from tests.architecture.rooms import ROOT, built_rooms

PAGES = render_pages()
ERRORS = sorted({error.code for error in subclasses(DomainError)})


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_current(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")

    assert written == PAGES[name], "run ./shirube reference"


@pytest.mark.parametrize("code", ERRORS)
def test_every_broken_rule_has_a_sentence(code: str) -> None:
    assert knows(code)


def test_the_map_names_every_room() -> None:
    page = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    named = {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| ")}

    assert built_rooms() == named - {"Room"}
