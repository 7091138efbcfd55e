"""Finding procedures by what people type: any width, kana or kanji, with or without okurigana, a slip of one kana.

Cost: some microseconds an entry; a city's 500 entries are searched in memory in some milliseconds. The keys are our own,
and hold every single letter and pair of a text: 税 and 年金 are found whatever the database's own index makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from shirube.kernel.text import normalise, search_key
from shirube.procedures.domain.facts import Facts
from shirube.procedures.domain.readings import KANA_OF, KANJI_OF

# What a word is worth where it stands: the official name before the plain one, its words, and the description.
NAME, SHORT, WORDS, TEXT = 1000, 300, 100, 10
_KANJI = "一-龯々〆ヶ𠀀-𪛟"
# 引っ越し, 引越し and 引越 are one word: up to three hiragana behind a kanji are left out wherever they stand.
_OKURIGANA = re.compile(rf"(?<=[{_KANJI}])[ぁ-ん]{{1,3}}(?=[{_KANJI}]|[^ぁ-ん]|$)")
# How plain Japanese gives a reading: 手当（てあて）.
_READING = re.compile(rf"([{_KANJI}]+)（([ぁ-んー ]+)）")
_TERMS = re.compile(rf"[{_KANJI}][{_KANJI}ぁ-ん]*|[ァ-ヴー]+|[ぁ-んー]+|[a-z0-9]+")
_PARTICLES = frozenset(
    [
        "の",
        "は",
        "が",
        "を",
        "に",
        "で",
        "と",
        "も",
        "へ",
        "や",
        "から",
        "まで",
        "など",
        "たい",
        "ます",
        "です",
        "した",
        "する",
        "ください",
    ]
)
# 年金の手続: a particle before the next word ends one.
_PARTICLE = re.compile(rf"([のをはがにでとへやも])(?=[{_KANJI}ァ-ヴa-z0-9])")
_HIRAGANA = re.compile(r"[ぁ-ん]+")
_LONGEST_QUERY, _MOST_TERMS = 100, 8
# A word shorter than this has too many neighbours for a slip to be told from another word.
_SHORTEST_WITH_SLIP = 4


@dataclass(frozen=True, slots=True)
class SearchKeys:
    """The keys of one entry: pairs of (weight, key), and the single words a slip is measured against."""

    fields: tuple[tuple[int, str], ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, facts: Facts) -> SearchKeys:
        fields = (
            (NAME, _key([facts.name.ja, facts.name.en, facts.name.easy])),
            (SHORT, _key([facts.short.ja, facts.short.en, facts.short.easy, facts.kana])),
            (WORDS, _key(facts.search_words)),
            (TEXT, _key([facts.summary.ja, facts.summary.en, facts.summary.easy, facts.who.ja])),
        )
        readings = [reading for text in _texts(facts) for _, reading in _READING.findall(text)]
        single = (search_key(word) for word in [*facts.search_words, *readings, facts.short.ja])
        return cls(fields, tuple(dict.fromkeys(single)))

    @classmethod
    def read(cls, kept: Sequence[Any]) -> SearchKeys:
        """From the row; `dump` wrote it."""
        fields, words = kept
        return cls(tuple((weight, key) for weight, key in fields), tuple(words))

    def dump(self) -> list[Any]:
        return [[list(one) for one in self.fields], list(self.words)]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: the spellings any of which will do."""

    typed: str
    spellings: tuple[str, ...]


def terms_of(query: str) -> tuple[Term, ...]:
    """The words of a query: 「ひっこしの手続き」 → ひっこし (引越), 手続."""
    plain = normalise(query).lower()[:_LONGEST_QUERY]
    apart = _PARTICLE.sub(r"\1 ", plain)
    words = _TERMS.findall(apart) or plain.split()
    return tuple(_term(word) for word in dict.fromkeys(words) if word not in _PARTICLES)[:_MOST_TERMS]


def score(keys: SearchKeys, terms: Sequence[Term]) -> int:
    """0 where a word of the query is nowhere; else the higher, the better the entry fits."""
    worths = [_worth(keys, term) for term in terms]
    return sum(worths) if worths and all(worths) else 0


def score_loosely(keys: SearchKeys, terms: Sequence[Term]) -> int:
    """For a sentence of which no entry holds every word: what some of the words are worth."""
    return sum(_worth(keys, term) for term in terms)


def nearest_words(all_keys: Iterable[SearchKeys], query: str, count: int = 3) -> list[str]:
    """Words of the catalogue that look like the query, for "did you mean"; empty where none does."""
    typed = search_key(query)
    pairs = _pairs(typed)
    words = dict.fromkeys(word for keys in all_keys for word in keys.words)
    likeness = {word: _likeness(pairs, _pairs(word)) for word in words if len(word) > 1}
    best = sorted(
        (word for word, value in likeness.items() if value >= 0.4), key=lambda word: -likeness[word]
    )
    return best[:count]


def _worth(keys: SearchKeys, term: Term) -> int:
    for weight, key in keys.fields:
        if any(spelling in key for spelling in term.spellings):
            return weight
    return WORDS // 2 if _is_slip(keys.words, term.typed) else 0


def _term(word: str) -> Term:
    typed = search_key(word)
    # What is left of 引っ越しの is 引越; a word all of hiragana stays whole.
    bare = search_key(_HIRAGANA.sub("", word))
    spellings = [typed, bare, KANJI_OF.get(typed, ""), KANA_OF.get(bare, "")]
    return Term(typed, tuple(dict.fromkeys(one for one in spellings if one)))


def _is_slip(words: Iterable[str], typed: str) -> bool:
    """Whether one kana too many, too few or wrong makes the word another one."""
    if len(typed) < _SHORTEST_WITH_SLIP or not _is_kana(typed):
        return False
    return any(_differ_by_one(word, typed) for word in words if _is_kana(word))


def _is_kana(key: str) -> bool:
    return all("ァ" <= letter <= "ヴ" or letter == "ー" for letter in key)


def _differ_by_one(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest_a, rest_b = a[same:], b[same:]
    swapped = rest_a[:2] == rest_b[:2][::-1] and rest_a[2:] == rest_b[2:]
    return rest_a[1:] == rest_b[1:] or rest_a[1:] == rest_b or rest_a == rest_b[1:] or swapped


def _texts(facts: Facts) -> list[str]:
    return [facts.name.easy, facts.short.easy, facts.summary.easy]


def _key(texts: Iterable[str]) -> str:
    """All texts as one key: as written, without okurigana, without readings and in readings."""
    whole = "\n".join(texts)
    plain = _READING.sub(r"\1", whole)
    spellings = (whole, plain, _READING.sub(r"\2", whole), _without_okurigana(plain))
    return search_key("\n".join(dict.fromkeys(spellings)))


def _without_okurigana(text: str) -> str:
    return _OKURIGANA.sub("", text)


def _pairs(key: str) -> frozenset[str]:
    return frozenset(key[i : i + 2] for i in range(len(key) - 1)) or frozenset({key})


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def title_key(texts: Iterable[str]) -> str:
    """The key of something that is found by a few words, as a guide is."""
    return _key(texts)
