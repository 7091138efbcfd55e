"""Pages that exist only in the course of a meeting or an inquiry: each is looked at by axe when the work comes past it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import SATO
from tests.journeys.product import CITY, Product
from tests.journeys.visitors import ENDO, MORI, SUZUKI, Colleague, Visitor

pytestmark = pytest.mark.journey
TODAY = japan_date(read_clock())
SESSION = f"確認 {TODAY.isoformat()}"
ITEM = "窓口の案内の言葉をそろえる"
MIURA = Colleague("三浦 まどべ", "miura@shirube.example")  # DX推進課
SignIn = Callable[[Colleague], Visitor]


@pytest.fixture
def at_desk(new_context: NewContext, office: Product) -> SignIn:
    """Signs a colleague in, each with a browser of their own."""

    def sign_in(who: Colleague) -> Visitor:
        visitor = Visitor(new_context().new_page(), office)
        visitor.sign_in(who)
        return visitor

    return sign_in


def here(visitor: Visitor) -> str:
    """The page's path inside the city."""
    return urlsplit(visitor.page.url).path.removeprefix(f"/{CITY}/")


def look_at(visitor: Visitor, *paths: str) -> None:
    for path in paths:
        answer = visitor.open(path)
        assert answer.status == 200, path
        expect_accessible(visitor.page)


def test_pages_of_a_meeting_from_its_invitation_to_minutes_that_are_taken_back(at_desk: SignIn) -> None:
    secretariat, member = at_desk(SUZUKI), at_desk(ENDO)
    meeting = fix(secretariat)
    item = put_on_the_agenda(secretariat, meeting)
    look_at(secretariat, *(f"{meeting}{path}" for path in ("edit/", "cancel/", "attendance/", "papers/")))
    secretariat.press("資料を確定して送る")
    look_at(secretariat, f"{item}edit/", f"{item}remove/", f"{item}tasks/new/")
    look_at(secretariat, f"{meeting}papers/supplement/", f"{meeting}screen/1/")
    decide(member, item)

    look_at(secretariat, f"{meeting}close/")
    secretariat.press("終える")
    look_at(member, f"{item}reword/")
    write_the_minutes(secretariat, meeting)
    look_at(member, f"{meeting}minutes/return/", f"{meeting}minutes/")
    member.press("承認する")
    look_at(secretariat, f"{meeting}minutes/")
    secretariat.press("公開する")
    look_at(secretariat, f"{meeting}minutes/take-back/")


def fix(secretariat: Visitor) -> str:
    secretariat.open("staff/headquarters/")
    secretariat.follow("会議を決める")
    expect_accessible(secretariat.page)
    secretariat.write("回", SESSION)
    secretariat.write("開催日", TODAY.isoformat())
    secretariat.write("始まり", "10:00")
    secretariat.press("決める")
    secretariat.open("staff/headquarters/")
    secretariat.follow(SESSION)
    return here(secretariat)


def put_on_the_agenda(secretariat: Visitor, meeting: str) -> str:
    """In the secretariat's own words; the path of the item."""
    look_at(secretariat, f"{meeting}items/")
    secretariat.follow("自分の言葉で書く")
    expect_accessible(secretariat.page)
    secretariat.choose("審議事項")
    secretariat.write("題", ITEM)
    secretariat.press("加える")
    secretariat.open(meeting)
    secretariat.follow(ITEM)
    return here(secretariat)


def decide(member: Visitor, item: str) -> None:
    look_at(member, f"{item}decide/")
    member.choose("決定")
    member.write("決定の言葉", "原案のとおり決定した。")
    member.press("記録する")


def write_the_minutes(secretariat: Visitor, meeting: str) -> None:
    look_at(secretariat, f"{meeting}minutes/")
    secretariat.press("下書きを作る")
    expect_accessible(secretariat.page)
    secretariat.follow(re.compile("^この部分を直す"))
    expect_accessible(secretariat.page)
    look_at(secretariat, f"{meeting}minutes/new/", f"{meeting}minutes/")
    secretariat.press("承認を求める")


def test_pages_of_a_draft_and_of_a_section_that_is_asked(at_desk: SignIn) -> None:
    asker = at_desk(MIURA)
    draft = begin(asker)
    look_at(asker, *(f"{draft}{path}" for path in ("", "edit/", "sections/", "questions/", "rows/", "kpis/")))

    clerk = at_desk(MORI)
    clerk.open("staff/inquiries/")
    clerk.follow("28手続のオンライン化の進み具合")
    answer = here(clerk)
    look_at(clerk, answer, f"{answer}sheet/")
    chief = at_desk(SATO)
    chief.open("staff/inquiries/")
    chief.follow("2026年10月末の指標の値")
    expect_accessible(chief.page)
    asker.open("staff/inquiries/")
    asker.follow("28手続のオンライン化の進み具合")
    for summary in ("期限を変える（すべての課）", "ほかの課にも聞く"):
        asker.page.locator("summary", has_text=summary).click()
    expect_accessible(asker.page)
    asker.follow("子育て支援課")
    expect_accessible(asker.page)


def begin(asker: Visitor) -> str:
    asker.open("staff/inquiries/")
    asker.follow("新しい照会")
    expect_accessible(asker.page)
    asker.write("照会の名前", "庁用車の予約のしかた")
    asker.write("回答の期限", "2099-12-01")
    asker.press("下書きを作る")
    return here(asker)
