"""Whatever happens on the way, nothing that was written is lost, and nothing is sent twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import expect

from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.applicants import Applicant, Day, Name, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.papers import photograph, program_called_photograph
from tests.journeys.product import Product

pytestmark = pytest.mark.journey
SESSION = "sessionid"
DAUGHTER = Name("谷口", "なぎさ", "タニグチ", "ナギサ")
PLACE = "標小学校の正門から東へ50メートル"
NewDevice = Callable[[], Applicant]


@pytest.fixture(params=["on the phone", "without script"])
def new_device(request: pytest.FixtureRequest, new_context: NewContext, office: Product) -> NewDevice:
    """One device after another of the same kind."""
    return lambda: applicant_in(request.param, new_context, office)


def test_a_draft_goes_on_on_another_device_of_who_signs_in(
    new_device: NewDevice, request: pytest.FixtureRequest
) -> None:
    email = mail_of(request)
    phone = new_device()
    begin_signed_in(phone, email)
    tell_relation(phone)
    phone.push("保存して、あとで続ける")

    elsewhere = new_device()
    elsewhere.open("apply/youkaigo-nintei/")
    elsewhere.follow("サインインして始める")
    elsewhere.sign_in_by_mail(email)
    elsewhere.sees("書きかけの申請があります")
    elsewhere.look()
    elsewhere.follow("続きから書く")
    expect_relation(elsewhere)


def test_a_draft_without_account_goes_on_by_its_link(new_device: NewDevice) -> None:
    phone = new_device()
    begin_report(phone)
    phone.mark(danger="no")
    phone.push("保存して、あとで続ける")
    link = phone.page.locator(".resume-link a").get_attribute("href")

    elsewhere = new_device()
    elsewhere.page.goto(str(link))
    expect(elsewhere.option("danger", "no")).to_be_checked()
    stranger = new_device()
    assert (
        stranger.page.goto(phone.product.at(elsewhere.page.url.removeprefix(phone.product.at()))).status
        == 404
    )
    stranger.look()


def test_a_session_that_ended_in_mid_typing_loses_nothing(
    new_device: NewDevice, request: pytest.FixtureRequest
) -> None:
    daughter = new_device()
    begin_signed_in(daughter, mail_of(request))
    daughter.mark(applicant_kind="family")
    expect(daughter.box("representative_relation")).to_be_visible()
    daughter.page.context.clear_cookies(name=SESSION)
    tell_relation(daughter)
    daughter.press("次へ")

    daughter.sees("書いたことは保存しました。サインインすると、続きから書けます。")
    daughter.look()
    daughter.sign_in_by_mail(mail_of(request))
    expect_relation(daughter)


def test_autosave_goes_on_after_the_session_has_ended(new_context: NewContext, office: Product) -> None:
    """Whoever only typed, and pressed nothing, finds it again."""
    daughter, email = applicant_in("on the phone", new_context, office), "autosave@resident.example"
    begin_signed_in(daughter, email)
    daughter.mark(applicant_kind="family")
    expect(daughter.box("representative_relation")).to_be_visible()
    daughter.page.context.clear_cookies(name=SESSION)
    with daughter.page.expect_response(lambda answer: answer.url.endswith("/save/") and answer.ok):
        tell_relation(daughter)
    daughter.page.wait_for_timeout(3000)
    daughter.page.close()

    elsewhere = applicant_in("on the phone", new_context, office)
    elsewhere.open("my/applications/")
    elsewhere.sign_in_by_mail(email)
    elsewhere.follow("要介護・要支援認定の申請")
    expect_relation(elsewhere)


def test_back_and_forward_in_the_browser_keep_what_was_typed(
    new_context: NewContext, office: Product
) -> None:
    phone = applicant_in("on the phone", new_context, office)
    begin_report(phone)
    phone.mark(kind="hole", danger="no")
    phone.go_on()
    phone.at("where")
    phone.tell(place_note=PLACE)
    phone.page.go_back()
    phone.at("what")
    expect(phone.option("kind", "hole")).to_be_checked()
    phone.go_on()
    expect(phone.box("place_note")).to_have_value(PLACE)


def test_a_second_click_gives_the_same_receipt(new_device: NewDevice) -> None:
    reporter = new_device()
    report(reporter)
    before = count_cases(reporter.product)
    reporter.page.get_by_role("button", name="この内容で申請する").dblclick()
    first = reporter.receipt()
    reporter.page.go_back()
    if reporter.page.get_by_role("button", name="この内容で申請する").count():
        reporter.press("この内容で申請する")
        assert reporter.receipt() == first
    assert count_cases(reporter.product) == before + 1


def test_a_program_that_calls_itself_a_photograph_is_refused_in_words(new_device: NewDevice) -> None:
    reporter = new_device()
    begin_report(reporter)
    reporter.mark(kind="lamp", danger="no")
    reporter.hand_over("photos", program_called_photograph("lamp.jpg"), photograph("road.jpg"))
    reporter.go_on()
    reporter.has_problem("lamp.jpg")
    expect(reporter.option("kind", "lamp")).to_be_checked()
    expect(reporter.page.locator(".form-file-list")).to_contain_text("road.jpg")


def test_names_that_are_long_or_rare(new_device: NewDevice) -> None:
    resident = new_device()
    resident.open("apply/risai-shoumei/")
    resident.push("書き始める")
    resident.tell(event_on=Day("reiwa", "8", "10", "3"))
    resident.mark(causes="wind")
    resident.go_on()
    resident.tell(applicant_name=Name("𠮷" * 300, "みち😊", "ヨシ", "ミチ"), phone="0225-00-1111")
    resident.mark(relation="head")
    resident.go_on()
    resident.has_problem("100文字まで")
    expect(resident.box("applicant_name.family")).to_have_value("𠮷" * 300)
    expect(resident.box("applicant_name.given")).to_have_value("みち😊")
    resident.tell(applicant_name__family="𠮷野")
    resident.go_on()
    resident.accept_warnings()
    resident.at("house")


def mail_of(request: pytest.FixtureRequest) -> str:
    """One account for each story."""
    return f"nagisa-{abs(hash(request.node.nodeid))}@resident.example"


def begin_signed_in(daughter: Applicant, email: str) -> None:
    daughter.open("apply/youkaigo-nintei/")
    daughter.follow("サインインして始める")
    daughter.sign_in_by_mail(email)
    daughter.press("書き始める")
    daughter.at("applicant")


def tell_relation(daughter: Applicant) -> None:
    daughter.mark(applicant_kind="family")
    daughter.tell(representative_name=DAUGHTER, representative_relation="長女")


def expect_relation(daughter: Applicant) -> None:
    expect(daughter.box("representative_name.given")).to_have_value(DAUGHTER.given)
    expect(daughter.box("representative_relation")).to_have_value("長女")


def begin_report(reporter: Applicant) -> None:
    """A report of what is broken on a road, by nobody in particular."""
    reporter.open("apply/douro-tsuuhou/")
    reporter.press("書き始める")
    reporter.at("what")


def report(reporter: Applicant) -> None:
    begin_report(reporter)
    reporter.mark(kind="hole", danger="no")
    reporter.go_on()
    today = japan_date(read_clock())
    reporter.tell(place_note=PLACE)
    reporter.tell(seen_on__year=str(today.year), seen_on__month=str(today.month), seen_on__day=str(today.day))
    reporter.mark(reply="no")
    reporter.go_on()
    reporter.accept_warnings()


def count_cases(product: Product) -> int:
    with closing(sqlite3.connect(product.data / "shirube.sqlite3")) as tables:
        (count,) = tables.execute("SELECT count(*) FROM applications_case").fetchone()
    return int(count)
