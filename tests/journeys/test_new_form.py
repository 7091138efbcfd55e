"""A section makes a form without programming, sees it as residents will, and its chief publishes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import NAKANO, ONO
from tests.journeys.product import Product
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.journey
TITLE = "児童館 おもちゃ病院の申込み"


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def desk(request: pytest.FixtureRequest, new_context: NewContext, office: Product) -> Callable[[], Visitor]:
    return lambda: Visitor(new_context(java_script_enabled=request.param).new_page(), office)


def test_a_form_is_made_tried_and_published(
    desk: Callable[[], Visitor], request: pytest.FixtureRequest
) -> None:
    title = f"{TITLE}（{request.node.callspec.id}）"
    nakano = desk()
    nakano.sign_in(NAKANO)
    begin(nakano, title)
    add(nakano, "person_name", "お子さんの氏名")
    add_choice(nakano, "こわれたところ", "動かない", "音が出ない")
    add(nakano, "long_text", "どんなようすか")
    look_around(nakano)
    try_it(nakano)
    address = hand_to_chief(nakano)

    ono = desk()
    ono.sign_in(ONO)
    publish(ono, address)
    ono.open("staff/forms/")
    ono.sees(title)


def begin(staff: Visitor, title: str) -> None:
    staff.open("staff/forms/")
    expect_accessible(staff.page)
    staff.follow("新しいフォームをつくる")
    expect_accessible(staff.page)
    staff.page.locator("section[aria-labelledby=blank]").get_by_label("フォームの名前").fill(title)
    staff.press("白紙からつくる")
    staff.sees(title)


def add(staff: Visitor, kind: str, words: str) -> None:
    """One more question on the first page; it stands there, and residents' page is shown beside it."""
    choose_kind(staff, kind, words)
    expect(staff.page.locator(".builder-field-label", has_text=words)).to_be_visible()
    expect(staff.page.locator(".builder-preview-page")).to_contain_text(words)


def choose_kind(staff: Visitor, kind: str, words: str) -> None:
    staff.page.locator("select[name^='type-']").first.select_option(kind)
    staff.page.locator("input[name^='label-']").first.fill(words)
    staff.page.get_by_role("button", name="加える", exact=True).first.click()


def add_choice(staff: Visitor, words: str, *options: str) -> None:
    """Where options are to be written, the page for them opens at once."""
    choose_kind(staff, "choice", words)
    boxes = staff.page.locator("[name^='option.'][name$='.label']")
    for number, option in enumerate(options):
        boxes.nth(number).fill(option)
    expect_accessible(staff.page)
    staff.press("保存する")
    expect(staff.page.locator(".builder-preview-page")).to_contain_text(options[-1])


def look_around(staff: Visitor) -> None:
    """Everything else that can be said about a form and its pages."""
    outline = staff.page.url
    links = staff.page.locator("section[aria-labelledby=more] a, .builder a[href*='/pages/']")
    addresses = {str(link.get_attribute("href")) for link in links.all()}
    words = {one.replace("/pages/", "/words/") for one in addresses if not one.endswith("/preview/")}
    for address in sorted(addresses | words):
        staff.page.goto(staff.product.address + address)
        expect_accessible(staff.page)
    staff.page.goto(outline)


def try_it(staff: Visitor) -> None:
    """As a resident would: what must be answered is asked for."""
    expect_accessible(staff.page)
    staff.follow("試しに入力する")
    expect_accessible(staff.page)
    staff.press("次へ")
    expect(staff.page.locator(".form-problems")).to_contain_text("お子さんの氏名")
    expect_accessible(staff.page)
    staff.page.go_back()
    staff.page.go_back()


def hand_to_chief(staff: Visitor) -> str:
    """Who may not publish is told who may; the address leads the chief there."""
    staff.follow("公開へ進む")
    staff.sees("公開できるのは、担当課の課長とDX推進担当です")
    expect_accessible(staff.page)
    address = staff.page.url.removeprefix(staff.product.at())
    staff.page.go_back()
    staff.press("今日はここまでにする（ほかの人が編集できるようにする）")
    return address


def publish(chief: Visitor, address: str) -> None:
    chief.open(address)
    expect_accessible(chief.page)
    chief.press("公開する")
    chief.sees("公開しました。")
    expect_accessible(chief.page)
