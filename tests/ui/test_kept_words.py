"""`{% translate %}` looks a sentence up once for each language, and never shows one language's words in another."""

from __future__ import annotations

from unittest.mock import patch

from django.template import Context, Template
from django.utils import translation

PAGE = '{% load i18n %}{% translate "手続き" %}'


def drawn(template: Template, language: str, **context: object) -> str:
    with translation.override(language):
        return str(template.render(Context(context)))


def test_each_language_has_its_own_words() -> None:
    page = Template(PAGE)

    assert [drawn(page, language) for language in ("ja", "en", "ja", "en")] == [
        "手続き",
        "Procedures",
        "手続き",
        "Procedures",
    ]


def test_a_sentence_is_looked_up_once() -> None:
    page = Template(PAGE)
    first = drawn(page, "en")

    with patch("django.template.base.gettext_lazy", side_effect=AssertionError):
        assert drawn(page, "en") == first


def test_words_go_into_a_variable() -> None:
    page = Template('{% load i18n %}{% translate "手続き" as title %}[{{ title }}]')

    assert [drawn(page, language) for language in ("en", "ja", "en")] == [
        "[Procedures]",
        "[手続き]",
        "[Procedures]",
    ]


def test_what_is_not_written_out_is_looked_up_each_time() -> None:
    page = Template("{% load i18n %}{% translate title %}")

    assert drawn(page, "en", title="手続き") == "Procedures"
    assert drawn(page, "en", title="<計画>") == "&lt;計画&gt;"


def test_a_filter_is_asked_each_time() -> None:
    page = Template('{% load i18n %}{% translate "手続き"|add:mark %}')

    assert drawn(page, "ja", mark="！") == "手続き！"
    assert drawn(page, "ja", mark="？") == "手続き？"
