"""Finding procedures and events of life by what people type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shirube.procedures.domain.reception import State
from shirube.procedures.domain.search import nearest_words, score, score_loosely, terms_of
from shirube.procedures.queries.catalogue import ProcedureSummary, get_catalogue

_MOST_HITS = 60


@dataclass(frozen=True, slots=True)
class ProcedureHit:
    procedure: ProcedureSummary
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """`is_loose`: no entry holds every word; these hold some. `suggestions`: words that look like the query's."""

    query: str
    hits: Sequence[ProcedureHit] = ()
    is_loose: bool = False
    suggestions: Sequence[str] = ()


def search_procedures(*, municipality_id: UUID, query: str) -> SearchResult:
    """The entries that hold every word of the query, the best first; else those that hold some; else words to try.

    Procedures that the city has given up come last. Cost: one query where the catalogue is remembered.
    """
    terms = terms_of(query)
    if not terms:
        return SearchResult(query=query)
    entries = get_catalogue(municipality_id=municipality_id).procedures
    hits = _ranked([ProcedureHit(one, score(one.keys, terms)) for one in entries])
    if hits:
        return SearchResult(query=query, hits=hits)
    loose = _ranked([ProcedureHit(one, score_loosely(one.keys, terms)) for one in entries])
    suggestions = [] if loose else nearest_words((one.keys for one in entries), query)
    return SearchResult(query=query, hits=loose[:10], is_loose=bool(loose), suggestions=tuple(suggestions))


def _ranked(hits: Sequence[ProcedureHit]) -> tuple[ProcedureHit, ...]:
    found = [hit for hit in hits if hit.score]
    found.sort(key=lambda hit: (hit.procedure.state is State.WITHDRAWN, -hit.score))
    return tuple(found[:_MOST_HITS])
