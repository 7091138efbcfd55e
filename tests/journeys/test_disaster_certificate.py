"""罹災証明 by receipt number only: three photographs, one correction round, and the certificate."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.applicants import WAYS, Applicant, Receipt, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import KAWASE, OTA, YABE, Desk, at_the_desk
from tests.journeys.papers import photograph, photograph_of_an_iphone, photograph_on_its_side, size_of
from tests.journeys.product import Product
from tests.journeys.storm import tell_what_happened, tell_who_lives_there

pytestmark = pytest.mark.journey
DARK = "屋根の写真が暗くて見えません。明るい写真を1枚足してください。"
DEGREE = "準半壊に至らない（一部損壊）"


@pytest.mark.parametrize("way", WAYS)
def test_the_form_can_be_filled_and_sent(way: str, new_context: NewContext, office: Product) -> None:
    assert apply(applicant_in(way, new_context, office)).secret


def test_from_the_storm_to_the_certificate(new_context: NewContext, office: Product, tmp_path: Path) -> None:
    phone = applicant_in("on the phone", new_context, office)
    receipt = apply(phone)
    ota = at_the_desk(new_context, office, OTA, receipt.number)
    look_at_moving(ota)
    ota.accept()
    ota.ask_to_correct("photos", "incomplete", DARK)

    at_the_shelter = applicant_in("on the phone", new_context, office)
    correct(at_the_shelter, receipt)

    ota.take_up(receipt.number)
    ota.sees("前と変わったところ")
    ota.propose(DEGREE)
    at_the_desk(new_context, office, YABE, receipt.number).approve()
    at_the_desk(new_context, office, KAWASE, receipt.number).approve()
    ota.take_up(receipt.number)
    assert DEGREE in ota.issue()
    assert at_the_shelter.fetch_document(tmp_path / "certificate.pdf").startswith(b"%PDF-")


def look_at_moving(ota: Desk) -> None:
    """The way to another section, if it were theirs."""
    ota.page.locator("details:has(a[href*='/section/']) summary").click()
    ota.follow("ほかの課に回す")
    expect_accessible(ota.page)
    ota.page.go_back()


def apply(resident: Applicant) -> Receipt:
    """The six pages of the form."""
    resident.open("apply/risai-shoumei/")
    resident.push("書き始める")
    tell_what_happened(resident)
    tell_who_lives_there(resident)
    tell_what_is_broken(resident)
    resident.tell(copies="２")
    resident.mark(delivery="counter")
    resident.go_on()
    expect_pictures_upright(resident)
    resident.push("この内容で申請する")
    return resident.receipt()


def tell_what_is_broken(resident: Applicant) -> None:
    resident.at("damage")
    resident.mark(parts="roof")
    resident.mark(self_judgement="yes")
    resident.hand_over(
        "photos",
        photograph("house.jpg"),
        photograph_on_its_side("roof.jpg"),
        photograph_of_an_iphone("floor.heic"),
    )
    resident.mark(self_judgement_consent="yes")
    resident.go_on()


def expect_pictures_upright(resident: Applicant) -> None:
    """Three pictures arrived; the one that lay on its side stands, and the phone's own kind can be seen everywhere."""
    links = resident.page.locator("main a[href*='/files/']")
    expect(links).to_have_count(3)
    addresses = [link.get_attribute("href") for link in links.all()]
    sizes = [
        size_of(resident.page.request.get(resident.product.address + str(one)).body()) for one in addresses
    ]
    assert sizes == [("JPEG", (800, 600)), ("JPEG", (600, 800)), ("JPEG", (800, 600))]


def correct(resident: Applicant, receipt: Receipt) -> None:
    """In another browser, with nothing but number and secret, at the field that is asked about."""
    resident.look_up(receipt)
    resident.sees(DARK)
    resident.push("直す画面を開く")
    resident.sees(DARK)
    resident.hand_over("photos", photograph("roof-in-daylight.jpg"))
    resident.go_on()
    resident.at("receive")
    resident.go_on()
    resident.push("直した内容を送る")
