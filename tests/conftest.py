"""What every test may ask for: two cities, the scope of one, and browsers addressed to it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from shirube.accounts.interface import Role
from shirube.accounts.models import Resident, User
from shirube.accounts.web.sessions import LAST_SEEN_AT, RESIDENT, SIGNED_IN_AT, SessionStore
from shirube.config import messages
from shirube.config.middleware import CITY_URLS
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from tests.databases import prepare_database
from tests.emptying import empty_tables
from tests.factories.accounts import UserFactory
from tests.factories.organizations import MunicipalityFactory
from tests.people import STAFF

# How long an example takes is decided by the other programs on the machine too.
hypothesis.settings.register_profile(
    "shirube", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("shirube")
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def pytest_configure() -> None:
    # Pages in English are tested, and compiled catalogues are no part of the repository.
    messages.compile_all()
    # Where a test commits, Django's own class takes its rows away.
    TransactionTestCase._fixture_teardown = lambda _: empty_tables()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Cost: nothing of the product goes away again; looking for what could takes a sixth of reading it."""
    gc.disable()
    found = yield
    gc.freeze()
    gc.enable()
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Cost: what never asks a database finds the same beside either of them, and is tried beside the first one only."""
    for item in items:
        if not _asks_a_database(item):
            item.add_marker("one_database")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _asks_a_database(item: pytest.Item) -> bool:
    # pytest-django lets no other test reach the database; `own_database` is for processes with a database of their own.
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_database"))
    return marked or not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite Django finds the copy and must not take it away before it begins."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Every process starts from a copy of one migrated database."""
    with django_db_blocker.unblock():
        prepare_database()
    yield
    if django_db_keepdb:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


class CityClient(Client):
    """A browser whose paths are those inside a city: `get("/plans/")` asks for `/<slug>/plans/`."""

    def __init__(self, city: Municipality, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.city = city
        self.user: User | None = None

    def generic(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        front = f"/{self.city.slug}/"
        address = path if str(path).startswith((front, "http")) else front + str(path).lstrip("/")
        return super().generic(method, address, *args, **kwargs)

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The path of a named page inside the city."""
        return reverse(name, urlconf=CITY_URLS, args=args, kwargs=kwargs)

    def count_queries(self, path: str) -> int:
        """How many queries reading the page takes; the transaction around them on PostgreSQL is none."""
        with CaptureQueriesContext(connection) as seen:
            assert self.get(path).status_code == 200
        return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in seen.captured_queries)

    def enter(self, user: User, *, second_factor: bool = True) -> CityClient:
        """Sign in without the sign-in page, in this client's own city."""
        with municipality_scope(self.city.pk):
            self.force_login(user, backend=BACKEND)
            session = self.session
            session["second_factor"] = second_factor
            session.save()
        self.user = user
        return self

    def enter_resident(self, resident: Resident, *, level: IdentityLevel = IdentityLevel.MAIL) -> CityClient:
        """Sign the resident in without the sign-in page."""
        now = timezone.now().isoformat()
        with municipality_scope(self.city.pk):
            session = SessionStore()
            session[RESIDENT] = {"id": str(resident.pk), "level": level.value, "at": now}
            session[SIGNED_IN_AT] = session[LAST_SEEN_AT] = now
            session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return self


@pytest.fixture
def city(db: None) -> Municipality:
    return MunicipalityFactory(slug="minato", name="港市", kana="みなとし", english="Minato City")


@pytest.fixture
def other_city(db: None) -> Municipality:
    return MunicipalityFactory(slug="yamabe", name="山辺市", kana="やまべし", english="Yamabe City")


@pytest.fixture
def in_city(city: Municipality) -> Iterator[Municipality]:
    """Work in the scope of `city`."""
    with municipality_scope(city.pk):
        yield city


@pytest.fixture
def city_client(city: Municipality) -> CityClient:
    """A signed-out browser in `city`."""
    return CityClient(city)


@pytest.fixture
def signed_in(city: Municipality) -> Callable[..., CityClient]:
    """`signed_in(Role.SECTION_CHIEF, section=section)`: the browser of the named person who holds that role."""

    def sign_in(role: Role, **facts: Any) -> CityClient:
        user = UserFactory(**{role.value: True, "municipality": city, **STAFF[role].account, **facts})
        return CityClient(city).enter(user)

    return sign_in
