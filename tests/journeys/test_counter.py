"""Kiosk, board and desk on three screens: a ticket is taken, called and served, all by keyboard; then the network goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.visitors import Colleague, KeyboardVisitor, Visitor

pytestmark = pytest.mark.journey
SATO = Colleague("佐藤 しるべ", "sato@shirube.example")  # 市民課, chief
KIOSK, TABLET, HALL = "kiosk/kita/", 768, 1920


def test_a_ticket_is_taken_called_and_served_on_three_screens(colleague: Callable[[], Visitor]) -> None:
    kiosk, board, desk = by_keyboard(colleague()), colleague(), by_keyboard(colleague())
    make_kiosk(kiosk)
    board.open("boards/kita/")
    expect_accessible(board.page, (320, HALL))

    ticket = take_ticket(kiosk)
    desk.sign_in(SATO)
    desk.open("staff/counter/kita/desks/1/")
    desk.press("窓口を開ける")
    first = call(desk)

    # Nobody touches the board: it shows the call by itself.
    expect(board.page.locator(".board-call-new")).to_contain_text(first)
    assert ticket.startswith("A-")
    expect_accessible(desk.page)
    desk.press("対応を始める")
    desk.press("終わる")
    expect(board.page.locator(".board-call")).to_have_count(0)
    expect_stale_when_the_network_is_gone(board)


def by_keyboard(visitor: Visitor) -> KeyboardVisitor:
    return KeyboardVisitor(visitor.page, visitor.product)


def make_kiosk(terminal: KeyboardVisitor) -> None:
    """A chief signs in on the terminal and makes it a kiosk; nobody is signed in there any more."""
    terminal.sign_in(SATO)
    terminal.open("staff/counter/setup/kita/")
    terminal.press("この端末を発券機にする")
    expect(terminal.page).to_have_url(terminal.product.at(KIOSK))
    expect_accessible(terminal.page, (320, TABLET))


def take_ticket(kiosk: KeyboardVisitor) -> str:
    kiosk.page.get_by_role("checkbox").first.focus()
    kiosk.page.keyboard.press("Space")
    kiosk.press("番号札を取る")
    expect_accessible(kiosk.page, (320, TABLET))
    number = kiosk.page.locator(".kiosk-number").inner_text()
    kiosk.follow("おわる")
    kiosk.follow("予約している方はこちら（QRコード・お名前）")
    expect_accessible(kiosk.page, (320, TABLET))
    return number


def call(desk: KeyboardVisitor) -> str:
    """The button that leads on has the focus: Enter is enough."""
    expect(desk.page.get_by_role("button", name="次の方を呼ぶ")).to_be_focused()
    desk.press("次の方を呼ぶ")
    return desk.page.locator(".desk-now-number").inner_text()


def expect_stale_when_the_network_is_gone(board: Visitor) -> None:
    """It says since when; what it showed stays, and it comes back by itself."""
    board.page.context.set_offline(True)
    expect(board.page.get_by_role("alert")).to_contain_text("ネットワークにつながりません", timeout=15_000)
    board.page.context.set_offline(False)
    expect(board.page.get_by_role("alert")).to_be_hidden(timeout=15_000)
