from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from tests.ui.markup import Markup

SHIRUBE = SimpleNamespace(demonstration=True)
LANGUAGES = [
    {"code": "ja", "label": "日本語", "front": "/shirube/", "current": True},
    {"code": "en", "label": "English", "front": "/shirube/en/", "current": False},
    {"code": "ja-easy", "label": "やさしい日本語", "front": "/shirube/easy/", "current": False},
]


def frame(**context: object) -> Markup:
    return Markup(render_to_string("ui/frame.html", context))


def test_a_frame_without_any_context_still_stands() -> None:
    page = frame()

    assert page.attributes("html") == [{"lang": "ja", "data-language": "ja"}]
    assert "しるべ" in page.text
    assert "見本" not in page.text


def test_the_first_link_leads_to_the_main_part() -> None:
    page = frame()

    assert page.attributes("a")[0]["href"] == "#main"
    assert page.attributes("main")[0]["id"] == "main"


@pytest.mark.parametrize(("language", "lang"), [("ja", "ja"), ("en", "en"), ("ja-easy", "ja")])
def test_the_page_says_its_language(language: str, lang: str) -> None:
    assert frame(language=language).attributes("html") == [{"lang": lang, "data-language": language}]


def test_an_invented_city_is_called_a_demonstration() -> None:
    assert "これは見本です。" in frame(municipality=SHIRUBE, city_name="標市").text


def test_a_real_city_is_not_called_a_demonstration() -> None:
    page = frame(municipality=SimpleNamespace(demonstration=False), city_name="石巻市")

    assert "見本" not in page.text
    assert "石巻市" in page.text


def test_languages_are_links_in_their_own_language() -> None:
    links = frame(language_links=LANGUAGES, language="ja", page_path="plans/").attributes("a")[2:5]

    assert [link["lang"] for link in links] == ["ja", "en", "ja"]
    assert [link.get("aria-current") for link in links] == ["true", None, None]
    assert [link["href"] for link in links] == [
        "/shirube/plans/",
        "/shirube/en/plans/",
        "/shirube/easy/plans/",
    ]


def test_a_part_is_drawn_anew_where_what_it_shows_differs() -> None:
    first = frame(language_links=LANGUAGES, city_name="標市", page_path="plans/").attributes("a")[2:5]
    other = frame(language_links=LANGUAGES[:2], city_name="港市", page_path="a&b/").attributes("a")[2:4]

    assert len(first) == 3
    assert [link["href"] for link in other] == ["/shirube/a&b/", "/shirube/en/a&b/"]


def test_the_current_page_is_marked_in_the_navigation() -> None:
    entries = [
        {"label": "ホーム", "url": "/", "current": False},
        {"label": "計画", "url": "/p/", "current": True},
    ]
    page = frame(navigation=entries, breadcrumbs=[{"label": "ホーム", "url": "/"}, {"label": "計画"}])

    assert page.values("aria-current") == ["page", "page"]


def test_who_is_signed_in_is_shown() -> None:
    assert "佐藤 花子" in frame(staff=SimpleNamespace(name="佐藤 花子")).text


def test_nothing_inline_that_a_strict_policy_would_refuse() -> None:
    page = frame(municipality=SHIRUBE, city_name="標市", language_links=LANGUAGES)

    assert page.values("style") == []
    assert page.attributes("style") == []
    assert [script for script in page.attributes("script") if "src" not in script] == []
