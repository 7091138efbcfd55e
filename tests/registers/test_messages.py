"""What residents read of registers exists in English and やさしい日本語; names of items and stages are the city's own words."""

from __future__ import annotations

import pytest

from shirube.config.messages import list_misfits, list_untranslated
from tests.architecture.rooms import SOURCE

ROOM = SOURCE / "registers"
RESIDENTS = [*(ROOM / "templates/registers/public").glob("*.html"), ROOM / "web/public_views.py"]


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_every_text_for_residents_is_translated(locale: str) -> None:
    assert list_untranslated(locale, RESIDENTS) == []
    assert list_misfits(locale) == []
