"""An ad-hoc item: a section proposes, another one says what it thinks, the headquarters decide, residents read it in the plan."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import KAWASE, OTA
from tests.journeys.product import PLAN, Product
from tests.journeys.visitors import ENDO, MATSUI, SUZUKI, Colleague, KeyboardVisitor, Visitor

pytestmark = pytest.mark.journey
TITLE = "納付の相談を夜もビデオで受ける"
PURPOSE = "昼に来られない人も、納付の相談ができるようにする"
GROUND = "妥当で、夏までに要ると認める。"
TODAY = japan_date(read_clock())
SESSION = f"臨時 {TODAY.isoformat()}"
SignIn = Callable[..., Visitor]


@pytest.fixture
def at_desk(new_context: NewContext, office: Product) -> SignIn:
    """Signs a colleague in, each with a browser of their own."""

    def sign_in(who: Colleague, kind: type[Visitor] = Visitor) -> Visitor:
        visitor = kind(new_context().new_page(), office)
        visitor.sign_in(who)
        return visitor

    return sign_in


def test_from_a_proposal_to_its_line_in_the_public_plan(
    at_desk: SignIn, new_context: NewContext, office: Product
) -> None:
    write_proposal(at_desk(OTA))
    approve(at_desk(KAWASE, KeyboardVisitor))
    secretariat = at_desk(SUZUKI)
    take_up_and_ask(secretariat)
    answer(at_desk(MATSUI))
    put_before_a_meeting(secretariat)
    member = at_desk(ENDO)
    decide(member)
    publish_the_minutes(secretariat, member)
    resident = Visitor(new_context().new_page(), office)
    expect_the_decision_in_public(resident)
    expect_in_the_plan(secretariat, resident)


def write_proposal(clerk: Visitor) -> None:
    """With one thing missing, which the page tells before anybody is bothered."""
    clerk.follow("都度の提案")
    clerk.follow("新しい提案を書く")
    clerk.write("題名", TITLE)
    clerk.write("目的", PURPOSE)
    clerk.write("必要性と、計画の見直しを待てない理由", "夏の納期に間に合わせる")
    clerk.write("ほかに考えた方法と、選ばなかった理由", "窓口を夜も開けると人が足りない")
    clerk.write("見込まれる効果", "相談できずに遅れる人が減る")
    clerk.choose(re.compile("^A "))
    clerk.write("分類の理由", "市民が使う")
    clerk.page.get_by_label("計画での位置").select_option(
        label="1 くらしの手続きを軽くする に、新しい取組として"
    )
    for label in ("始める年度", "終える年度"):
        clerk.page.get_by_label(label).select_option(index=1)
    row = clerk.page.get_by_role("group", name="費用 1行目")
    row.get_by_label("年度").select_option(index=1)
    row.get_by_label("財源").select_option(label="一般財源")
    row.get_by_label("額（円）").fill("９６０，０００")
    expect_accessible(clerk.page)
    clerk.press("保存する")
    clerk.press("課長へ提出する")
    clerk.sees("足りないところ: 効果を測る数字")
    expect_accessible(clerk.page)
    clerk.follow("提案を直す")
    clerk.write("効果を測る数字", "夜の相談を月30件受ける")
    clerk.press("保存する")
    clerk.press("課長へ提出する")
    clerk.sees("課長へ提出しました。")


def approve(chief: Visitor) -> None:
    """By keyboard alone."""
    chief.follow("あなたの承認を待つ提案")
    chief.follow(TITLE)
    chief.press("承認して事務局へ送る")
    chief.sees("承認し、推進本部の事務局へ送りました。")


def take_up_and_ask(secretariat: Visitor) -> None:
    secretariat.follow("受付を待つ提案")
    secretariat.follow(TITLE)
    secretariat.press("受け付ける")
    secretariat.follow("意見を求める")
    secretariat.page.get_by_role("checkbox", name="企画課").check()
    secretariat.write("聞きたいこと", "計画のほかの取組と重ならないか")
    expect_accessible(secretariat.page)
    secretariat.press("意見を求める")
    secretariat.sees("1課に意見を求めました。")
    expect_accessible(secretariat.page)


def answer(asked: Visitor) -> None:
    asked.follow("意見を求められている提案")
    asked.follow(TITLE)
    asked.follow("意見を書く")
    asked.choose("異議なし")
    expect_accessible(asked.page)
    asked.press("回答する")
    asked.sees("「異議なし」と回答しました。")


def put_before_a_meeting(secretariat: Visitor) -> None:
    secretariat.page.reload()
    secretariat.sees("異議なし")
    secretariat.press("会議に付議できる状態にする")
    secretariat.follow("推進本部")
    secretariat.follow("会議を決める")
    secretariat.write("回", SESSION)
    secretariat.write("開催日", TODAY.isoformat())
    secretariat.write("始まり", "10:00")
    secretariat.press("決める")
    secretariat.follow(SESSION)
    secretariat.follow("議題を加える")
    secretariat.follow(TITLE)
    secretariat.press("加える")
    secretariat.follow("資料")
    secretariat.sees("960,000円")
    secretariat.press("資料を確定して送る")


def decide(member: Visitor) -> None:
    member.follow(re.compile(r"^推進本部\s*会議"))
    member.follow(SESSION)
    member.follow(TITLE)
    member.follow("決定を記録する")
    member.choose("決定")
    member.write("決定の言葉", GROUND)
    member.press("記録する")
    member.sees("決定を記録しました。")


def publish_the_minutes(secretariat: Visitor, member: Visitor) -> None:
    """Four eyes: who drafts them does not approve them."""
    secretariat.follow(SESSION)
    secretariat.follow("会議を終える")
    secretariat.press("終える")
    secretariat.follow("会議要旨")
    secretariat.press("下書きを作る")
    secretariat.press("承認を求める")
    member.follow("仕事の一覧")
    member.follow("会議要旨の承認")
    member.press("承認する")
    secretariat.page.reload()
    secretariat.press("公開する")
    secretariat.sees("公開しました。")


def expect_the_decision_in_public(resident: Visitor) -> None:
    resident.open("meetings/")
    resident.sees(TITLE)
    resident.sees(GROUND)
    expect_accessible(resident.page)


def expect_in_the_plan(secretariat: Visitor, resident: Visitor) -> None:
    """The worker has put it there by itself: as a marked initiative with the ground on which it stands."""
    secretariat.follow("仕事の一覧")
    secretariat.follow("都度の提案")
    secretariat.follow(TITLE)
    line = secretariat.page.get_by_role("link", name=re.compile("に載せました"))
    # The page does not renew itself; the job takes a second or two.
    expect(line.or_(secretariat.page.get_by_text("まもなく載ります。"))).to_be_visible()
    for _attempt in range(40):
        if line.count():
            break
        secretariat.page.wait_for_timeout(500)
        secretariat.page.reload()
    expect_accessible(secretariat.page)
    resident.open(PLAN + "dx-mark/")
    resident.sees(TITLE)
    resident.follow(TITLE)
    resident.sees(PURPOSE)
    resident.sees("第3次標市総合計画 前期実施計画に位置付け")
    expect_accessible(resident.page)
