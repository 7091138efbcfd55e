"""Readings above their characters, and nothing else touched."""

from __future__ import annotations

import pytest

from shirube.ui.ruby import with_ruby

RUBY = "<ruby>手続<rp>（</rp><rt>てつづ</rt><rp>）</rp></ruby>き"


def test_a_reading_goes_above_its_characters() -> None:
    assert with_ruby("<p>手続（てつづ）き</p>") == f"<p>{RUBY}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<title>手続（てつづ）き</title>",
        '<a title="手続（てつづ）き">x</a>',
        "<svg><text>手続（てつづ）</text></svg>",
        "<p>手続（申請）</p>",
        "<p>DX（でぃー）</p>",
    ],
)
def test_attributes_drawings_and_other_brackets_stay(html: str) -> None:
    assert with_ruby(html) == html


def test_text_behind_an_element_of_plain_text_is_read_again() -> None:
    assert with_ruby("<svg><text>手続（てつづ）</text></svg><p>手続（てつづ）き</p>").endswith(
        f"<p>{RUBY}</p>"
    )
