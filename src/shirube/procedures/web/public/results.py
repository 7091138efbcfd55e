"""What a search found, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shirube.procedures.domain.guides import LifeEvent
from shirube.procedures.domain.search import terms_of
from shirube.procedures.queries.guides import find_events
from shirube.procedures.queries.readers import Reader
from shirube.procedures.queries.search import SearchResult
from shirube.procedures.web.public.catalogue import Line, line_of
from shirube.procedures.web.public.guide import event_links
from shirube.ui.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """`is_loose`: the lines hold only some of the words."""

    query: str
    lines: tuple[Line, ...]
    guides: tuple[Link, ...]
    is_loose: bool
    suggestions: Sequence[str]


def results_page(found: SearchResult, events: Sequence[LifeEvent], reader: Reader) -> ResultsPage:
    guides = find_events(events, terms_of(found.query))
    return ResultsPage(
        query=found.query,
        lines=tuple(line_of(hit.procedure, reader.language, reader.today) for hit in found.hits),
        guides=event_links(guides, reader),
        is_loose=found.is_loose,
        suggestions=found.suggestions,
    )
