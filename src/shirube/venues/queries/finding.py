"""Finding what is on and which rooms are free: by day, by what, by where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from shirube.kernel.text import search_key
from shirube.kernel.words import Words
from shirube.venues.domain.days import moment_of
from shirube.venues.queries.courses import SessionView, list_sessions
from shirube.venues.queries.facilities import FacilityView, RoomView, list_facilities

_MOST_HITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody looks for; empty parts do not matter. `what` is words, `where` a house's code, `on` one day."""

    what: str = ""
    topic: str = ""
    where: str = ""
    on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.topic or self.where or self.on)


@dataclass(frozen=True, slots=True)
class VenueHit:
    """Something of this room that holds the words; `path` is inside the city."""

    title: str
    note: str
    path: str


def search_venues(*, municipality_id: UUID, words: str, language: str, now: datetime) -> Sequence[VenueHit]:
    """Courses with sessions to come, and rooms, that hold every word; at most ten. Three queries."""
    if not words.strip():
        return []
    question = Question(what=words)
    sessions = find_sessions(municipality_id=municipality_id, question=question, now=now)
    courses = {one.course.facts.code: one for one in reversed(sessions)}
    hits = [
        VenueHit(
            one.course.facts.title.in_language(language),
            one.where.in_language(language),
            f"venues/courses/{code}/",
        )
        for code, one in courses.items()
    ]
    rooms = find_rooms(municipality_id=municipality_id, question=question)
    hits += [
        VenueHit(
            room.facts.title.in_language(language),
            house.facts.title.in_language(language),
            f"venues/facilities/{house.facts.code}/{room.facts.code}/",
        )
        for house, room in rooms
    ]
    return hits[:_MOST_HITS]


def find_sessions(*, municipality_id: UUID, question: Question, now: datetime) -> Sequence[SessionView]:
    """Sessions to come that fit, the next first. Cost: one query; some hundred sessions are compared in memory."""
    since, until = now, None
    if question.on is not None:
        since = max(now, moment_of(question.on, 0))
        until = moment_of(question.on + timedelta(days=1), 0)
    found = list_sessions(municipality_id=municipality_id, since=since, until=until)
    return [one for one in found if _fits_session(one, question)]


def find_rooms(*, municipality_id: UUID, question: Question) -> Sequence[tuple[FacilityView, RoomView]]:
    """Rooms that fit, in the city's order; none where a topic is asked for. Two queries."""
    if question.topic:
        return []
    houses = list_facilities(municipality_id=municipality_id)
    return [
        (house, room)
        for house in houses
        if not question.where or house.facts.code == question.where
        for room in house.rooms
        if _holds(question.what, _words_of_room(house, room))
    ]


def _fits_session(session: SessionView, question: Question) -> bool:
    if question.topic and session.course.facts.topic != question.topic:
        return False
    if question.where and (session.facility is None or session.facility.code != question.where):
        return False
    return _holds(question.what, _words_of_session(session))


def _words_of_session(session: SessionView) -> list[Words | str | None]:
    facts = session.course.facts
    return [session.title, facts.title, facts.kana, facts.summary, facts.target, session.where]


def _words_of_room(house: FacilityView, room: RoomView) -> list[Words | str | None]:
    facts = house.facts
    equipment = [one.title for one in room.facts.equipment]
    return [facts.title, facts.kana, facts.common_name, facts.about, facts.place.address,
            room.facts.title, room.facts.about, *equipment]  # fmt: skip


def _holds(what: str, texts: Iterable[Words | str | None]) -> bool:
    """Whether every word stands somewhere, in any language."""
    whole = search_key(" ".join(_all_languages(one) for one in texts if one))
    return all(search_key(word) in whole for word in what.split())


def _all_languages(text: Words | str) -> str:
    return text if isinstance(text, str) else f"{text.ja} {text.en} {text.easy}"
