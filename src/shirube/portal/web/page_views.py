"""Counting how often pages are read: by day, city and page. No cookie, no address, nothing of who reads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.scope import find_municipality, municipality_scope
from shirube.kernel.transactions import command
from shirube.measures import interface as measures
from shirube.ui.access import Access

PAGE_VIEWS = measures.FactSource(identifier="portal.page_views")
# Cost: one row for each kind of page that was read in five minutes, by each worker process. What a process has counted
# since is lost when it is killed.
_EVERY = timedelta(minutes=5)
_ROBOTS = re.compile(
    r"bot|crawl|spider|slurp|curl|wget|python|java/|okhttp|preview|monitor|headless|scan|feed", re.IGNORECASE
)
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Read:
    """A page of a city on a day."""

    municipality_id: UUID
    on: date
    page: str


class Tally:
    """What this process has counted since it last wrote it down."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[Read] = Counter()
        self._since: datetime | None = None

    def add(self, read: Read, now: datetime) -> Mapping[Read, int]:
        """Count a page; everything counted so far when it is time to write it down, else nothing."""
        with self._lock:
            self._counts[read] += 1
            self._since = self._since or now
            if now - self._since < _EVERY:
                return {}
            counts, self._counts, self._since = self._counts, Counter(), None
            return counts


_tally = Tally()


def count_page_views(get_response: View) -> View:
    """Behind `enter_city`: the municipality is known, and no transaction is open any more."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        municipality_id = find_municipality()
        if settings.COUNT_PAGE_VIEWS and municipality_id and (page := page_read(request, response)):
            now = read_clock()
            write_page_views(_tally.add(Read(municipality_id, japan_date(now), page), now), now=now)
        return response

    return middleware


def page_read(request: HttpRequest, response: HttpResponse) -> str:
    """The name of the page that a person has read; empty where it was no page, no person, or staff at work."""
    match = request.resolver_match
    declared = getattr(match.func, "access", None) if match else None
    if match is None or declared is None or declared.level is Access.STAFF or request.method != "GET":
        return ""
    is_page = response.status_code == 304 or (
        response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    )
    headers = request.headers
    is_part = "HX-Request" in headers or "prefetch" in headers.get("Sec-Purpose", "")
    agent = headers.get("User-Agent", "")
    return match.view_name if is_page and not is_part and agent and not _ROBOTS.search(agent) else ""


def write_page_views(counts: Mapping[Read, int], *, now: datetime) -> None:
    """Each city's counts in a transaction of its own."""
    for municipality_id in {read.municipality_id for read in counts}:
        facts = [
            measures.NewFact("", read.on, {"page": read.page, "views": views})
            for read, views in counts.items()
            if read.municipality_id == municipality_id
        ]
        with municipality_scope(municipality_id):
            _write(municipality_id, facts, now)


@command
def _write(municipality_id: UUID, facts: list[measures.NewFact], now: datetime) -> None:
    measures.record_facts(municipality_id=municipality_id, source=PAGE_VIEWS, facts=facts, now=now)
