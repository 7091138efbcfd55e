"""A scanner stands before what residents send: a virus is refused; while the scanner is away, files wait closed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FilePayload, expect

from tests.files.clamd import FakeClamd
from tests.files.contents import EICAR
from tests.journeys.accessibility import expect_accessible
from tests.journeys.applicants import Applicant, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import OTA, at_the_desk
from tests.journeys.papers import photograph
from tests.journeys.product import AS_IN_THE_DEMONSTRATION, Product, copy_of, running
from tests.journeys.storm import tell_what_happened, tell_who_lives_there

pytestmark = pytest.mark.journey
JPEG = b"\xff\xd8"


@pytest.fixture(scope="module")
def socket() -> Iterator[str]:
    """Where the scanner listens, when it does. The name of a socket is short: not below the tests' own folder."""
    with tempfile.TemporaryDirectory(prefix="clamd") as folder:
        yield f"{folder}/socket"


@pytest.fixture(scope="module")
def guarded(prepared: Path, tmp_path_factory: pytest.TempPathFactory, socket: str) -> Iterator[Product]:
    """The demonstration with a scanner configured, and its worker."""
    settings = {**AS_IN_THE_DEMONSTRATION, "SHIRUBE_CLAMAV": f"unix:{socket}"}
    data = copy_of(prepared, tmp_path_factory.mktemp("guarded"))
    with running(Product(data, settings=settings, has_worker=True)) as product:
        yield product


@pytest.fixture
def scanner(socket: str) -> Iterator[FakeClamd]:
    with FakeClamd(socket) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
    Path(socket).unlink()


def photograph_with_a_virus(name: str) -> FilePayload:
    """A picture that can be looked at, with the test pattern behind it."""
    clean = photograph(name)
    return {**clean, "buffer": clean["buffer"] + EICAR.encode()}


def come_to_the_pictures(resident: Applicant) -> None:
    resident.open("apply/risai-shoumei/")
    resident.push("書き始める")
    tell_what_happened(resident)
    tell_who_lives_there(resident)
    resident.at("damage")
    resident.mark(parts="roof")
    resident.mark(self_judgement="no")


def hand_over_one_picture(resident: Applicant) -> None:
    """Three would be better, says the page, and takes one."""
    resident.hand_over("photos", photograph("roof.jpg"))
    resident.go_on()
    resident.has_problem("3枚に足りません")
    resident.accept_warnings()
    resident.at("receive")


def test_a_virus_is_refused_and_what_was_written_stays(
    new_context: NewContext, guarded: Product, scanner: FakeClamd
) -> None:
    resident = applicant_in("on the phone", new_context, guarded)
    come_to_the_pictures(resident)

    resident.hand_over("photos", photograph_with_a_virus("roof.jpg"))
    resident.go_on()
    resident.has_problem("ウイルス")
    expect(resident.option("parts", "roof")).to_be_checked()

    hand_over_one_picture(resident)
    # The worker has the office's own documents looked at as well.
    pictures = [content for _command, content in scanner.seen if content.startswith(JPEG)]
    assert [EICAR.encode() in one for one in pictures] == [True, False]


def test_without_the_scanner_a_picture_is_taken_in_and_waits_closed(
    new_context: NewContext, guarded: Product
) -> None:
    resident = applicant_in("on the phone", new_context, guarded)
    come_to_the_pictures(resident)
    hand_over_one_picture(resident)
    resident.tell(copies="1")
    resident.mark(delivery="counter")
    resident.go_on()
    resident.push("この内容で申請する")
    receipt = resident.receipt()

    ota = at_the_desk(new_context, guarded, OTA, receipt.number)
    ota.sees("まだ開けないファイルがあります")
    ota.page.locator("main a[href*='/files/']").first.click()
    ota.sees("ウイルス検査を待っているため、まだ開けません")
    expect_accessible(ota.page)
