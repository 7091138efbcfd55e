"""The catalogues: compiling them, bringing them up to date, and saying what they lack."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import polib

from shirube.config.messages.sources import Text, find_texts

SOURCE = Path(__file__).resolve().parents[2]
ROOT = SOURCE.parents[1]
# Plural forms of each locale, as gettext writes them. Django's name of "ja-easy" on disk is ja_Easy.
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "ja_Easy": "nplurals=1; plural=0;"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def compile_all() -> list[str]:
    """Compile each catalogue that is newer than its compiled form; the locales done."""
    done = []
    for source in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Whole or not at all: a server may be reading it.
        unfinished = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        done.append("/".join(source.parts[-5:-2:2]))
    return done


def extract_all() -> dict[str, int]:
    """Merge the texts of each room's sources into its catalogues; how many texts each locale still lacks.

    Translations stay, a text that has gone is kept as obsolete, and a file with nothing new is written as it was. A
    text that another room has translated already takes that translation over.
    """
    for room, sources in _by_room(_sources()).items():
        wanted = _template_catalogue(find_texts(sources))
        for locale in PLURALS:
            _bring_up_to_date(room, locale, wanted)
    return {locale: len(list_untranslated(locale)) for locale in PLURALS}


def list_untranslated(locale: str, sources: Sequence[Path] | None = None) -> list[str]:
    """The texts of `sources` (all, when not said) that `locale` ("en", "ja_Easy") has no translation for."""
    translated = set(_known(locale))
    texts = find_texts(_sources() if sources is None else sources)
    missing = {text.message: None for text in texts if (text.context, text.message) not in translated}
    return list(missing)


def list_misfits(locale: str) -> list[str]:
    """Texts whose translation has other placeholders than the original: it would break the page, or lose a figure."""
    return [
        entry.msgid
        for entry in _known(locale).values()
        for translation in (entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        if not _placeholders(translation) <= _placeholders(entry.msgid + entry.msgid_plural)
        or (not entry.msgid_plural and _placeholders(translation) != _placeholders(entry.msgid))
    ]


def _bring_up_to_date(room: str, locale: str, wanted: polib.POFile) -> None:
    path = _path(room, locale)
    if not wanted and not path.exists():
        return
    catalogue = _open(path)
    catalogue.merge(wanted)
    known = _known(locale)
    for entry in catalogue.untranslated_entries():
        elsewhere = known.get(_identity(entry))
        if elsewhere is not None:
            entry.msgstr, entry.msgstr_plural = elsewhere.msgstr, dict(elsewhere.msgstr_plural)
    catalogue.metadata = _metadata(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def _known(locale: str) -> dict[tuple[str, str], polib.POEntry]:
    """Every translation of every room."""
    paths = sorted(SOURCE.glob(f"*/locale/{locale}/LC_MESSAGES/django.po"))
    return {_identity(entry): entry for path in paths for entry in _open(path).translated_entries()}


def _by_room(sources: Iterable[Path]) -> dict[str, list[Path]]:
    rooms: dict[str, list[Path]] = {}
    for path in sources:
        rooms.setdefault(path.relative_to(SOURCE).parts[0], []).append(path)
    return rooms


def _sources() -> list[Path]:
    python = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in SOURCE.rglob("templates/**/*") if path.suffix in {".html", ".txt"}]
    return sorted([*python, *templates])


def _template_catalogue(texts: Iterable[Text]) -> polib.POFile:
    """One entry for each text, with the files that use it (no line numbers: they would change every day)."""
    entries: dict[tuple[str, str], polib.POEntry] = {}
    for text in texts:
        entry = entries.setdefault((text.context, text.message), _entry(text))
        entry.msgid_plural = entry.msgid_plural or text.plural
        place = (str(text.path.relative_to(ROOT)), "")
        if place not in entry.occurrences:
            entry.occurrences.append(place)
    catalogue = polib.POFile()
    catalogue.extend(entries.values())
    return catalogue


def _entry(text: Text) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.message, msgctxt=text.context or None, msgid_plural=text.plural)
    if "%(" in text.message:
        entry.flags.append("python-format")
    return entry


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def _path(room: str, locale: str) -> Path:
    return SOURCE / room / "locale" / locale / "LC_MESSAGES" / "django.po"


def _metadata(locale: str) -> dict[str, str]:
    return {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[locale],
    }


def _identity(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def _placeholders(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))
