"""おくやみ: prepared at home, asked at one desk, checked on a second screen, seven applications in five sections' inboxes."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.accessibility import DESK, PHONE, expect_accessible
from tests.journeys.applicants import Applicant, Day, KeyboardApplicant, Name
from tests.journeys.conftest import PHONE as PHONE_SCREEN
from tests.journeys.conftest import NewContext
from tests.journeys.desks import MORI
from tests.journeys.product import Product
from tests.journeys.visitors import Colleague, Visitor

pytestmark = pytest.mark.journey
TABLET, SCREEN = {"width": 1024, "height": 768}, {"width": 1280, "height": 800}
FATHER = Name("浜口", "しげる", "ハマグチ", "シゲル")
DAUGHTER = Name("浜口", "みお", "ハマグチ", "ミオ")
CHILD = Name("浜口", "ひかり", "ハマグチ", "ヒカリ")
BORN, DIED, HELD = Day("showa", "21", "3", "4"), Day("reiwa", "8", "11", "2"), Day("reiwa", "8", "11", "6")
NO_DOG = "had_dog"
OPENING = (
    "had_insurance", "had_care", "had_certificate", "had_property", "had_water", "had_allowance",
    "raises_children",
)  # fmt: skip
INBOXES = {
    "佐藤 しるべ": ("sato@shirube.example", 2),  # 市民課
    "太田 そろばん": ("ota@shirube.example", 1),  # 税務課
    "中野 ひろば": ("nakano@shirube.example", 2),  # 子育て支援課
    "本田 つえ": ("honda@shirube.example", 1),  # 福祉課
    "泉 じゃぐち": ("izumi@shirube.example", 1),  # 上下水道課
}


class Tablet(Applicant):
    """The clerk's tablet: every page is looked at in its width."""

    __slots__ = ()

    def look(self) -> None:
        expect_accessible(self.page, (768, DESK))

    def check(self, **choices: str) -> None:
        """Take radio buttons or boxes whose names hold two underscores themselves."""
        for name, value in choices.items():
            self.take(name, value)


def test_from_home_to_seven_applications_in_five_inboxes(new_context: NewContext, office: Product) -> None:
    before = count_inboxes(new_context, office)
    code = prepare_at_home(Applicant(new_context(**PHONE_SCREEN).new_page(), office))
    desk = Tablet(new_context(viewport=TABLET).new_page(), office)
    asked = ask_everything(desk, code)
    assert [label for label, count in Counter(asked).items() if count > 1] == []

    screen = Visitor(new_context(viewport=SCREEN).new_page(), office)
    check_on_the_second_screen(desk, screen)
    desk.write("本人確認に見たもの", "運転免許証")
    desk.press("7件すべてを出す")
    desk.look()
    desk.sees("7件の申請を、5課に出しました")
    take_home(desk, Visitor(new_context(**PHONE_SCREEN).new_page(), office))
    tap_how_it_was(screen)

    after = count_inboxes(new_context, office)
    assert {name: after[name] - before[name] for name in INBOXES} == {
        name: more for name, (_, more) in INBOXES.items()
    }


def test_the_writing_desk_is_used_with_the_keyboard_and_forgets(
    new_context: NewContext, office: Product
) -> None:
    resident = KeyboardApplicant(new_context(viewport=TABLET).new_page(), office)
    resident.page.clock.install()
    resident.open("desk/okuyami/")
    resident.press("書き始める")
    resident.mark(had_care="yes")
    address = resident.page.url
    resident.page.clock.fast_forward(181_000)
    resident.sees("この端末には、何も残っていません。")
    resident.page.goto(address)
    resident.sees("見つかりません")


def prepare_at_home(resident: Applicant) -> str:
    """From the guide of life events to the code; not everything is written."""
    resident.open("prepare/")
    resident.look()
    resident.follow(re.compile("おくやみの手続き"))
    resident.look()
    resident.push("家で書いておく")
    resident.mark(**dict.fromkeys(OPENING, "yes"), **{NO_DOG: "no"})
    resident.go_on()
    resident.tell(represented_name=FATHER, represented_born_on=BORN, event_on=DIED)
    resident.tell_address("represented_address", "1-2-3")
    resident.push("ここまでにして、番号をもらう")
    resident.push("番号をもらう")
    return resident.page.locator(".interview-code").inner_text()


def ask_everything(desk: Tablet, code: str) -> list[str]:
    """Topic after topic; the labels of all questions that were asked, in their order."""
    desk.sign_in(MORI)
    desk.open("staff/interviews/")
    desk.look()
    desk.page.get_by_label(re.compile("準備の番号")).fill(code)
    desk.push("続きを聞く")
    desk.sees("来庁前に本人が入力")
    desk.follow(re.compile("亡くなった方について"))
    asked: list[str] = []
    topics = (tell_opening, tell_of_the_father, tell_of_herself, tell_of_insurance, tell_of_home,
              tell_of_certificate, tell_of_family, tell_the_end)  # fmt: skip
    for topic in topics:
        topic(desk)
        asked += labels(desk)
        place = desk.page.url
        desk._press(desk.page.locator(".form-buttons button[name=_next]"))
        if desk.page.locator("button[name=_accept_warnings]").count():
            desk._press(desk.page.locator("button[name=_accept_warnings]"))
        assert desk.page.url != place, desk.page.locator(".error-summary").all_inner_texts()
        desk.look()
    expect(desk.page).to_have_url(re.compile("/review/"))
    return asked


def labels(desk: Tablet) -> list[str]:
    """Every question on the page, without the boxes inside it."""
    texts = desk.page.locator("#form-step .field-label").all_inner_texts()
    return [re.sub(r"\s*(必須|任意|できれば).*$", "", text.strip(), flags=re.DOTALL) for text in texts]


def tell_opening(desk: Tablet) -> None:
    """It was answered at home."""
    expect(desk.option(NO_DOG, "no")).to_be_checked()


def tell_of_the_father(desk: Tablet) -> None:
    expect(desk.box("represented_name.family")).to_have_value(FATHER.family)


def tell_of_herself(desk: Tablet) -> None:
    """The card fills in what nobody has said yet, and what it says is marked."""
    desk.tell(person_name=DAUGHTER, representative_relation="長女")
    desk.push("マイナンバーカード（模擬）")
    desk.sees("マイナンバーカードから読み取り")
    desk.tell(person_name=DAUGHTER, representative_relation="長女", contact_phone="0225-00-1111")
    desk.mark(person_occupation="employee")


def tell_of_insurance(desk: Tablet) -> None:
    desk.check(sousaihi__kind="kokuho", sousaihi__card="returned", kaigo_soushitsu__care_card="returned")
    desk.check(sousaihi__is_host="yes", kaigo_soushitsu__refund="yes")
    desk._tell("sousaihi__funeral_on", HELD)


def tell_of_home(desk: Tablet) -> None:
    desk.tell_address("property_address", "1-2-3")
    desk.check(souzokunin_daihyousha__registered="soon", suidou_meigi__wish="rename")
    desk.check(suidou_meigi__new_user="applicant", suidou_meigi__payment="slip")


def tell_of_certificate(desk: Tablet) -> None:
    desk.check(techou_henkan__kinds="physical", techou_henkan__certificate_card="returned")
    desk.check(techou_henkan__allowances="no")


def tell_of_family(desk: Tablet) -> None:
    if not desk.box("children._row").count():
        desk.page.locator("button[name='_add.children']").press("Enter")
    expect(desk.box("children._row")).to_have_count(1)
    child = desk.row("children")
    desk._tell(f"{child}.child_name", CHILD)
    desk._tell(f"{child}.child_born_on", Day("reiwa", "2", "5", "5"))
    tell_account(desk, f"{child}.jidou_teate_mishiharai__account", "ハマグチ ヒカリ")
    for key, value in {
        "jidou_teate_nintei__relation": "child",
        "jidou_teate_nintei__lives_together": "yes",
        "jidou_teate_nintei__looks_after": "yes",
    }.items():
        desk.take(f"{child}.{key}", value)
    desk.tell_address(f"{child}.child_address", "1-2-3")
    desk.fill("jidou_teate_mishiharai__relation", "母")
    desk.check(jidou_teate_nintei__has_spouse="no", jidou_teate_nintei__has_older="no")


def tell_the_end(desk: Tablet) -> None:
    tell_account(desk, "bank_account", "ハマグチ ミオ")
    desk.take("consent", "yes")


def tell_account(desk: Tablet, name: str, holder: str) -> None:
    desk.take(f"{name}.kind", "ordinary")
    for part, text in {"bank_name": "標銀行", "branch_name": "本店", "number": "1234567"}.items():
        desk.fill(f"{name}.{part}", text)
    desk.fill(f"{name}.holder_kana", holder)


def check_on_the_second_screen(desk: Tablet, screen: Visitor) -> None:
    """Two browsers at once: the clerk's page hears of it by itself."""
    desk.press("二つ目の画面をつなぐ")
    code = desk.page.locator(".interview-code").inner_text()
    screen.open("screen/")
    screen.write("係員の画面の番号", code)
    screen.press("つなぐ")
    screen.sees("係員がお話をうかがっています")
    screen.does_not_see(FATHER.given)
    desk.press("本人に確かめてもらう")
    screen.sees("内容を確かめてください")
    screen.sees(FATHER.given)
    expect_accessible(screen.page, (PHONE, DESK))
    screen.press("合っています")
    expect(desk.page.locator("#state")).to_contain_text("本人が画面で「合っています」を押しました")


def take_home(desk: Tablet, phone: Visitor) -> None:
    """One sheet of A4, and the same at home."""
    desk.sees("土地と家の相続の登記")
    assert len(PdfReader(io.BytesIO(desk.page.pdf(format="A4"))).pages) == 1
    address = desk.page.locator(".interview-address").inner_text()
    phone.page.goto(address)
    phone.sees("これからすること")
    phone.does_not_see(FATHER.given)
    expect_accessible(phone.page, (PHONE,))


def tap_how_it_was(screen: Visitor) -> None:
    screen.sees("今日の窓口はどうでしたか")
    screen.press("よかった")
    screen.sees("感想を受け取りました")


def count_inboxes(new_context: NewContext, office: Product) -> dict[str, int]:
    """How many applications wait in each section, as its own people see it."""
    return {
        name: count_waiting(Visitor(new_context().new_page(), office), Colleague(name, mail))
        for name, (mail, _) in INBOXES.items()
    }


def count_waiting(clerk: Visitor, who: Colleague) -> int:
    clerk.sign_in(who)
    clerk.open("staff/cases/?tab=submitted")
    return clerk.page.locator(".case-line-title").count()
