"""The words of the pages in other languages."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from shirube.config import messages
from shirube.config.messages import catalogues
from shirube.config.messages.sources import Text, find_texts

TEMPLATE = """{% load i18n %}<h1>{% translate "計画" %}</h1>
{% translate "五月" context "月の名" %}{% blocktranslate trimmed with name=city.name %}
  {{ name }}の計画
{% endblocktranslate %}{% blocktranslate count number=total %}{{ number }}件{% plural %}{{ number }}件ずつ{% endblocktranslate %}
<p title="{{ _("ホーム") }}">it's</p>"""
PYTHON = """label = _("指標")
other = translation.gettext("年" "度")
many = ngettext("%(n)s 日", "%(n)s 日間", 3)
nothing = _(label)
"""


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree with one template and one module, and no catalogue yet."""
    source = tmp_path / "src" / "shirube"
    (source / "plans" / "templates").mkdir(parents=True)
    (source / "plans" / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    (source / "plans" / "words.py").write_text(PYTHON, encoding="utf-8")
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "SOURCE", source)
    return source


def _translate(locale: str, **translations: str) -> Path:
    path = catalogues.SOURCE / "plans" / "locale" / locale / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    for original, translation in translations.items():
        entry = catalogue.find(original)
        assert entry is not None
        entry.msgstr = translation
    catalogue.save()
    return path


def test_texts_of_templates_are_found(sources: Path) -> None:
    page = sources / "plans" / "templates" / "page.html"

    assert list(find_texts([page])) == [
        Text(page, "計画"),
        Text(page, "五月", context="月の名"),
        Text(page, "%(name)sの計画"),
        Text(page, "%(number)s件", "%(number)s件ずつ"),
        Text(page, "ホーム"),
    ]


def test_texts_of_python_are_found(sources: Path) -> None:
    words = sources / "plans" / "words.py"

    assert {text.message for text in find_texts([words])} == {"指標", "年度", "%(n)s 日"}


def test_a_new_catalogue_lacks_every_text(sources: Path) -> None:
    assert messages.extract_all() == {"en": 8, "ja_Easy": 8}
    assert messages.list_untranslated("en", [sources / "plans" / "words.py"]) == ["指標", "年度", "%(n)s 日"]


@pytest.mark.usefixtures("sources")
def test_extracting_again_keeps_translations_and_changes_nothing() -> None:
    messages.extract_all()
    path = _translate("en", 計画="Plan")
    messages.extract_all()
    before = path.read_bytes()
    messages.extract_all()

    assert path.read_bytes() == before
    assert "計画" not in messages.list_untranslated("en")


def test_a_text_that_has_gone_is_kept_as_obsolete_until_it_returns(sources: Path) -> None:
    messages.extract_all()
    path = _translate("en", 指標="Indicator")
    (sources / "plans" / "words.py").write_text("")
    messages.extract_all()
    gone = [entry.msgid for entry in polib.pofile(str(path)).obsolete_entries()]
    (sources / "plans" / "words.py").write_text(PYTHON, encoding="utf-8")
    messages.extract_all()

    assert "指標" in gone
    assert "指標" not in messages.list_untranslated("en")
    assert "Indicator" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("sources")
def test_a_translation_that_loses_a_figure_is_named() -> None:
    messages.extract_all()
    _translate("en", **{"%(name)sの計画": "The plan", "計画": "Plan"})

    assert messages.list_misfits("en") == ["%(name)sの計画"]


@pytest.mark.usefixtures("sources")
def test_a_catalogue_is_compiled_only_when_it_has_changed() -> None:
    messages.extract_all()

    assert messages.compile_all() == ["plans/en", "plans/ja_Easy"]
    assert messages.compile_all() == []


def test_a_room_takes_over_what_another_has_translated(sources: Path) -> None:
    messages.extract_all()
    _translate("en", 指標="Indicator")
    (sources / "measures").mkdir()
    (sources / "measures" / "words.py").write_text('_("指標")\n', encoding="utf-8")
    messages.extract_all()

    written = (sources / "measures" / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(
        encoding="utf-8"
    )
    assert 'msgstr "Indicator"' in written
