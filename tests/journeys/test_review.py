"""A section chief reports, the review goes its way, and the public page changes when it is published, not before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.conftest import NewContext
from tests.journeys.product import PLAN, Product
from tests.journeys.visitors import ENDO, MATSUI, SUZUKI, KeyboardVisitor, Visitor

pytestmark = pytest.mark.journey
INITIATIVE = "だれもが使えるための手助け"
KPI = "スマートフォン教室の年間参加者数"
ACHIEVEMENT = "教室の後の相談時間に、延べ112人が来ました。"
REASON = "下半期も月に3回のペースで開いている"
REVIEWS = PLAN + "reviews/2025/"
NewColleague = Callable[[], Visitor]


@pytest.fixture(params=["without script", "by keyboard only"])
def new_colleague(
    request: pytest.FixtureRequest, new_context: NewContext, own_demonstration: Product
) -> NewColleague:
    """Makes members of staff who all work in the one or in the other way."""
    if request.param == "by keyboard only":
        return lambda: KeyboardVisitor(new_context().new_page(), own_demonstration)
    return lambda: Visitor(new_context(java_script_enabled=False).new_page(), own_demonstration)


def test_a_report_reaches_the_residents_and_a_review_only_when_it_is_published(
    new_colleague: NewColleague,
) -> None:
    resident, chief = new_colleague(), new_colleague()
    chief.sign_in(MATSUI)
    chief.sees("測らなくなった指標を今後どうするかを書いてください。")
    enter_a_reading(chief)
    report_an_action(chief)
    expect_figures_in_public(resident)

    write_and_submit_the_review(chief)
    expect_review_in_public(resident, is_published=False)
    confirm_the_review(new_colleague())
    expect_review_in_public(resident, is_published=False)
    publish_the_review(new_colleague())
    expect_review_in_public(resident, is_published=True)


def open_the_initiative(staff: Visitor) -> None:
    staff.follow("仕事の一覧")
    staff.follow("標市デジタル・しるべ計画")
    staff.follow(INITIATIVE)


def enter_a_reading(chief: Visitor) -> None:
    open_the_initiative(chief)
    chief.follow(f"値を入力する {KPI}")
    chief.write("値（人）", "６１２")
    chief.write("出所", "教室の出席簿")
    chief.press("保存する")
    chief.sees("値を保存しました。")


def report_an_action(chief: Visitor) -> None:
    open_the_initiative(chief)
    chief.follow("報告し直す スマートフォン教室 令和8年度")
    chief.choose("予定どおり")
    chief.write("説明と理由", REASON)
    chief.press("報告を保存する")
    chief.sees("報告を保存しました。")


def write_and_submit_the_review(chief: Visitor) -> None:
    chief.follow("仕事の一覧")
    chief.follow(f"令和7年度 {INITIATIVE}")
    chief.follow("振り返りを直す")
    chief.write("できたこと", ACHIEVEMENT)
    chief.press("保存する（まだ送らない）")
    chief.press("DX推進担当へ提出する")
    chief.sees("DX推進担当へ提出しました。")


def confirm_the_review(staff: Visitor) -> None:
    staff.sign_in(SUZUKI)
    staff.follow(f"令和7年度 {INITIATIVE}")
    staff.sees(ACHIEVEMENT)
    staff.write("申し送り", "指摘のところが直っています。")
    staff.press("推進本部へ送る")
    staff.sees("推進本部へ送りました。")


def publish_the_review(staff: Visitor) -> None:
    staff.sign_in(ENDO)
    staff.follow(f"令和7年度 {INITIATIVE}")
    staff.press("公表する")
    staff.sees("公表しました。市民のページに出ています。")


def expect_figures_in_public(resident: Visitor) -> None:
    resident.open(PLAN + "kpis/class-participants/")
    resident.sees("612人")
    resident.open(PLAN + "initiatives/2-2/")
    resident.sees(REASON)


def expect_review_in_public(resident: Visitor, *, is_published: bool) -> None:
    resident.open(REVIEWS)
    look = resident.sees if is_published else resident.does_not_see
    look(ACHIEVEMENT)
