"""A rush: staff put a waiting room before what is booked; a resident waits, comes in and books. With axe.

And a group: registered by its representative, accepted by staff.
"""

from __future__ import annotations

import re

import pytest

from tests.journeys.accessibility import PHONE, expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product
from tests.journeys.visitors import SUZUKI, KeyboardVisitor, Visitor

pytestmark = pytest.mark.journey
NARROW = {"width": PHONE, "height": 640}
# A service of the counter: its owner leaves choosing a time to the pages of bookings.
SERVICE = re.compile("引っ越しの届出|おくやみの手続き")


def test_a_resident_waits_comes_in_and_books(office: Product, new_context: NewContext) -> None:
    suzuki = Visitor(new_context().new_page(), office)
    door = put_a_waiting_room(suzuki)
    resident = KeyboardVisitor(new_context(viewport=NARROW).new_page(), office)

    resident.page.goto(office.address + door)
    resident.follow("来る時間を予約する")
    expect_accessible(resident.page)
    resident.press("列に並ぶ")
    if resident.page.get_by_role("button", name="予約へ進む").count() == 0:
        # Its own script renews the page once the next ones are called.
        resident.sees("あなたの番です")
    expect_accessible(resident.page)
    resident.press("予約へ進む")

    resident.page.locator("input[name=slot]").first.check()
    resident.write("お名前", "海野 しずか")
    resident.write("メールアドレス", "shizuka@resident.example")
    resident.press("予約する")
    resident.sees("予約ができました")
    look_at_the_desk(suzuki)


def test_a_group_is_registered_and_accepted(office: Product, new_context: NewContext) -> None:
    representative = KeyboardVisitor(new_context(viewport=NARROW).new_page(), office)
    representative.open("reservations/")
    representative.follow("団体の登録")
    expect_accessible(representative.page)
    representative.follow("団体の登録を申請する")
    expect_accessible(representative.page)
    representative.write("団体の名前", "しるべ合唱団")
    representative.choose("文化・芸術・学び")
    representative.write("会員の数", "20")
    representative.write("そのうち、市内に住むか、通う人の数", "15")
    representative.write("活動の内容", "合唱の練習")
    representative.write("代表者のお名前", "歌川 ひびき")
    representative.write("メールアドレス", "hibiki@resident.example")
    representative.press("申請する")
    representative.sees("担当が確かめています")
    expect_accessible(representative.page)

    suzuki = Visitor(new_context().new_page(), office)
    suzuki.sign_in(SUZUKI)
    suzuki.open("staff/bookings/groups/")
    expect_accessible(suzuki.page)
    suzuki.follow("しるべ合唱団")
    expect_accessible(suzuki.page)
    suzuki.choose("登録を認める")
    suzuki.press("決めて知らせる")
    suzuki.sees("登録されています")

    representative.page.reload()
    representative.sees("団体として予約できます")


def put_a_waiting_room(suzuki: Visitor) -> str:
    """Before a service of the counter; the path of its slots for residents."""
    suzuki.sign_in(SUZUKI)
    suzuki.open("staff/bookings/")
    suzuki.follow(SERVICE)
    expect_accessible(suzuki.page)
    slots = suzuki.page.get_by_role("link", name="住民の画面で見る").get_attribute("href")
    suzuki.follow("予約の決まり")
    expect_accessible(suzuki.page)
    suzuki.press("どうなるか確かめる")
    suzuki.sees("まだ保存していません")
    expect_accessible(suzuki.page)
    suzuki.page.go_back()
    suzuki.page.go_back()
    suzuki.follow(re.compile("^混雑するときの待合室"))
    expect_accessible(suzuki.page)
    suzuki.press("待合室を開く")
    suzuki.sees("列で待っている人")
    expect_accessible(suzuki.page)
    assert slots is not None
    return slots


def look_at_the_desk(suzuki: Visitor) -> None:
    """Everybody books at once again; the first slot of the next day that has one."""
    suzuki.press("待合室を閉じて、だれでも予約できるようにする")
    suzuki.sees("待合室を閉じました")
    suzuki.open("staff/bookings/")
    suzuki.follow(SERVICE)
    slots = suzuki.page.locator("a[href*='/bookings/slots/']")
    while slots.count() == 0:
        suzuki.follow("次の日")
    slots.first.click()
    suzuki.sees("電話や窓口で予約を受ける")
    expect_accessible(suzuki.page)
