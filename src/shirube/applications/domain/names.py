"""Finding a name that is stored sealed: keyed hashes of its parts, so that no plain text lies at rest.

The hashes tell who holds the database but not the key nothing but that two cases share a part of a name.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from shirube.kernel.text import search_key

_WHOLE = "="


def tokens_of(names: Iterable[str], key: bytes) -> frozenset[int]:
    """The hashes under which a case is found. `names` hold family and given name apart by a space where known."""
    return frozenset(_hash(part, key) for name in names for part in _parts(name))


def tokens_wanted(search: str, key: bytes) -> frozenset[int]:
    """What a case must have all of to be found by `search`; empty where nothing can be looked for.

    髙橋 is found by 高橋, タカハシ by たかはし, half-width by full-width. A single character (林) finds whole parts only.
    """
    return frozenset(_hash(part, key) for word in _words(search) for part in _wanted(word))


def whole_part_hash(part: str, key: bytes) -> int:
    """The hash of a whole family or given name, as `tokens_of` keeps it."""
    return _hash(_WHOLE + search_key(part), key)


def _parts(name: str) -> Iterable[str]:
    words = _words(name)
    yield from (_WHOLE + word for word in words)
    yield from _pairs("".join(words))


def _wanted(word: str) -> Iterable[str]:
    return [_WHOLE + word] if len(word) == 1 else _pairs(word)


def _words(text: str) -> list[str]:
    return [key for word in text.replace("\u3000", " ").split() if (key := search_key(word))]


def _pairs(text: str) -> list[str]:
    return [text[start : start + 2] for start in range(len(text) - 1)]


def _hash(part: str, key: bytes) -> int:
    # Eight bytes: a signed integer of the database, half the size of a text. Two parts share one in 10^19 cases.
    return int.from_bytes(hmac.digest(key, part.encode(), "sha256")[:8], signed=True)


def names_in(answers: Any) -> list[str]:
    """All names of people among the answers, in groups too: family and given name apart by a space, kana as well."""
    if isinstance(answers, list):
        return [name for one in answers for name in names_in(one)]
    if not isinstance(answers, Mapping):
        return []
    if "family" in answers and "given" in answers:
        return _of_person(answers)
    return [name for one in answers.values() for name in names_in(one)]


def name_known_of(known: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Whose application it is, of the facts a form tells: the applicant, else the person it is made for."""
    places = ("person.name", "represented.name", "representative.name")
    return next((known[place] for place in places if known.get(place)), None)


def _of_person(value: Mapping[str, Any]) -> list[str]:
    written = f"{value.get('family') or ''} {value.get('given') or ''}"
    kana = f"{value.get('family_kana') or ''} {value.get('given_kana') or ''}"
    others = [str(value[key]) for key in ("old_family", "latin", "alias") if value.get(key)]
    return [name for name in (written, kana, *others) if name.strip()]
