"""Every kind of page, and every page that says that something went wrong, holds before axe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest
from playwright.sync_api import Browser, Page

from shirube.accounts.interface import Role
from shirube.ui.access import Access
from tests.architecture.routes import Route
from tests.journeys.accessibility import DESK, PHONE, expect_accessible
from tests.journeys.addresses import address_of, find_addresses, list_pages
from tests.journeys.conftest import watched
from tests.journeys.product import CITY, PLAN, Product
from tests.journeys.visitors import ENDO, KUDO, MORI, SUZUKI, Colleague, Visitor

pytestmark = pytest.mark.journey
BEHIND_THE_DOOR = (Access.SIGNED_IN, Access.STAFF)
LANGUAGES = {"ja": "", "en": "en/", "easy": "easy/"}
# What may break in another language is a long word on a narrow screen.
WIDTHS = {"ja": (PHONE, DESK), "en": (PHONE,), "easy": (PHONE,)}
# Who holds which role; a page is opened by the first that may.
COLLEAGUES = {
    Role.DX_PROMOTION: SUZUKI,
    Role.ADMINISTRATOR: KUDO,
    Role.HEADQUARTERS: ENDO,
    Role.SECTION_STAFF: MORI,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A browser in which one page is opened after the other, and all that can be opened from there.

    Cost: a page in a browser of its own takes four times as long.
    """

    page: Page
    addresses: Mapping[str, str]
    wrong: list[str] = field(default_factory=list)

    def look_at(self, address: str, widths: Sequence[int] = (PHONE, DESK)) -> None:
        """There is such a page; axe has nothing to say about it, and nothing went wrong on it."""
        self.wrong.clear()
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200
        expect_accessible(self.page, widths)
        assert self.wrong == []


TakeSeat = Callable[[Colleague | None], Seat]


@pytest.fixture(scope="session")
def take_seat(browser: Browser, demonstration: Product) -> TakeSeat:
    """The seat of a colleague, who has signed in there, or of whoever reads what is public."""

    @cache
    def take(who: Colleague | None) -> Seat:
        wrong: list[str] = []
        context = watched(browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo"), wrong)
        page = context.new_page()
        if who is not None:
            Visitor(page, demonstration).sign_in(who)
        levels = (Access.PUBLIC,) if who is None else BEHIND_THE_DOOR
        return Seat(page, find_addresses(context.request, demonstration, *levels), wrong)

    return take


@pytest.mark.parametrize("route", list_pages(Access.PUBLIC), ids=lambda route: route.name)
def test_every_public_page_is_accessible_in_each_language(
    route: Route, take_seat: TakeSeat, demonstration: Product
) -> None:
    seat = take_seat(None)
    path, front = address_of(route, seat.addresses), f"/{CITY}/" if route.in_city else "/"
    for language, widths in WIDTHS.items():
        seat.look_at(demonstration.address + path.replace(front, front + LANGUAGES[language], 1), widths)


@pytest.mark.parametrize("route", list_pages(*BEHIND_THE_DOOR), ids=lambda route: route.name)
def test_every_page_of_the_staff_is_accessible(
    route: Route, take_seat: TakeSeat, demonstration: Product
) -> None:
    seat = take_seat(who_may_open(route))
    seat.look_at(demonstration.address + address_of(route, seat.addresses))


def who_may_open(route: Route) -> Colleague:
    roles = route.callback.access.roles
    return next(who for role, who in COLLEAGUES.items() if roles is None or role in roles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_says_that_there_is_no_such_page(language: str, resident: Visitor) -> None:
    assert resident.open(LANGUAGES[language] + "no-such-page/").status == 404
    expect_accessible(resident.page)


def test_a_search_that_finds_something_and_one_that_does_not(resident: Visitor) -> None:
    resident.open("search/?q=手続")
    expect_accessible(resident.page)
    resident.open("search/?q=無効な言葉")
    expect_accessible(resident.page)


def test_a_day_that_is_none(resident: Visitor) -> None:
    assert resident.open(PLAN + "versions/at/?on=きのう").status == 422
    expect_accessible(resident.page)


def test_what_is_refused_to_a_role(colleague: Callable[[], Visitor]) -> None:
    clerk = colleague()
    clerk.sign_in(MORI)
    assert clerk.open(f"staff/{PLAN}edit/").status == 403
    expect_accessible(clerk.page)


def test_too_many_tries_are_told_to_wait(colleague: Callable[[], Visitor]) -> None:
    someone = colleague()
    for _ in range(4):
        someone.open("accounts/password/reset/")
        someone.write("メールアドレス", MORI.email)
        someone.page.get_by_role("button", name="送る").or_(
            someone.page.locator("main form button[type=submit]")
        ).first.click()
    someone.sees("しばらく待ってから")
    expect_accessible(someone.page)


def test_forms_that_come_back_with_errors(colleague: Callable[[], Visitor]) -> None:
    clerk = colleague()
    clerk.sign_in(MORI)
    clerk.follow("標市デジタル・しるべ計画")
    clerk.follow("行政手続のオンライン化")
    clerk.follow("値を入力する")
    clerk.write("値（%）", "四割")
    clerk.press("保存する")
    clerk.sees("数字として読めません")
    expect_accessible(clerk.page)
    clerk.write("値（%）", "999999")
    clerk.press("保存する")
    clerk.sees("これまでの値や目標と大きく違います")
    expect_accessible(clerk.page)


def test_words_that_are_too_pale_are_told_on_whatever_ground(page: Page) -> None:
    html = "<html lang=ja><title>色</title><main><h1>色</h1><div style='background: {ground}'><p style='color: {words}'>言葉</p></div></main>"
    page.set_content(html.format(ground="white", words="#333"))
    expect_accessible(page)
    for ground, words in (("#222", "#333"), ("white", "#ccc")):
        page.set_content(html.format(ground=ground, words=words))
        with pytest.raises(AssertionError, match="color-contrast"):
            expect_accessible(page)


def test_axe_would_tell(page: Page) -> None:
    page.set_content("<html><title>誤り</title><img src='map.png'></html>")
    with pytest.raises(AssertionError, match="image-alt"):
        expect_accessible(page)
