"""Finding parts of a plan by the words people type, however they write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from shirube.kernel.text import normalise, search_key
from shirube.plans.domain.document import InitiativeItem, KpiItem, PillarItem, PlanDocument, Translations
from shirube.plans.domain.terms import Grade

# 手続（てつづ）き is how plain Japanese gives a reading; both 手続き and てつづき must find it.
_READING = re.compile(r"([一-龯々〆ヶ]+)（([ぁ-んー]+)）")
# Okurigana and particles differ from writer to writer (手続き, 手続、手続の), so hiragana counts only as a word of its own.
_WORDS = re.compile(r"[一-龯々〆ヶ]+|[ァ-ヴー]+|[a-z0-9.+-]+|(?<![一-龯々〆ヶ])[ぁ-ん]{3,}")
_TITLE, _SUMMARY, _REST = 100, 10, 1


class HitKind(StrEnum):
    INITIATIVE = "initiative"
    KPI = "kpi"
    PILLAR = "pillar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A part that was found. `path` is the address inside the city; the higher the score, the better it fits."""

    kind: HitKind
    plan_slug: str
    code: str
    title: str
    path: str
    score: int = 0
    summary: str = ""
    grade: Grade | None = None
    translations: Translations = field(default_factory=dict)
    # Which of the translations' texts stands for the title.
    translated_name: str = "name"


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query as search keys: 「オンラインの手続き」 → オンライン, 手続."""
    plain = normalise(text).lower()
    words = _WORDS.findall(plain) or [word for word in plain.split() if word]
    return tuple(search_key(word) for word in words)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A part as it is found (with the score 0), and the keys of its texts with what a word in each is worth."""

    hit: Hit
    keys: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlanIndex:
    """The parts of a plan, ready to be searched. Making one costs some milliseconds, a search in it next to nothing."""

    entries: tuple[_Entry, ...]

    def find(self, text: str) -> tuple[Hit, ...]:
        """The parts that hold every word of `text`, the best first; parts of one score in the plan's own order.

        Width, kana, letter case, variants of kanji, okurigana and readings make no difference.
        """
        words = words_of(text)
        if not words:
            return ()
        scored = ((entry.hit, _score(words, entry.keys)) for entry in self.entries)
        hits = [replace(hit, score=score) for hit, score in scored if score]
        return tuple(sorted(hits, key=lambda hit: -hit.score))


def index_plan(document: PlanDocument) -> PlanIndex:
    initiatives = (entry for item in document.initiatives for entry in _initiative_entries(document, item))
    pillars = (_pillar(document, pillar) for pillar in document.pillars)
    return PlanIndex((*initiatives, *pillars))


def _initiative_entries(document: PlanDocument, item: InitiativeItem) -> Iterable[_Entry]:
    yield _initiative(document, item)
    for kpi in item.kpis:
        yield _kpi(document, kpi)


def _initiative(document: PlanDocument, item: InitiativeItem) -> _Entry:
    rest = (
        *(action.name for action in item.actions),
        *(kpi.name for kpi in item.kpis),
        *(note.text for note in item.notes),
        *(step.text for step in item.logic),
        *(one.label for one in item.responsible),
    )
    hit = Hit(
        kind=HitKind.INITIATIVE,
        plan_slug=document.slug,
        code=item.slug,
        title=item.title,
        summary=item.summary,
        path=f"plans/{document.slug}/initiatives/{item.slug}/",
        grade=item.grade,
        translations=item.translations,
        translated_name="title",
    )
    summaries = _texts(item.summary, item.translations, "summary")
    return _entry(hit, _texts(item.title, item.translations, "title"), summaries, rest)


def _kpi(document: PlanDocument, kpi: KpiItem) -> _Entry:
    hit = Hit(
        kind=HitKind.KPI,
        plan_slug=document.slug,
        code=kpi.code,
        title=kpi.name,
        path=f"plans/{document.slug}/kpis/{kpi.code}/",
        grade=kpi.grade,
        translations=kpi.translations,
    )
    return _entry(hit, _texts(kpi.name, kpi.translations, "name"), (kpi.formula,))


def _pillar(document: PlanDocument, pillar: PillarItem) -> _Entry:
    hit = Hit(
        kind=HitKind.PILLAR,
        plan_slug=document.slug,
        code=pillar.slug,
        title=pillar.name,
        path=f"plans/{document.slug}/pillars/{pillar.slug}/",
        translations=pillar.translations,
    )
    return _entry(hit, _texts(pillar.name, pillar.translations, "name"))


def _entry(
    hit: Hit, titles: Iterable[str], summaries: Iterable[str] = (), rest: Iterable[str] = ()
) -> _Entry:
    return _Entry(hit, ((_key(titles), _TITLE), (_key(summaries), _SUMMARY), (_key(rest), _REST)))


def _texts(original: str, translations: Translations, name: str) -> tuple[str, ...]:
    return (original, *(texts.get(name, "") for texts in translations.values()))


def _score(words: tuple[str, ...], keys: tuple[tuple[str, int], ...]) -> int:
    """0 unless every word is found somewhere; a word in the title outweighs any number elsewhere."""
    found = [max((worth for key, worth in keys if word in key), default=0) for word in words]
    return sum(found) if all(found) else 0


def _key(texts: Iterable[str]) -> str:
    """All texts as one key, with plain Japanese both without its readings and in them."""
    whole = "\n".join(texts)
    spellings = (whole, _READING.sub(r"\1", whole), _READING.sub(r"\2", whole))
    return search_key("\n".join(spellings))
