"""Searching everything a city publishes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.kernel.clock import japan_date
from shirube.plans import interface as plans
from shirube.procedures import interface as procedures
from shirube.venues import interface as venues

_MOST_HITS = 60
_MOST_PROCEDURES = 10


@dataclass(frozen=True, slots=True)
class Results:
    """`plan_names` by the plan's slug, for a city with several plans. Procedures hold every word of the query."""

    query: str
    today: date
    procedures: tuple[procedures.ProcedureSummary, ...]
    venues: tuple[venues.VenueHit, ...]
    hits: tuple[plans.Hit, ...]
    plan_names: dict[str, str]


def search_city(municipality_id: UUID, query: str, language: str, now: datetime) -> Results:
    """Procedures, and parts of all the city's plans, that hold the words of `query`, the best first.

    Cost: one query a plan and one for the catalogue, as both are remembered; a city has one to three plans.
    """
    words, today = query.strip()[:100], japan_date(now)
    summaries = plans.list_plans(municipality_id=municipality_id) if words else []
    documents = [
        plans.get_plan_document(municipality_id=municipality_id, slug=plan.slug, on=today)
        for plan in summaries
    ]
    hits = [hit for document in documents for hit in plans.get_plan_index(document, today).find(words)]
    best = sorted(hits, key=lambda hit: -hit.score)[:_MOST_HITS]
    names = {document.slug: document.name for document in documents} if len(documents) > 1 else {}
    found = venues.search_venues(municipality_id=municipality_id, words=words, language=language, now=now)
    return Results(words, today, _procedures(municipality_id, words), tuple(found), tuple(best), names)


def _procedures(municipality_id: UUID, words: str) -> tuple[procedures.ProcedureSummary, ...]:
    found = procedures.search_procedures(municipality_id=municipality_id, query=words)
    hits = () if found.is_loose else found.hits
    return tuple(hit.procedure for hit in hits[:_MOST_PROCEDURES])
