"""The session ends while a section types. Nothing is lost, and nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.product import PASSWORD, Product
from tests.journeys.visitors import MORI, SUZUKI, Visitor

pytestmark = pytest.mark.journey
SESSION = "sessionid"
WORDS = "窓口の混み具合を見て、案内の順番を変えた。"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def clerk(request: pytest.FixtureRequest, new_context: NewContext, own_demonstration: Product) -> Visitor:
    return Visitor(new_context(java_script_enabled=request.param).new_page(), own_demonstration)


def test_what_was_typed_is_kept_until_one_has_signed_in_again(clerk: Visitor) -> None:
    clerk.sign_in(MORI)
    begin_a_note(clerk)
    clerk.page.context.clear_cookies(name=SESSION)
    clerk.press("記録を保存する")

    clerk.page.wait_for_url("**/accounts/login/**")
    expect_accessible(clerk.page)
    enter(clerk, MORI.email)
    clerk.sees(WORDS)
    expect_accessible(clerk.page)

    clerk.press("続きを送る")
    clerk.sees(WORDS)
    clerk.open("accounts/kept-input/")
    clerk.sees("とっておいた入力はありません")


def test_the_next_colleague_at_the_desk_does_not_see_it(colleague: Callable[[], Visitor]) -> None:
    desk = colleague()
    desk.sign_in(MORI)
    begin_a_note(desk)
    desk.page.context.clear_cookies(name=SESSION)
    desk.press("記録を保存する")

    enter(desk, SUZUKI.email)

    desk.sees("とっておいた入力はありません")
    desk.does_not_see(WORDS)


def begin_a_note(clerk: Visitor) -> None:
    clerk.follow("標市デジタル・しるべ計画")
    clerk.follow("行政手続のオンライン化")
    with clerk.page.expect_navigation():
        clerk.page.locator("a[href$='/ooda/']").first.click()
    for box in clerk.page.locator("main form textarea").all():
        box.fill(WORDS)


def enter(clerk: Visitor, email: str) -> None:
    clerk.write("メールアドレス", email)
    clerk.write("パスワード", PASSWORD)
    clerk.press("サインイン")
