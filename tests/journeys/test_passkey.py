"""An administrator sets up a passkey in a real browser, under the strict content policy, and signs in with it alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, WATANABE

pytestmark = pytest.mark.journey


@pytest.fixture
def page_with_fingerprint(page: Page) -> Page:
    """A browser on a device that knows its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


@pytest.fixture
def refused(page: Page) -> list[str]:
    """What the content policy refused."""
    said: list[str] = []
    page.on(
        "console", lambda line: said.append(line.text) if "Content Security Policy" in line.text else None
    )
    return said


def test_a_passkey_is_set_up_and_then_opens_the_door_alone(
    page_with_fingerprint: Page, live_server: Any, city: Any, settings: Any, refused: list[str]
) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    UserFactory(administrator=True, municipality=city, **WATANABE.account)
    page, front = page_with_fingerprint, f"{live_server.url}/{city.slug}"
    _sign_in_by_password(page, front)
    expect(page.locator("h1")).to_contain_text("二段階の確認")
    page.get_by_role("link", name="パスキーを加える").click()
    page.get_by_role("button", name="加える").click()
    expect(page.locator("h1")).to_contain_text("予備のコード")
    page.goto(f"{front}/staff/people/")
    expect(page.locator("h1")).to_contain_text("職員の管理")
    page.get_by_role("button", name="サインアウト").first.click()
    page.goto(f"{front}/accounts/login/?next=/{city.slug}/staff/people/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.locator("h1")).to_contain_text("職員の管理")
    assert refused == []


def _sign_in_by_password(page: Page, front: str) -> None:
    page.goto(f"{front}/accounts/login/")
    page.get_by_label("メールアドレス").fill(WATANABE.email)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインイン", exact=True).click()


def test_a_browser_without_the_passkey_is_told_so(
    page_with_fingerprint: Page, live_server: Any, city: Any
) -> None:
    page = page_with_fingerprint
    page.goto(f"{live_server.url}/{city.slug}/accounts/login/")
    expect(page.locator("#passkey-trouble")).to_be_hidden()
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.get_by_role("alert")).to_contain_text("パスキーを使えませんでした")
