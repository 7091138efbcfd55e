"""The pages of the engine of bookings, which lie behind codes: each looked at by axe on a phone and at a desk."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import PHONE, NewContext
from tests.journeys.product import Product
from tests.journeys.test_class_and_hall import enter, open_class
from tests.journeys.visitors import SUZUKI, Visitor

pytestmark = pytest.mark.journey


def test_a_reservation_and_a_place_in_a_line_behind_their_codes(
    office: Product, new_context: NewContext
) -> None:
    session = open_class(Visitor(new_context().new_page(), office))
    holder, second = (Visitor(new_context(**PHONE).new_page(), office) for _ in range(2))
    enter(holder, session, "沖田 さき", "saki@resident.example")
    holder.press("申し込む")
    assert "code" not in holder.page.url

    elsewhere = Visitor(new_context(**PHONE).new_page(), office)
    look_up(elsewhere, *codes_on(holder.page))
    expect_accessible(elsewhere.page)
    elsewhere.follow("日時を変える")
    expect_accessible(elsewhere.page)
    elsewhere.page.go_back()
    elsewhere.follow("予約を取り消す")
    expect_accessible(elsewhere.page)

    enter(second, session, "沖田 まつ", "matsu@resident.example")
    second.press("空き待ちに並ぶ")
    look_up(elsewhere, *codes_on(second.page))
    elsewhere.sees("前に0人います")
    expect_accessible(elsewhere.page)


def test_an_entry_is_withdrawn_and_staff_look_at_classes(office: Product, new_context: NewContext) -> None:
    clerk = Visitor(new_context().new_page(), office)
    clerk.sign_in(SUZUKI)
    clerk.open("staff/bookings/lotteries/")
    clerk.follow("大ホール")
    clerk.follow(re.compile("^申し込んだ人の区分を確かめる"))
    expect_accessible(clerk.page)
    clerk.page.get_by_role("checkbox").first.check()
    clerk.press("印を付けた人の区分は正しい")
    clerk.sees("1件の区分を確かめました")
    clerk.follow(re.compile("^区分を直す"))
    expect_accessible(clerk.page)
    clerk.page.get_by_role("radio").last.check()
    clerk.write("直す理由", "会員の半数が市外のため")
    clerk.press("この区分に直して知らせる")
    clerk.sees("区分を直しました")
    clerk.open("staff/bookings/lotteries/")
    clerk.follow("大ホール")
    clerk.follow("電話や窓口で申し込みを受ける")
    expect_accessible(clerk.page)


def look_up(visitor: Visitor, number: str, code: str) -> None:
    """By the engine's own door."""
    visitor.open("reservations/")
    expect_accessible(visitor.page)
    visitor.page.get_by_label(re.compile("^予約番号")).fill(number)
    visitor.write("確認の合言葉", code)
    visitor.press("予約を見る")


def codes_on(page: Page) -> tuple[str, str]:
    number, code = page.locator(".booking-number").all_inner_texts()
    return number, code
