"""The Chromium of the journeys: one that is there, or Debian's."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from pathlib import Path

from shirube.config.cli import processes
from shirube.config.cli.output import CannotContinueError

# Cost: the shell opens a page in a third of the time: the whole browser draws its own windows with pages of its own.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without them the pages' Japanese is boxes, and a picture of a page shows nothing.
FONTS = "fonts-noto-cjk"
FONT_FILES = "/usr/share/fonts/opentype/noto"


def find_or_install_chromium() -> Path:
    """The program; CannotContinueError where there is none and none may be installed."""
    if processes.may_install():
        _install_what_lacks()
    found = processes.find_program(NAMES)
    if found is None:
        raise CannotContinueError(
            f"Chromium が見つかりません。管理者に「apt-get install {SHELL} {FONTS}」を頼むか、"
            "ブラウザーでの確認を省くなら --without-journeys を付けてください。"
        )
    return found


def _install_what_lacks() -> None:
    found = processes.find_program(NAMES)
    missing = [] if found is not None and found.name == SHELL else [SHELL]
    if not any(Path(FONT_FILES).glob("NotoSansCJK*")):
        missing.append(FONTS)
    if missing:
        # A Debian without the shell, or without a network, may have a browser that does.
        with nullcontext() if found is None else suppress(CannotContinueError):
            processes.install_from_debian(*missing)
