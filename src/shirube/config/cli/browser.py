"""The Chromium of the journeys: one that is there, or Debian's."""

from __future__ import annotations

from pathlib import Path

from shirube.config.cli import processes
from shirube.config.cli.output import CannotContinueError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without them the pages' Japanese is boxes, and a picture of a page shows nothing.
FONTS = "fonts-noto-cjk"
FONT_FILES = "/usr/share/fonts/opentype/noto"


def find_or_install_chromium() -> Path:
    """The program; CannotContinueError where there is none and none may be installed."""
    found = processes.find_program(NAMES)
    missing = [FONTS] if found is None or not any(Path(FONT_FILES).glob("NotoSansCJK*")) else []
    if found is None:
        missing.append("chromium")
    if missing and processes.may_install():
        processes.install_from_debian(*missing)
        found = processes.find_program(NAMES)
    if found is None:
        raise CannotContinueError(
            "Chromium が見つかりません。管理者に「apt-get install chromium fonts-noto-cjk」を頼むか、"
            "ブラウザーでの確認を省くなら --without-journeys を付けてください。"
        )
    return found
