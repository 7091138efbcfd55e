"""What a section does besides deciding: paper at the counter, other sections' opinions, files for the core system."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import asdict

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.applicants import Name
from tests.journeys.conftest import NewContext
from tests.journeys.desks import KAWASE, MORI, OTA, SATO, YABE, Desk
from tests.journeys.product import Product
from tests.journeys.visitors import Colleague

pytestmark = pytest.mark.journey
NUMBER = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")
MY_NUMBER = "123456789018"
QUESTION = "介護保険料の未納はありますか。"
ANSWER = "未納はありません。"


def test_a_paper_comes_to_the_counter(new_context: NewContext, office: Product) -> None:
    mori = at_work(new_context, office, MORI)
    number = take_in(mori)
    mori.take_up(number)
    look_at_the_number(mori)
    ask_another_section(mori)
    answer_as_another_section(at_work(new_context, office, KAWASE), number)
    correct_by_office(mori)
    mark_and_find_again(mori, number)
    withdraw(mori)
    watch_over(at_work(new_context, office, SATO), number)


def test_files_go_to_the_core_system(new_context: NewContext, office: Product) -> None:
    kawase = at_work(new_context, office, KAWASE)
    change_a_column(kawase)
    kawase.choose("期間の中の、前に渡したものも含めてすべて")
    kawase.write("届いた日（から）", "2026-10-01")
    kawase.press("中身を確かめる")
    kawase.sees("北野")
    expect_accessible(kawase.page)
    kawase.press("ファイルを作る")
    kawase.sees("まだ受け取っていません")
    decide_on_a_character(kawase)


def test_a_desk_is_worked_off(new_context: NewContext, office: Product) -> None:
    """The 係長 sees what waits for them; the clerk goes from case to case, and sets going again what stands still."""
    yabe = at_work(new_context, office, YABE)
    yabe.follow("あなたの決裁を待つ申請")
    yabe.sees("北野")
    yabe._press(yabe.page.locator(".case-line-title a").first)
    expect_accessible(yabe.page)
    yabe.press("承認する")
    yabe.sees("次の人に回りました")

    ota = at_work(new_context, office, OTA)
    break_a_chain(office)
    ota.open("staff/cases/stuck/")
    ota.sees("TypstError")
    expect_accessible(ota.page)
    ota.page.get_by_role("button", name="もう一度処理する").first.click()
    ota.sees("もう一度処理を始めました")
    ota.open("staff/cases/")
    ota._press(ota.page.locator(".case-line-title a").first)
    before = ota.page.url
    ota.follow(re.compile("^次の申請"))
    assert ota.page.url != before
    expect_accessible(ota.page)


def at_work(new_context: NewContext, office: Product, who: Colleague) -> Desk:
    desk = Desk(new_context().new_page(), office)
    desk.sign_in(who)
    return desk


def take_in(mori: Desk) -> str:
    """The sheet asks for more as it is typed; what is missing is told, and taken in all the same."""
    mori.open("staff/cases/")
    mori.follow("紙や電話の申請を入れる")
    mori.follow("要介護認定（はじめて）")
    expect_accessible(mori.page)
    mori.choose("郵送")
    mori.page.locator(".case-represented summary").click()
    mori.write("代わりの人の氏名", "谷口 なぎさ")
    mori.write("だれの代わりか（本人の氏名）", "谷口 ふじ")
    mori.page.locator("[name='applicant_kind'][value='family']").check()
    write_name(mori, "representative_name", Name("谷口", "なぎさ", "タニグチ", "ナギサ"))
    write_name(mori, "insured_name", Name("谷口", "ふじ", "タニグチ", "フジ"))
    mori.page.locator("[name='my_number']").fill(MY_NUMBER)
    mori.press("受け取る")
    mori.sees("足りないところ")
    expect_accessible(mori.page)
    mori.page.locator("[name='my_number']").fill(MY_NUMBER)
    mori.press("このまま受け取る")
    mori.sees("申請を入れました")
    found = NUMBER.search(mori.page.locator("main").inner_text())
    assert found is not None
    return found[0]


def write_name(mori: Desk, path: str, name: Name) -> None:
    """Each part in its box, which may come only once an answer calls for it."""
    for part, text in asdict(name).items():
        mori.page.locator(f"[name='{path}.{part}']").fill(text)


def look_at_the_number(mori: Desk) -> None:
    """個人番号 is shown for a purpose that is written down."""
    mori.follow(re.compile("個人番号を確かめる"))
    expect_accessible(mori.page)
    mori.page.get_by_label("目的（何の事務のどの確認か）").fill("要介護認定の資格の確認")
    mori.press("記録して表示する")
    mori.sees(MY_NUMBER)
    expect_accessible(mori.page)
    mori._press(mori.page.get_by_role("link", name=NUMBER).first)


def ask_another_section(mori: Desk) -> None:
    mori.accept()
    mori.follow("ほかの課の意見を聞く")
    mori.field("聞く課").select_option(label="税務課")
    mori.write("聞きたいこと", QUESTION)
    mori.write("いつまでに", "2027-01-15")
    expect_accessible(mori.page)
    mori.press("ほかの課の意見を聞く")
    mori.sees(QUESTION)


def answer_as_another_section(kawase: Desk, number: str) -> None:
    """From the first page of the day to the question."""
    kawase.follow("意見を求められている申請")
    kawase.follow(re.compile(number))
    kawase.sees(QUESTION)
    expect_accessible(kawase.page)
    kawase.write("意見", ANSWER)
    kawase.press("意見を返す")
    kawase.sees("意見を返しました")


def correct_by_office(mori: Desk) -> None:
    mori.page.reload()
    mori.sees(ANSWER)
    mori.follow("職権で直す")
    mori.page.locator("[name='insured_name.given']").fill("ふぢ")
    mori.write("直す理由（本人に見えます）", "電話で本人に確かめた。")
    expect_accessible(mori.page)
    mori.press("直した内容を残す")
    mori.sees("内容を直しました")


def mark_and_find_again(mori: Desk, number: str) -> None:
    mori.page.get_by_label("新しい目印").fill("電話待ち")
    mori.press("目印を付け直す")
    mori.open("staff/cases/")
    mori.page.get_by_label("目印").select_option(label="電話待ち")
    mori.press("絞り込む")
    expect(mori.page.locator(".case-line")).to_have_count(1)
    expect_accessible(mori.page)
    mori.follow(re.compile("谷口"))
    mori.sees(number)


def withdraw(mori: Desk) -> None:
    """取下げ at the resident's word."""
    mori.page.locator("summary", has_text="取り下げる").click()
    expect_accessible(mori.page)
    mori.page.get_by_label(re.compile("本人からの取下げの申し出")).fill("本日、電話で申し出があった。")
    mori.press("取り下げる")
    mori.sees("取下げ")


def watch_over(sato: Desk, number: str) -> None:
    sato.take_up(number)
    sato.follow("だれが見て、何をしたか")
    sato.sees("個人番号を表示")
    sato.sees("要介護認定の資格の確認")
    expect_accessible(sato.page)


def change_a_column(kawase: Desk) -> None:
    """列の対応: a heading in the words of the core system."""
    kawase.open("staff/cases/exports/")
    kawase.follow("罹災証明書")
    kawase.follow("列の対応を直す")
    kawase.page.locator("[name='c3-header']").fill("連絡先")
    expect_accessible(kawase.page)
    kawase.press("列の対応を保存する")
    kawase.sees("連絡先")


def decide_on_a_character(kawase: Desk) -> None:
    kawase.open("staff/cases/characters/?found=𠮷")
    expect_accessible(kawase.page)
    kawase.press("これに決める")
    kawase.sees("「𠮷」を「吉」と書くことに決めました")


def break_a_chain(product: Product) -> None:
    """A record that could not be made, as after a full disk."""
    broken = (
        "UPDATE applications_chainstep SET state = 'failed', error = 'TypstError', attempts = 8"
        " WHERE name = 'record' AND case_id IN"
        " (SELECT id FROM applications_case WHERE procedure_code = 'risai-shoumei' LIMIT 1)"
    )
    with closing(sqlite3.connect(product.data / "shirube.sqlite3", timeout=30)) as tables, tables:
        assert tables.execute(broken).rowcount == 1
