"""児童手当の寄附 with an electronic signature: fetched, signed outside, handed in; what does not hold is told and kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import FilePayload

from tests.accounts import certificates
from tests.accounts.certificates import ARC, DAY, Holder
from tests.journeys.applicants import Applicant, Day, Name, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import NAKANO, at_the_desk
from tests.journeys.product import Product
from tests.journeys.visitors import KUDO, Visitor

pytestmark = pytest.mark.journey
MOTHER = Name("谷口", "ふみ", "タニグチ", "フミ")
BORN_ON = Day("showa", "23", "3", "1")
NOW = datetime.now(UTC)
VALID = (NOW - DAY, NOW + 365 * DAY)


def card_of(name: str, born_on: str, authority: Holder) -> Holder:
    facts = {f"{ARC}.5.1": name, f"{ARC}.5.3": "2", f"{ARC}.5.4": born_on, f"{ARC}.5.5": "石巻市穀町1番1号"}
    return certificates.make_holder(authority, facts=facts, validity=VALID)


def test_an_application_is_signed_outside_and_what_does_not_hold_is_told(
    new_context: NewContext, office: Product
) -> None:
    authority = certificates.make_authority("見本の署名用認証局", 0, validity=VALID)
    own, lost = (card_of("谷口　ふみ", "319480301", authority) for _ in range(2))
    sons = card_of("谷口　航", "319750101", authority)
    trust(Visitor(new_context().new_page(), office), authority, lost)
    mother = applicant_in("on the phone", new_context, office)
    write(mother)

    text = fetch(mother)
    assert "氏名: 谷口 ふみ" in text.decode()
    send(mother, certificates.sign(text, lost), "使えなくなっています")
    send(mother, certificates.sign(text, sons), "谷口　航さんのものです")
    change_an_answer(mother)
    send(mother, certificates.sign(text, own), "今の申請の内容に対するものではありません")
    send(mother, certificates.sign(fetch(mother), own), "申請を受け付けました")
    at_the_desk(new_context, office, NAKANO, mother.receipt().number).sees("谷口　ふみ、1948-03-01")


def trust(kudo: Visitor, authority: Holder, *revoked: Holder) -> None:
    """The administrator enters the authority, with the list of what it has revoked."""
    listed = certificates.make_crl(authority, revoked, at=NOW - DAY, until=NOW + timedelta(days=30))
    kudo.sign_in(KUDO)
    kudo.open("staff/people/signatures/")
    kudo.write("名前", "見本の署名用認証局")
    kudo.field("認証局の証明書").set_input_files(payload("authority.pem", authority.pem))
    kudo.page.locator("input[name=crl]").last.set_input_files(payload("list.crl", listed))
    kudo.press("加える")
    kudo.sees("認証局を登録しました")


def write(mother: Applicant) -> None:
    mother.open("apply/jidou-teate-kifu/")
    mother.follow("サインインして始める")
    mother.sign_in_by_mail("signs@resident.example")
    mother.sees("電子署名が必要です")
    mother.push("書き始める")
    mother.tell(applicant_name=MOTHER, born_on=BORN_ON)
    mother.tell_address("address", "1-1")
    mother.tell(phone="0225-00-3333")
    mother.go_on()
    mother.mark(share="all", from_month="m2", how_long="once", receipt="no")
    mother.go_on()
    mother.mark(truth="yes")
    mother.go_on()


def fetch(mother: Applicant) -> bytes:
    """What is to be signed."""
    with mother.page.expect_download() as download:
        mother.page.get_by_role("link", name="署名する書類を受け取る").click()
    return download.value.path().read_bytes()


def send(mother: Applicant, signature: bytes, told: str) -> None:
    """Choose the signature and send; then it is said what came of it."""
    mother.page.locator("#signature").set_input_files(payload("application.p7s", signature))
    mother.push("この内容で申請する")
    mother.sees(told)


def change_an_answer(mother: Applicant) -> None:
    """From the last look back to a step, and forth again."""
    mother._press(mother.page.locator("a[href$='/steps/donation/']").first)
    mother.mark(how_long="ongoing")
    mother.go_on()
    mother.go_on()
    mother.sees("内容の確認")


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}
