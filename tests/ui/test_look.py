"""What the style sheets promise: contrast, and nothing that a strict policy or a reader's settings would lose."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shirube.ui

ROOM = Path(shirube.ui.__file__).parent
SHEETS = sorted((ROOM / "static/ui").glob("*.css"))
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
TOKENS = dict(
    re.findall(r"--([a-z]+-\d+|sumi-white): (#[0-9a-f]{6})", (ROOM / "static/ui/tokens.css").read_text())
)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(TOKENS[first]), luminance(TOKENS[second])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("sumi-900", "sumi-white"),
        ("sumi-700", "sumi-50"),
        ("sumi-800", "sumi-50"),
        ("blue-1000", "sumi-white"),
        ("blue-1000", "blue-100"),
        ("blue-1000", "yellow-300"),
        ("blue-900", "blue-50"),
        ("blue-1200", "blue-200"),
        ("sumi-white", "blue-900"),
        ("sumi-white", "red-900"),
        ("sumi-900", "yellow-100"),
        ("magenta-900", "sumi-white"),
        ("green-900", "green-50"),
        ("orange-900", "orange-50"),
        ("red-1000", "red-50"),
        ("red-900", "sumi-white"),
    ],
)
def test_words_stand_out_from_their_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("edge", ["sumi-600", "green-800", "orange-800", "red-800", "blue-900", "sumi-420"])
def test_edges_and_signs_stand_out_from_white(edge: str) -> None:
    assert contrast(edge, "sumi-white") >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_fetches_nothing_and_is_short(sheet: Path) -> None:
    text = sheet.read_text()

    assert "url(" not in text
    assert "@import" not in text
    assert text.count("{") == text.count("}")
    assert len(text.splitlines()) <= 400


def test_every_sheet_is_loaded_by_the_frame() -> None:
    loaded = set(re.findall(r"'ui/([a-z]+\.css)'", (ROOM / "templates/ui/frame.html").read_text()))

    assert loaded == {sheet.name for sheet in SHEETS}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_carries_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text()

    assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*src=)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_uses_only_classes_that_exist(template: Path) -> None:
    sheets = "".join(sheet.read_text() for sheet in SHEETS)
    fixed = re.findall(r'class="([a-z0-9 -]+)"', template.read_text())
    missing = {name for names in fixed for name in names.split() if f".{name}" not in sheets}

    assert missing <= {"share"}
