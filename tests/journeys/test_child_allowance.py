"""児童手当 認定請求: from the guide of life events to the decision document, with one correction round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from oidc_provider_mock import User as Subject
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect

from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.applicants import WAYS, Applicant, Day, Name, Receipt, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import KOBORI, NAKANO, ONO, at_the_desk
from tests.journeys.papers import photograph
from tests.journeys.product import Product
from tests.journeys.visitors import KUDO, Visitor

# The mock uses what its own library has put on the way out.
pytestmark = [
    pytest.mark.journey,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]
BORN_ON = japan_date(read_clock()) - timedelta(days=6)
BABYS_DAY = Day("reiwa", str(BORN_ON.year - 2018), str(BORN_ON.month), str(BORN_ON.day))
MOTHER = Name("浜口", "みお", "ハマグチ", "ミオ")
BABY = Name("浜口", "ひかり", "ハマグチ", "ヒカリ")
OWN_ACCOUNT = "申し込むご本人の名義の口座にしてください。"
GRANTED = "月額15,000円、第1子"
CARDS = "カード認証（見本）"


@pytest.fixture(scope="module")
def card_provider() -> Iterator[str]:
    """In place of デジタル認証アプリ: a provider of OpenID Connect on this machine."""
    with run_server_in_thread(user_claims=[Subject(sub=way) for way in WAYS]) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("way", WAYS)
def test_from_the_guide_to_the_decision(
    way: str, new_context: NewContext, office: Product, card_provider: str, tmp_path: Path
) -> None:
    offer_cards(Visitor(new_context().new_page(), office), card_provider)
    mother = applicant_in(way, new_context, office)
    receipt = apply(mother, way)
    nakano = at_the_desk(new_context, office, NAKANO, receipt.number)
    nakano.accept()
    nakano.ask_to_correct("account", "incorrect", OWN_ACCOUNT)
    correct(mother, receipt)

    nakano.take_up(receipt.number)
    nakano.sees("前と変わったところ")
    nakano.propose(GRANTED)
    at_the_desk(new_context, office, KOBORI, receipt.number).approve()
    at_the_desk(new_context, office, ONO, receipt.number).approve()
    nakano.take_up(receipt.number)
    assert GRANTED in nakano.issue()
    assert mother.fetch_document(tmp_path / "decision.pdf").startswith(b"%PDF-")


def offer_cards(kudo: Visitor, issuer: str) -> None:
    """The administrator enters the provider of cards."""
    kudo.sign_in(KUDO)
    kudo.open("staff/people/sign-on/")
    kudo.write("短い名前", "card")
    kudo.field("だれが使うか").select_option("residents")
    kudo.write("表示する名前", CARDS)
    kudo.write("発行者のアドレス（issuer）", issuer)
    kudo.write("クライアントID", "shirube")
    kudo.write("クライアントの秘密", "見本の秘密")
    kudo.press("保存する")
    kudo.sees(CARDS)


def apply(mother: Applicant, way: str) -> Receipt:
    find_in_the_guide(mother)
    mother.follow("サインインして始める")
    mother.look()
    mother.sign_in_by_mail(f"hamaguchi-{list(WAYS).index(way)}@resident.example")
    mother.push("書き始める")
    tell_of_the_birth(mother)
    tell_of_the_family(mother)
    tell_where_to_pay(mother)
    show_the_card(mother, way)
    mother.push("この内容で申請する")
    return mother.receipt()


def find_in_the_guide(mother: Applicant) -> None:
    """Questions, then the list of what there is to do."""
    mother.open("guide/")
    mother.look()
    mother.follow("子どもが生まれた")
    while mother.page.locator(".question").count():
        mother.choose("いいえ")
        mother.push("次へ")
    mother.sees("すること")
    mother._press(mother.page.locator("a[href$='/apply/jidou-teate-nintei/']"))
    mother.look()


def tell_of_the_birth(mother: Applicant) -> None:
    mother.at("reason")
    mother.go_on()
    mother.has_problem("きっかけ")
    mother.mark(reason="birth")
    mother.tell(event_on=BABYS_DAY)
    mother.go_on()
    mother.at("applicant")
    mother.tell(applicant_name=MOTHER, born_on=Day("heisei", "５", "4", "１"))
    mother.tell_address("address", "1-1")
    mother.tell(phone="０２２５-00-1111")
    mother.mark(occupation="employee")
    mother.go_on()
    mother.accept_warnings()


def tell_of_the_family(mother: Applicant) -> None:
    mother.at("spouse")
    mother.mark(has_spouse="no")
    mother.go_on()
    mother.at("children")
    child = mother.row("children")
    mother.tell(**{f"{child}.name": BABY, f"{child}.born_on": BABYS_DAY})
    mother.mark(
        **{f"{child}.relation": "child", f"{child}.lives_together": "yes", f"{child}.looks_after": "yes"}
    )
    mother.go_on()
    mother.at("older")
    mother.mark(has_older="no")
    mother.go_on()


def tell_where_to_pay(mother: Applicant) -> None:
    mother.at("payment")
    mother.mark(account_way="write")
    mother.mark(account__kind="ordinary")
    mother.tell(account__bank_name="しるべ銀行", account__branch_name="本店", account__number="1234567")
    mother.tell(account__holder_kana="ﾊﾏｸﾞﾁ ｼﾝ")
    mother.hand_over("documents", photograph("bankbook.jpg"))
    mother.mark(truth="yes")
    mother.go_on()
    expect(mother.page).to_have_url(re.compile("/check/"))


def show_the_card(mother: Applicant, way: str) -> None:
    """What was written stays while one is away at the provider of cards."""
    mother.page.context.route("https://**", lambda route: route.abort())
    mother.follow("マイナンバーカードで確認する")
    mother.look()
    mother.follow(CARDS)
    mother.page.get_by_role("button", name=way, exact=True).first.click()
    mother.page.wait_for_url("**/check/")
    mother.look()


def correct(mother: Applicant, receipt: Receipt) -> None:
    """From the list of her applications, to the account that is asked about."""
    mother.open("my/applications/")
    mother.look()
    mother.follow(re.compile(receipt.number))
    mother.sees(OWN_ACCOUNT)
    mother.look()
    mother.push("直す画面を開く")
    mother.tell(account__holder_kana="ハマグチ ミオ")
    mother.go_on()
    mother.push("直した内容を送る")
    mother.sees(receipt.number)
