"""A class that fills up and whose waiting list moves; and a room booked, changed and cancelled. On a phone, by keyboard, with axe."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import PHONE, expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product
from tests.journeys.visitors import SUZUKI, KeyboardVisitor, Visitor

pytestmark = pytest.mark.journey
NARROW = {"width": PHONE, "height": 640}
CLASS = "はじめてのスマホ教室"


def test_a_class_fills_up_and_who_waits_moves_up(office: Product, new_context: NewContext) -> None:
    session = open_class(Visitor(new_context().new_page(), office))
    first, second = (KeyboardVisitor(new_context(viewport=NARROW).new_page(), office) for _ in range(2))

    enter(first, session, "浜辺 一郎", "ichiro@resident.example")
    first.press("申し込む")
    first.sees("予約できました")
    expect_accessible(first.page)
    enter(second, session, "浜辺 二郎", "jiro@resident.example")
    second.sees("いまは満員です")
    expect_accessible(second.page)
    second.press("空き待ちに並ぶ")
    second.sees("いま 1 番目です")
    expect_accessible(second.page)

    first.press("この予約を取り消す")
    first.sees("取り消されました")
    second.page.reload()
    second.sees("予約できています")


def test_a_room_is_booked_changed_and_cancelled(office: Product, new_context: NewContext) -> None:
    resident = KeyboardVisitor(new_context(viewport=NARROW).new_page(), office)
    resident.open("")
    resident.follow("部屋を借りる・講座や催しに申し込む")
    expect_accessible(resident.page)
    resident.follow("標市中央公民館")
    resident.follow(re.compile("^和室"))
    expect_accessible(resident.page)

    tick_first_free(resident)
    resident.press("選んだ区分の料金を見る")
    resident.write("使う目的", "お茶のけいこ")
    resident.write("使う人数", "8")
    resident.press("料金を見る")
    resident.sees("払うところ")
    expect_accessible(resident.page)
    resident.write("名前", "茶谷 みどり")
    resident.write("メールアドレス", "midori@resident.example")
    resident.press("この料金で予約する")
    resident.sees("予約できました")
    expect_accessible(resident.page)
    before = resident.page.locator("dd").nth(1).inner_text()

    resident.follow("日時を変える")
    expect_accessible(resident.page)
    move_to_the_last_free(resident)
    resident.press("この日時に変える")
    resident.sees("予約の日時を変えました")
    assert resident.page.locator("dd").nth(1).inner_text() != before
    resident.press("この予約を取り消す")
    resident.sees("取り消されました")


def open_class(suzuki: Visitor, hour: int = 18) -> str:
    """A session with a single seat, made by staff; the path of its page for residents. Each story takes another hour."""
    suzuki.sign_in(SUZUKI)
    suzuki.follow(re.compile("^施設と講座"))
    suzuki.follow(CLASS)
    suzuki.follow("回を加える")
    suzuki.write("記号", f"single-{hour}")
    suzuki.page.get_by_label(re.compile("^日にち")).fill((date.today() + timedelta(days=20)).isoformat())  # noqa: DTZ011
    suzuki.page.get_by_label(re.compile("^始まり")).fill(f"{hour}:00")
    suzuki.page.get_by_label(re.compile("^終わり")).fill(f"{hour + 1}:00")
    suzuki.write("定員", "1")
    suzuki.page.get_by_label(re.compile("^会場（一覧にないとき）")).fill("駅前の集会所")
    suzuki.press("保存する")
    suzuki.sees("回を加えました")
    session = suzuki.page.get_by_role("link", name=re.compile(f"{hour}:00から{hour + 1}:00まで")).first
    return f"venues/sessions/{str(session.get_attribute('href')).rstrip('/').rpartition('/')[2]}/"


def enter(resident: Visitor, session: str, name: str, mail: str) -> None:
    """Everything but the button at the end."""
    resident.open(session)
    resident.write("名前", name)
    resident.write("メールアドレス", mail)
    resident.choose("70代")
    resident.choose("持っていない（借りたい）")


def tick_first_free(resident: Visitor) -> None:
    box = resident.page.get_by_role("checkbox").first
    box.focus()
    resident.page.keyboard.press("Space")
    expect(box).to_be_checked()


def move_to_the_last_free(resident: Visitor) -> None:
    """Another block instead of the one that was booked."""
    for box in (
        resident.page.locator("input[type=checkbox]:checked"),
        resident.page.get_by_role("checkbox").last,
    ):
        box.focus()
        resident.page.keyboard.press("Space")
