"""Somebody without account stops, finds the form renewed, keeps the receipt, takes the application back, drops another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.installations import ROOT
from tests.journeys.accessibility import PHONE, expect_accessible
from tests.journeys.applicants import Applicant, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product

pytestmark = pytest.mark.journey
LARGER_PHONE = 390
PACK = ROOT / "packs" / "procedures" / "everyday-5" / "kouhou-kansou.yaml"
COMMENT = "字が大きくて読みやすいです。"


def test_pages_of_second_thoughts(
    new_context: NewContext, own_demonstration: Product, tmp_path: Path
) -> None:
    reader = applicant_in("on the phone", new_context, own_demonstration)
    write(reader)
    pause(reader)
    publish_anew(own_demonstration, tmp_path / PACK.parent.name)
    go_on_with_the_new_form(reader)
    keep_the_receipt(reader)
    take_it_back(reader)
    throw_away(reader)


def look(reader: Applicant) -> None:
    expect_accessible(reader.page, (PHONE, LARGER_PHONE))


def write(reader: Applicant) -> None:
    reader.open("apply/kouhou-kansou/")
    look(reader)
    reader.press("書き始める")
    reader.mark(medium="web", rating="good")
    reader.tell(page_url="ごみの日", opinion=COMMENT)


def pause(reader: Applicant) -> None:
    """Kept, and opened again from the link that is shown."""
    reader.press("保存して、あとで続ける")
    reader.sees("この画面を閉じても")
    look(reader)
    with reader.page.expect_navigation():
        reader.page.locator(".resume-link a").click()


def publish_anew(product: Product, pack: Path) -> None:
    """The section asks nothing about pages any more, and says more plainly what it wants to know. A folder is a pack."""
    text = PACK.read_text()
    begin, end = text.index("        - key: page_url"), text.index("        - key: rating")
    pack.mkdir()
    changed = pack / PACK.name
    changed.write_text((text[:begin] + text[end:]).replace("ja: わかりやすさ", "ja: 読みやすさ"))
    product.command_line.do("load", str(changed))


def go_on_with_the_new_form(reader: Applicant) -> None:
    """What changed is told, what fits is kept, what is asked no more is shown once."""
    reader.page.reload()
    reader.sees("申請の用紙が新しくなりました")
    reader.sees("ごみの日")
    look(reader)
    reader.press("新しい用紙で続ける")
    reader.mark(may_print="no")
    reader.go_on()
    reader.sees(COMMENT)


def keep_the_receipt(reader: Applicant) -> None:
    reader.sees("内容の確認")
    look(reader)
    reader.press("この内容で申請する")
    reader.sees("控えを残す")
    look(reader)
    with reader.page.expect_download() as sheet:
        reader.page.get_by_role("link", name="受付のお知らせ（PDF）を受け取る").click()
    assert sheet.value.path().read_bytes().startswith(b"%PDF-")


def take_it_back(reader: Applicant) -> None:
    reader.follow("申請の進み具合を見る")
    look(reader)
    reader.follow("この申請を取り下げる")
    look(reader)
    reader.press("取り下げる")
    reader.sees("取り下げました")


def throw_away(reader: Applicant) -> None:
    """A draft that was only begun goes after one question."""
    reader.open("apply/kouhou-kansou/")
    reader.press("書き始める")
    reader.press("保存して、あとで続ける")
    reader.follow("この下書きを消す")
    look(reader)
    reader.press("消す")
    reader.sees("広報")
