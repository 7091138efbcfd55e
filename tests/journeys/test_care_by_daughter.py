"""要介護認定 by a daughter for her mother, who is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.applicants import WAYS, Applicant, Day, Name, Receipt, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import MORI, SATO, at_the_desk
from tests.journeys.product import Product

pytestmark = [pytest.mark.journey, pytest.mark.long]
DAUGHTER = Name("谷口", "なぎさ", "タニグチ", "ナギサ")
MOTHER = Name("谷口", "ふみ", "タニグチ", "フミ")
# Nobody knows on what day she was born.
BORN_ON = Day("showa", "20", "3", "")
LEVEL = "要介護2"


@pytest.mark.parametrize("way", WAYS)
def test_a_daughter_applies_for_her_mother(
    way: str, new_context: NewContext, office: Product, tmp_path: Path
) -> None:
    daughter = applicant_in(way, new_context, office)
    number = list(WAYS).index(way)
    mothers_mail = f"fumi-{number}@resident.example"
    receipt = apply(daughter, f"nagisa-{number}@resident.example", mothers_mail)

    mori = at_the_desk(new_context, office, MORI, receipt.number)
    mori.sees("谷口 ふみ（娘）")
    mori.accept()
    mori.propose(LEVEL)
    at_the_desk(new_context, office, SATO, receipt.number).approve()
    mori.take_up(receipt.number)
    assert "谷口 ふみ 様" in mori.issue()
    daughter.follow("申請の進み具合を見る")
    daughter.sees("谷口 ふみさんのための申請です")
    assert daughter.fetch_document(tmp_path / "level.pdf").startswith(b"%PDF-")
    expect_told(daughter, mothers_mail)


def apply(daughter: Applicant, email: str, mothers_mail: str) -> Receipt:
    daughter.open("procedures/youkaigo-nintei/")
    daughter.look()
    daughter.open("apply/youkaigo-nintei/")
    daughter.look()
    daughter.follow("サインインして始める")
    daughter.sign_in_by_mail(email)
    say_for_whom(daughter, mothers_mail)
    tell_who_applies(daughter)
    tell_of_the_mother(daughter)
    tell_how_she_is(daughter)
    daughter.push("この内容で申請する")
    return daughter.receipt()


def say_for_whom(daughter: Applicant, mothers_mail: str) -> None:
    """Without a name it does not begin, and nothing is lost."""
    daughter.choose("ほかの人の代わりに申請する")
    daughter.push("書き始める")
    daughter.has_problem("その人の氏名を入れてください")
    daughter.write("その人の氏名", "谷口 ふみ")
    daughter.write("その人から見た、あなたの関係", "娘")
    daughter.write("その人のメールアドレス", mothers_mail)
    daughter.push("書き始める")


def tell_who_applies(daughter: Applicant) -> None:
    daughter.at("applicant")
    daughter.mark(applicant_kind="family")
    daughter.tell(representative_name=DAUGHTER, representative_relation="長女")
    daughter.tell(representative_phone="0225-00-2222")
    daughter.go_on()


def tell_of_the_mother(daughter: Applicant) -> None:
    daughter.at("insured")
    daughter.tell(insured_name=MOTHER, insured_born_on=BORN_ON)
    daughter.tell_address("insured_address", "2-2")
    daughter.go_on()
    daughter.accept_warnings()
    daughter.at("certificate")
    daughter.tell(insured_number="12345")
    daughter.go_on()
    daughter.has_problem("10けたに足りません")
    daughter.tell(insured_number="１２３４５６７８９０")
    daughter.go_on()
    daughter.accept_warnings()


def tell_how_she_is(daughter: Applicant) -> None:
    daughter.at("place")
    daughter.mark(place="hospital")
    daughter.tell(place_name="浜辺病院 3階", hard_story="春から歩くのがつらくなりました。")
    daughter.mark(urgent="no")
    daughter.go_on()
    daughter.at("doctor")
    daughter.tell(clinic="浜辺病院")
    daughter.go_on()
    daughter.accept_warnings()
    daughter.at("visit")
    daughter.mark(visit_place="current", share="yes")
    daughter.go_on()
    daughter.accept_warnings()
    daughter.sees("内容の確認")


def expect_told(anybody: Applicant, email: str) -> None:
    """A letter to the mother says that somebody applied for her."""
    anybody.open("my/letters/")
    anybody.read_again_until(email)
    letter = anybody.page.locator("article", has_text=email).first
    expect(letter).to_contain_text("あなたに代わって申請がありました")
