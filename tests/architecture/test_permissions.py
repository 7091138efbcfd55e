"""Who gets what at every address: signed out, another city, the wrong role, the right role."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from shirube.accounts.interface import ALL_ROLES, Role
from shirube.accounts.models import Session
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.ui.access import Access
from tests.architecture.routes import Route, all_routes
from tests.architecture.world import World, make_world
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory
from tests.people import PASSWORD

CITY_ROUTES = [route for route in all_routes() if route.in_city and hasattr(route.callback, "access")]
# Paths written as regular expressions are third parties'; their own tests hold them.
PLAIN = [route for route in CITY_ROUTES if "(?P" not in route.path]
STAFF = [route for route in PLAIN if route.callback.access.level is Access.STAFF]
SIGNED_IN = [route for route in PLAIN if route.callback.access.level is not Access.PUBLIC]
# Parts of a path that name no object of a city.
NO_OBJECT = {
    "provider_id",
    "token",
    "rest",
    "pk",
    "session_id",
    "notice_kind",
    "language",
    "event",
    "month",
    "measure_code",
}
# Asks for the secret first, whatever the number.
ASKS_FIRST = {"bookings:reservation", "bookings:lottery-entry", "venues:booked", "venues:waiting"}
WITH_OBJECT = [route for route in PLAIN if set(route.converters) - NO_OBJECT and route.name not in ASKS_FIRST]
FORMS_ONLY = {405}
# A program's body is read before anything is looked up.
BODY_FIRST = {
    "bookings-api:confirm (api/v1/bookings/reservations/<number>/confirm)": 400,
    "bookings-api:enter (api/v1/bookings/lotteries/<uuidstr:lottery_id>/entries)": 400,
}
# The script that keeps what is typed is sent to sign in, whether there is such a draft or not.
NOT_SAID = {404, 401}


@pytest.fixture
def own(city: Municipality) -> World:
    return make_world(city)


@pytest.fixture
def foreign(other_city: Municipality) -> World:
    return make_world(other_city)


@pytest.fixture
def client_of(own: World) -> Callable[[Role | Access | None], CityClient]:
    """A browser for each role, made once: signing in is what costs."""

    @cache
    def make(role: Role | Access | None) -> CityClient:
        client = CityClient(own.city)
        if role is Access.RESIDENT:
            return client.enter_resident(ResidentFactory(municipality=own.city))
        return client.enter(own.staff(role)) if role else client

    return make


def _right_role(route: Route) -> Role | Access | None:
    """A role; Access.RESIDENT for a resident; None for a visitor."""
    if route.callback.access.level in {Access.PUBLIC, Access.RESIDENT}:
        return None if route.callback.access.level is Access.PUBLIC else Access.RESIDENT
    roles = route.callback.access.roles or ALL_ROLES
    # Somebody who may do most, or else the first by name.
    return next((role for role in (Role.DX_PROMOTION, Role.SECTION_CHIEF) if role in roles), min(roles))


def _door(route: Route) -> str:
    return "/my/sign-in/" if route.callback.access.level is Access.RESIDENT else "/accounts/login/"


def _wrong_roles() -> list[tuple[Route, Role]]:
    """Every staff page with each role it does not name."""
    return [
        (route, role)
        for route in STAFF
        if (roles := route.callback.access.roles)
        for role in sorted(ALL_ROLES - roles)
    ]


def test_the_signed_out_are_sent_to_sign_in(own: World, client_of: Any) -> None:
    answers = [(route, client_of(None).get(own.path(route))) for route in SIGNED_IN]

    assert not [
        str(route)
        for route, answer in answers
        if answer.status_code != 302 or _door(route) not in answer.headers["Location"]
    ]


def test_what_was_typed_is_kept_on_every_page_of_staff(own: World, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    owner = own.staff(Role.DX_PROMOTION)
    client = CityClient(own.city)
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    with municipality_scope(own.city.pk):
        Session.objects.all().delete()

    answers = {str(route): client.post(own.path(route), {"reason": "延期した"}) for route in STAFF}

    assert not [
        name for name, answer in answers.items() if "kept-input" not in answer.headers.get("Location", "")
    ]


def test_another_citys_object_is_not_there(own: World, foreign: World, client_of: Any) -> None:
    read = {str(route): client_of(_right_role(route)).get(foreign.path(route)) for route in WITH_OBJECT}
    sent = {str(route): client_of(_right_role(route)).post(foreign.path(route)) for route in WITH_OBJECT}

    assert not [name for name, answer in read.items() if answer.status_code not in {*NOT_SAID, *FORMS_ONLY}]
    assert not [
        name
        for name, answer in sent.items()
        if answer.status_code not in {*NOT_SAID, *FORMS_ONLY, BODY_FIRST.get(name)}
    ]


@pytest.mark.parametrize("name", sorted(ASKS_FIRST))
def test_what_asks_for_a_secret_asks_it_of_any_number(
    own: World, foreign: World, client_of: Any, name: str
) -> None:
    (route,) = [one for one in PLAIN if one.name == name]

    answers = [client_of(None).get(world.path(route)) for world in (own, foreign)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert all("/?number=" in answer.headers["Location"] for answer in answers)


def test_the_wrong_role_is_refused(own: World, client_of: Any) -> None:
    answers = {
        f"{role} at {route}": client_of(role).get(own.path(route)).status_code
        for route, role in _wrong_roles()
    }

    assert not [name for name, status in answers.items() if status != 403]


def test_the_right_role_is_let_in(own: World, client_of: Any) -> None:
    answers = {str(route): client_of(_right_role(route)).get(own.path(route)).status_code for route in PLAIN}

    assert not [f"{name} {status}" for name, status in answers.items() if status == 403 or status >= 500]
