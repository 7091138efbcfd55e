"""Two colleagues edit the same initiative at one time: the second is shown the difference, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.product import PLAN
from tests.journeys.visitors import SUZUKI, TAKAHASHI, Colleague, Visitor

pytestmark = pytest.mark.journey
INITIATIVE = "書かない・待たない窓口"
FIRST = "窓口で名前や住所を何度も書かずに済み、予約をすれば待たずに手続きができます。"
SECOND = "書かない、待たない、迷わない窓口"


def test_the_second_sees_what_the_first_has_saved_and_keeps_both(colleague: Callable[[], Visitor]) -> None:
    suzuki, takahashi = at_the_form(colleague(), SUZUKI), at_the_form(colleague(), TAKAHASHI)
    suzuki.write("説明", FIRST)
    save(suzuki, reason="分かりやすくするため")
    suzuki.sees("計画を新しい版として保存しました。")

    takahashi.write("取組の名前", SECOND)
    takahashi.write("計画を変える理由", "窓口の案内と名前をそろえるため")
    takahashi.press("違いを確かめる")
    expect_told(takahashi)
    takahashi.press("違いを確かめる")
    takahashi.press("この内容で保存する")
    expect_both_in_public(takahashi)


def at_the_form(staff: Visitor, who: Colleague) -> Visitor:
    staff.sign_in(who)
    staff.follow("標市デジタル・しるべ計画")
    staff.follow(INITIATIVE)
    staff.follow("取組を直す")
    return staff


def save(staff: Visitor, *, reason: str) -> None:
    staff.write("計画を変える理由", reason)
    staff.press("違いを確かめる")
    staff.sees("まだ保存していません。次のように変わります。")
    staff.press("この内容で保存する")


def expect_told(second: Visitor) -> None:
    """Both texts are on the page, what was typed is still in the form, and the city's page has only the first."""
    second.sees("ほかの人が先に保存しました。まだ何も上書きしていません")
    second.sees(FIRST)
    expect(second.field("取組の名前")).to_have_value(SECOND)
    expect(second.field("説明")).to_have_value(FIRST)
    expect_accessible(second.page)


def expect_both_in_public(reader: Visitor) -> None:
    reader.open(PLAN + "initiatives/1-2/")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text(SECOND)
    reader.sees(FIRST)
