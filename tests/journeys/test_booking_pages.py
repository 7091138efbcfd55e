"""The pages of the engine of bookings, which lie behind codes: each looked at by axe on a phone and at a desk."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests.journeys.accessibility import expect_accessible
from tests.journeys.applicants import Applicant
from tests.journeys.conftest import PHONE, NewContext
from tests.journeys.product import Product
from tests.journeys.test_class_and_hall import enter, open_class
from tests.journeys.visitors import SUZUKI, Visitor

pytestmark = pytest.mark.journey


def test_a_reservation_and_a_place_in_a_line_behind_their_codes(
    office: Product, new_context: NewContext
) -> None:
    session = open_class(Visitor(new_context().new_page(), office), hour=20)
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


def test_places_that_are_kept_are_confirmed_and_listed_for_who_signed_in(
    office: Product, new_context: NewContext
) -> None:
    holder = Applicant(new_context(**PHONE).new_page(), office)
    held = hold(holder)
    holder.open("venues/booked/")
    expect_accessible(holder.page)
    holder.write("予約の番号", held["number"])
    holder.write("合言葉", held["secret"])
    holder.press("予約を見る")
    holder.sees("まだ予約は決まっていません")
    expect_accessible(holder.page)
    holder.follow("予約の手続きを続ける")
    expect_accessible(holder.page)

    holder.open("my/reservations/")
    holder.sign_in_by_mail("okita@resident.example")
    holder.sees("これからの予約はありません")
    expect_accessible(holder.page)


def test_an_entry_is_withdrawn(own_demonstration: Product, new_context: NewContext) -> None:
    resident = Visitor(new_context(**PHONE).new_page(), own_demonstration)
    resident.open("lotteries/")
    resident.follow(re.compile("^大ホール"))
    resident.follow("抽選に申し込む")
    resident.choose("市内の人・団体")
    wish = resident.page.get_by_label(re.compile("^第1希望"))
    wish.select_option(index=2)
    resident.page.get_by_label(re.compile("^外れたら、あとから空いた枠はいらない")).check()
    resident.write("お名前", "沖田 なみ")
    resident.write("メールアドレス", "nami@resident.example")
    resident.press("この内容で申し込む")
    resident.sees("知らせなくてよい")
    expect_accessible(resident.page)
    resident.follow("申し込みを取り下げる")
    expect_accessible(resident.page)


def test_staff_look_at_the_classes_before_the_draw(
    own_demonstration: Product, new_context: NewContext
) -> None:
    clerk = Visitor(new_context().new_page(), own_demonstration)
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
    clerk.open("staff/bookings/")
    clerk.follow("多目的室")
    clerk.follow(re.compile("抽選を公示する"))
    expect_accessible(clerk.page)


def hold(holder: Visitor) -> dict[str, str]:
    """As a program keeps places: of a session that still has some."""
    holder.open("venues/events/")
    holder.follow("申し込む")
    session = holder.page.url.rstrip("/").rpartition("/")[2]
    slot = slot_of(holder.product, session)
    answer = holder.page.request.post(
        holder.product.at("api/v1/bookings/reservations"),
        data={
            "slot_ids": [slot],
            "hold": True,
            "booker": {"name": "沖田 いそ", "mail": "iso@resident.example"},
        },
        headers={"Idempotency-Key": "a-story-1"},
    )
    assert answer.status == 201, answer.text()
    return dict(answer.json())


def slot_of(product: Product, session: str) -> str:
    """Programs are told slots by the calendar of a resource; the story looks into the tables."""
    with closing(sqlite3.connect(product.data / "shirube.sqlite3", timeout=30)) as tables:
        asked = "SELECT slot_id FROM venues_session WHERE id = ?"
        (found,) = tables.execute(asked, [UUID(session).hex]).fetchone()
    return str(UUID(found))


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
