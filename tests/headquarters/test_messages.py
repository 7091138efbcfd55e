"""What residents read of meetings exists in English and やさしい日本語; what was said in them is the city's own words."""

from __future__ import annotations

import pytest

from shirube.config.messages import list_misfits, list_untranslated
from tests.architecture.rooms import SOURCE

ROOM = SOURCE / "headquarters"
SHARED = ("_decision.html", "_figures.html", "_minutes_part.html")
RESIDENTS = [
    *(ROOM / "templates/headquarters/public").glob("*.html"),
    *(ROOM / "templates/headquarters" / name for name in SHARED),
    ROOM / "web/public_views.py",
    ROOM / "web/calendar_views.py",
]


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_every_text_for_residents_is_translated(locale: str) -> None:
    assert list_untranslated(locale, RESIDENTS) == []
    assert list_misfits(locale) == []
