"""The browser of the journeys reaches the pages of a city."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from shirube.organizations.models import Municipality

pytestmark = pytest.mark.journey


def test_a_resident_is_told_in_japanese_that_a_page_is_not_there(
    page: Page, live_server: LiveServer, city: Municipality
) -> None:
    answer = page.goto(f"{live_server.url}/{city.slug}/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_contain_text("見つかりません")
