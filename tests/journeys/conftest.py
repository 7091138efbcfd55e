"""A real Chromium for the journeys: the one that `./shirube test` found, said in SHIRUBE_CHROMIUM."""

from __future__ import annotations

import os
from typing import Any

import pytest

# Danger: without these Chromium asks its maker's hosts for updates and experiments at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def pytest_configure() -> None:
    # Playwright runs its own event loop in the thread of the test, and Django takes that for an async view.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


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
