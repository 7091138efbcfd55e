"""No address answers with a defect, whoever asks for whatever: every page, every role, every language, odd input."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client

import shirube
from shirube.accounts.interface import ALL_ROLES, Role
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.ui.access import Access
from tests.architecture.routes import Route, all_routes
from tests.architecture.world import World, make_world
from tests.conftest import CityClient


@cache
def _text(module: str) -> str:
    return inspect.getsource(sys.modules[module])


def _source(route: Route) -> str:
    return _text(route.module) if route.module.startswith("shirube.") else "request.GET"


ROUTES = [route for route in all_routes() if "(?P" not in route.path and hasattr(route.callback, "access")]
INSIDE = [route for route in ROUTES if route.in_city]
# Cost: a page that never reads its query string is asked no odd one.
WITH_QUESTIONS = [route for route in INSIDE if "request.GET" in _source(route)]
WITH_PARTS = [route for route in INSIDE if route.converters]
LANGUAGES = ("", "en/", "easy/")

# What the pages read from a query string, wherever they do; and what somebody may write there.
QUESTIONS = re.compile(r'GET\.get(?:list)?\(\s*"([a-z_]+)"')
KNOWN = {"page", "year", "section", "next", "q", "on"}
FIELDS = re.compile(r'name="([^"]+)"')
# Forms that stand on another page than the one they are sent to.
FIELDS_WITHOUT_A_PAGE = frozenset(
    {"role", "section", "move", "comment", "confirm", "revision", "kpi", "sections"}
)
ENDS_THE_VISIT = frozenset({"account_logout", "accounts:end-session"})
FORMS = [route for route in INSIDE if route.name not in ENDS_THE_VISIT]
ODD_WORDS = {
    "letters": "abc",
    "no such day": "2026-99-99",
    "below zero": "-1",
    "huge number": "9" * 40,
    "a thousand letters": "長" * 1_000,
    "NUL": "\0",
    "emoji": "👩‍👩‍👧🏽",
    "markup": "'\"><script>",
    "digits that are no numbers": "²³①",
    "half of a pair": "%ED%A0%80",
}
# What SQLite takes and PostgreSQL may not; the other words meet our own code only.
HARD_ON_A_DATABASE = frozenset({"NUL", "huge number", "half of a pair", "below zero"})
# Cost: the other words take turns: each question of each page is asked half of them.
EASY_ON_A_DATABASE = [word for name, word in ODD_WORDS.items() if name not in HARD_ON_A_DATABASE]
TURNS = range(0, len(EASY_ON_A_DATABASE), 2)
ODD_PARTS: dict[str, dict[str, Any]] = {
    "absent": {
        "count": 77,
        "fiscalyear": 1900,
        "int": 1,
        "slug": "not-there",
        "str": "not-there",
        "uuid": UUID(int=7),
    },
    "extreme": {
        "count": "9" * 9,
        "fiscalyear": 2199,
        "int": "9" * 40,
        "slug": "x" * 3000,
        "str": "%00%F0%9F%98%80",
        "uuid": UUID(int=2**128 - 1),
    },
    "unreadable": dict.fromkeys(("count", "fiscalyear", "int", "slug", "str", "uuid"), "9" * 40),
}


class Asker:
    """Asks as anybody, and remembers every answer that tells of a defect."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.defects: list[str] = []
        self.client = cache(self._client)

    def ask(
        self, path: str, *, role: Role | None = None, language: str = "", method: str = "get", **sent: Any
    ) -> None:
        answer = getattr(self.client(role), method)(language + path.lstrip("/"), **sent)
        list(answer) if answer.streaming else answer.content
        if answer.status_code >= 500:
            self.defects.append(f"{answer.status_code} {role}: {language}{path[:120]} {_told(answer)}")

    def _client(self, role: Role | None) -> CityClient:
        client = CityClient(self.world.city, raise_request_exception=False)
        return client.enter(self.world.staff(role)) if role else client


@pytest.fixture
def asker(city: Municipality) -> Asker:
    return Asker(make_world(city))


@pytest.mark.one_database
def test_no_page_breaks_for_anybody(asker: Asker) -> None:
    paths = [(route, asker.world.path(route)) for route in INSIDE]

    for role in (None, *sorted(ALL_ROLES)):
        for route, path in paths:
            if not _is_turned_away(role, route):
                asker.ask(path, role=role)

    assert asker.defects == []


@pytest.mark.one_database
@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_page_breaks_in_another_language(asker: Asker, language: str) -> None:
    for route in INSIDE:
        asker.ask(asker.world.path(route), role=_reader(route), language=language)

    assert asker.defects == []


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(ODD_PARTS["absent"], id="absent", marks=pytest.mark.one_database),
        pytest.param(ODD_PARTS["extreme"], id="extreme"),
        pytest.param(ODD_PARTS["unreadable"], id="unreadable"),
    ],
)
def test_no_page_breaks_for_what_is_not_there(asker: Asker, parts: dict[str, Any]) -> None:
    for route in WITH_PARTS:
        for path in _odd_paths(asker.world, route, parts):
            asker.ask(path, role=_reader(route))
            asker.ask(path, role=_reader(route), method="post")

    assert asker.defects == []


@pytest.mark.parametrize("name", sorted(HARD_ON_A_DATABASE))
def test_no_page_breaks_for_what_a_database_may_not_take(asker: Asker, name: str) -> None:
    query = _query([ODD_WORDS[name]])

    for route in WITH_QUESTIONS:
        asker.ask(asker.world.path(route) + query, role=_reader(route))

    assert asker.defects == []


@pytest.mark.one_database
@pytest.mark.parametrize("turn", TURNS)
def test_no_page_breaks_for_an_odd_query(asker: Asker, turn: int) -> None:
    for number, route in enumerate(WITH_QUESTIONS):
        first = (turn + number) % len(EASY_ON_A_DATABASE)
        query = _query([*EASY_ON_A_DATABASE[first:], *EASY_ON_A_DATABASE[:first]])
        asker.ask(asker.world.path(route) + query, role=_reader(route))

    assert asker.defects == []


def test_no_form_breaks_for_odd_input(asker: Asker) -> None:
    # All addresses first: what is sent makes more of what a sample is looked for in.
    paths = [(route, asker.world.path(route)) for route in FORMS]
    for route, path in paths:
        page = asker.client(_reader(route)).get(path)
        fields = set(FIELDS.findall("" if page.streaming else page.content.decode(errors="replace")))
        odd = cycle((ODD_WORDS["NUL"], ODD_WORDS["huge number"]))
        sent = dict(zip(sorted(fields | FIELDS_WITHOUT_A_PAGE), odd, strict=False))
        asker.ask(path, role=_reader(route), method="post", data=sent)

    assert asker.defects == []


@pytest.mark.parametrize("word", ["", *ODD_WORDS.values()], ids=["nothing", *ODD_WORDS])
def test_no_page_of_no_city_breaks(db: None, word: str) -> None:
    client = Client(raise_request_exception=False)
    paths = [_filled(route, ODD_PARTS["absent"]) for route in ROUTES if not route.in_city]
    query = _query([word])

    statuses = {path: client.get(f"/{path}{query}").status_code for path in paths}

    assert not [path for path, status in statuses.items() if status >= 500]


def _told(answer: Any) -> str:
    error = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
    return f"{type(error).__name__}: {str(error)[:200]}"


def _is_turned_away(role: Role | None, route: Route) -> bool:
    """Cost: test_permissions asks for each of these pages as well, and sees that its answer is 302 or 403."""
    access = route.callback.access
    if role is None:
        return access.level is not Access.PUBLIC
    return access.level is Access.STAFF and bool(access.roles) and role not in access.roles


def _reader(route: Route) -> Role | None:
    """Somebody who may open the page; DX promotion opens most."""
    roles = route.callback.access.roles or ALL_ROLES
    return Role.DX_PROMOTION if Role.DX_PROMOTION in roles else min(roles)


def _odd_paths(world: World, route: Route, parts: dict[str, Any]) -> Iterator[str]:
    """The route with every part odd, and with each part odd beside others that are right."""
    yield _filled(route, parts)
    if len(route.converters) == 1:
        return
    for name in route.converters:
        with municipality_scope(world.city.pk):
            right = {other: world.argument(route, other) for other in route.converters if other != name}
        yield _filled(route, parts, **right)


def _filled(route: Route, parts: dict[str, Any], **right: Any) -> str:
    def fill(found: re.Match[str]) -> str:
        kind, _, name = found[1].rpartition(":")
        return str(right.get(name, parts.get(kind, parts["str"])))

    return re.sub("<([^>]+)>", fill, route.path)


def _query(words: Sequence[str]) -> str:
    """Every question that any page reads, each with the next of the words."""
    return "?" + urlencode(dict(zip(sorted(_questions()), cycle(words), strict=False))).replace("%25", "%")


@cache
def _questions() -> frozenset[str]:
    sources = Path(shirube.__file__).parent.rglob("web/**/*.py")
    return frozenset(KNOWN.union(*(QUESTIONS.findall(source.read_text()) for source in sources)))
