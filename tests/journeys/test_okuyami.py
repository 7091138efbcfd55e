"""おくやみ: reserved and prepared at home, received at the kiosk, asked at one desk, checked on a second screen, and
seven applications lie in five sections' inboxes."""

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
from tests.journeys.desks import SATO, let_the_day_come
from tests.journeys.product import Product
from tests.journeys.visitors import Colleague, Visitor

pytestmark = [pytest.mark.journey, pytest.mark.long]
TABLET, SCREEN = {"width": 1024, "height": 768}, {"width": 1280, "height": 800}
FATHER = Name("浜口", "しげる", "ハマグチ", "シゲル")
DAUGHTER = Name("浜口", "みお", "ハマグチ", "ミオ")
CHILD = Name("浜口", "ひかり", "ハマグチ", "ヒカリ")
BORN, DIED, HELD = Day("showa", "21", "3", "4"), Day("reiwa", "8", "11", "2"), Day("reiwa", "8", "11", "6")
NO_DOG = "had_dog"
RECEIPT = re.compile(r"\w{4}-\w{4}-\w{4}")
OPENING = (
    "had_insurance", "had_care", "had_certificate", "had_property", "had_water", "had_allowance",
    "raises_children",
)  # fmt: skip
INBOXES = {
    "市民課": (Colleague("森 みち", "mori@shirube.example"), 2),
    "税務課": (Colleague("太田 そろばん", "ota@shirube.example"), 1),
    "子育て支援課": (Colleague("中野 ひろば", "nakano@shirube.example"), 2),
    "福祉課": (Colleague("本田 つえ", "honda@shirube.example"), 1),
    "上下水道課": (Colleague("泉 じゃぐち", "izumi@shirube.example"), 1),
}
DESK_PAGE = "staff/counter/honcho/desks/4/"


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
    resident = Applicant(new_context(**PHONE_SCREEN).new_page(), office)
    code = reserve_at_home(resident)
    prepare_at_home(resident)
    let_the_day_come(office, code)
    desk = Tablet(new_context(viewport=TABLET).new_page(), office)
    desk.sign_in(SATO)
    ticket = check_in(Visitor(new_context(viewport=TABLET).new_page(), office), code)
    call_to_the_desk(desk, ticket)
    asked = ask_everything(desk)
    assert [label for label, count in Counter(asked).items() if count > 1] == []

    screen = Visitor(new_context(viewport=SCREEN).new_page(), office)
    check_on_the_second_screen(desk, screen)
    desk.write("本人確認に見たもの", "運転免許証")
    desk.press("7件すべてを出す")
    desk.look()
    desk.sees("7件の申請を、5課に出しました")
    # The page of the one code hears by itself that it is over, and the desk is free.
    resident.sees("ご用件は終わりました")
    handed_in = read_outcomes(desk)
    assert {section: len(numbers) for section, numbers in handed_in.items()} == {
        section: count for section, (_, count) in INBOXES.items()
    }
    take_home(desk, Visitor(new_context(**PHONE_SCREEN).new_page(), office))
    tap_how_it_was(screen)
    desk.follow("窓口にもどって、次の方を呼ぶ")
    expect(desk.page.get_by_role("button", name="次の方を呼ぶ")).to_be_focused()
    for section, (colleague, _) in INBOXES.items():
        finds_in_the_inbox(Visitor(new_context().new_page(), office), colleague, handed_in[section])


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


def reserve_at_home(resident: Applicant) -> str:
    """From what one comes for to the one code."""
    resident.open("prepare/")
    resident.follow(re.compile("おくやみの手続き"))
    resident.look()
    resident.follow(re.compile("来る時間を予約する"))
    resident.look()
    resident.page.get_by_role("radio").first.check()
    resident.write("お名前", "浜口 みお")
    resident.write("メールアドレス", "hamaguchi@resident.example")
    resident.push("予約する")
    resident.sees("来庁の予約")
    resident.sees("持ってくるもの")
    return resident.page.locator(".ticket-code code").inner_text()


def prepare_at_home(resident: Applicant) -> None:
    """On the page of the code; not everything is written."""
    resident.push("書き始める")
    resident.mark(**dict.fromkeys(OPENING, "yes"), **{NO_DOG: "no"})
    resident.go_on()
    resident.tell(represented_name=FATHER, represented_born_on=BORN, event_on=DIED)
    resident.tell_address("represented_address", "1-2-3")
    resident.press("ここまでにして、確かめる")
    resident.push("書き終える")
    resident.sees("書いたことを預かっています")


def check_in(kiosk: Visitor, code: str) -> str:
    """A chief made the terminal a kiosk; the scanner types the code and presses Enter."""
    kiosk.sign_in(SATO)
    kiosk.open("staff/counter/setup/honcho/")
    kiosk.press("この端末を発券機にする")
    expect(kiosk.page.locator("[data-scan]")).to_be_focused()
    kiosk.page.keyboard.type(code)
    with kiosk.page.expect_navigation():
        kiosk.page.keyboard.press("Enter")
    return kiosk.page.locator(".kiosk-number").inner_text()


def call_to_the_desk(desk: Tablet, ticket: str) -> None:
    """Who reserved for now goes before who waits in turn; what was prepared is there without asking."""
    desk.open(DESK_PAGE)
    desk.press("窓口を開ける")
    desk.press("次の方を呼ぶ")
    expect(desk.page.locator(".desk-now-number")).to_have_text(ticket)
    desk.sees("家で書いてこられました")
    desk.look()
    desk.press("対応を始める")
    desk.push("聞き取りを始める・続ける")


def ask_everything(desk: Tablet) -> list[str]:
    """Topic after topic; the labels of all questions that were asked, in their order."""
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


def read_outcomes(desk: Tablet) -> dict[str, list[str]]:
    """The receipt numbers by section, from the page to take home."""
    found: dict[str, list[str]] = {}
    for line in desk.page.locator(".interview-outcomes li").all_inner_texts():
        (section,) = [name for name in INBOXES if name in line]
        found.setdefault(section, []).append(RECEIPT.search(line)[0])  # type: ignore[index]
    return found


def finds_in_the_inbox(clerk: Visitor, who: Colleague, numbers: list[str]) -> None:
    """As the section's own people see it."""
    clerk.sign_in(who)
    clerk.open("staff/cases/?tab=submitted")
    for number in numbers:
        clerk.sees(number)
