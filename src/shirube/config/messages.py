"""The words of the pages in other languages: `locale/*/LC_MESSAGES/django.po`, compiled when they change."""

from __future__ import annotations

import os
from pathlib import Path

import polib

LOCALES = Path(__file__).resolve().parent / "locale"


def compile_all() -> list[str]:
    """Compile each catalogue that is newer than its compiled form; the locales done."""
    done = []
    for source in sorted(LOCALES.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Whole or not at all: a server may be reading it.
        unfinished = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        done.append(source.parent.parent.name)
    return done
