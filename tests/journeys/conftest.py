"""A real Chromium and a real server: the demonstration, prepared once and copied for every story that writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.product import Product, copy_of, demonstration_in, running
from tests.journeys.visitors import KeyboardVisitor, Visitor

NewContext = Callable[..., BrowserContext]
# Danger: without these Chromium asks its maker's hosts for updates and experiments at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)
PHONE = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}


def pytest_configure() -> None:
    # Playwright runs its own event loop in the thread of the test, and Django takes that for an async view.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # The suite shares two cores with its own servers and browsers.
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Started as root (in CI), Chromium has no sandbox to offer."""
    no_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = os.environ.get("SHIRUBE_CHROMIUM")
    where = {"executable_path": chromium} if chromium else {}
    return {**browser_type_launch_args, **where, "args": [*QUIET, *no_sandbox, "--disable-gpu"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


@pytest.fixture
def new_context(new_context: NewContext) -> Iterator[NewContext]:
    """Makes browsers of people who do not know each other. No page may break its own content policy or its scripts."""
    wrong: list[str] = []

    def make(**options: Any) -> BrowserContext:
        return watched(new_context(**options), wrong)

    yield make
    assert wrong == []


def watched(context: BrowserContext, wrong: list[str]) -> BrowserContext:
    """Writes down what its pages do against their own content policy, and what goes wrong in their scripts."""
    context.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    return context


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's data folder: made ahead by `./shirube test`, or by the first process that needs it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return demonstration_in(Path(os.environ.get("SHIRUBE_TEST_DEMONSTRATION") or shared))


@pytest.fixture(scope="session")
def demonstration(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration for stories that change nothing."""
    with running(Product(copy_of(prepared, tmp_path_factory.mktemp("demonstration")))) as product:
        yield product


@pytest.fixture(scope="session")
def office(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The demonstration with its worker, where residents apply and sections decide: each story has its own people."""
    data = copy_of(prepared, tmp_path_factory.mktemp("office"))
    with running(Product(data, has_worker=True)) as product:
        yield product


@pytest.fixture
def own_demonstration(prepared: Path, tmp_path: Path) -> Iterator[Product]:
    """The demonstration for one story alone."""
    with running(Product(copy_of(prepared, tmp_path))) as product:
        yield product


@pytest.fixture
def colleague(own_demonstration: Product, new_context: NewContext) -> Callable[[], Visitor]:
    """Makes members of staff, each with a browser of their own."""
    return lambda: Visitor(new_context().new_page(), own_demonstration)


@pytest.fixture
def resident(page: Page, demonstration: Product) -> Visitor:
    """Reads at a desk."""
    return Visitor(page, demonstration)


@pytest.fixture
def resident_on_the_phone(new_context: NewContext, demonstration: Product) -> Visitor:
    """Reads on a small phone, with one finger."""
    return Visitor(new_context(**PHONE).new_page(), demonstration)


@pytest.fixture
def resident_without_mouse(new_context: NewContext, demonstration: Product) -> Visitor:
    """Reads on a narrow screen, and has only a keyboard."""
    return KeyboardVisitor(new_context(viewport=PHONE["viewport"]).new_page(), demonstration)


@pytest.fixture
def resident_without_script(new_context: NewContext, demonstration: Product) -> Visitor:
    """Reads on a small phone whose browser runs no scripts."""
    return Visitor(new_context(**PHONE, java_script_enabled=False).new_page(), demonstration)
