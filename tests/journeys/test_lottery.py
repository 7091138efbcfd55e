"""A hall given out by lottery: entered on a phone, drawn with a public number, won, and checked without trusting the city."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import PHONE, NewContext
from tests.journeys.product import Product
from tests.journeys.visitors import SUZUKI, Visitor

pytestmark = pytest.mark.journey
SOON = 20


def test_a_resident_enters_wins_and_repeats_the_draw(
    office: Product, new_context: NewContext, tmp_path: Path
) -> None:
    resident = Visitor(new_context(**PHONE).new_page(), office)
    enter(resident)
    number, code = (resident.page.locator(".booking-code").nth(place).inner_text() for place in (0, 1))
    entry = resident.page.url

    let_days_pass(office)
    draw(Visitor(new_context().new_page(), office))

    resident.page.goto(entry)
    until_it_says(resident, "当選しました")
    expect_accessible(resident.page)
    resident.follow("抽選を確かめる")
    resident.sees("あなたの申し込みは一覧にあります")
    expect_accessible(resident.page)
    said = repeat_the_draw(resident, tmp_path, "--number", number, "--code", code)
    assert said.count("[OK]") == 3
    assert "当選 / won: 1/" in said

    resident.page.goto(entry)
    resident.press(re.compile("^予約を確定する画面へ進む"))
    resident.press("予約する")
    # The hall's section looks at every use first.
    resident.sees("確認を待っています")


def enter(resident: Visitor) -> None:
    """From the first page to an entry that wishes for the last block, which nobody else wants."""
    resident.open("")
    resident.follow("部屋を借りる・講座や催しに申し込む")
    resident.follow(re.compile("^しるべ交流ホール"))
    resident.follow(re.compile("^大ホール"))
    resident.follow("抽選に申し込む")
    expect_accessible(resident.page)
    resident.follow("抽選に申し込む")
    resident.choose("市内の人・団体")
    first, second = wish(resident, 1), wish(resident, 2)
    first.select_option(index=first.locator("option").count() - 1)
    second.select_option(index=1)
    resident.write("お名前", "浜辺 うた")
    resident.write("メールアドレス", "uta@resident.example")
    expect_accessible(resident.page)
    resident.press("この内容で申し込む")
    resident.sees("番号と合言葉を控えてください")
    expect_accessible(resident.page)


def wish(resident: Visitor, number: int) -> Locator:
    return resident.page.get_by_label(re.compile(f"^第{number}希望"))


def let_days_pass(product: Product) -> None:
    """Nobody waits two weeks for this story: closing and draw are moved to a minute ago, and their jobs to now."""
    with closing(sqlite3.connect(product.data / "shirube.sqlite3", timeout=30)) as tables, tables:
        tables.execute(
            "UPDATE bookings_lottery SET enters_at = datetime('now', '-1 days'), "
            "closes_at = datetime('now', '-2 minutes'), "
            "draws_at = datetime('now', '-1 minutes') "
            "WHERE state = 'announced' AND public_source <> ''"
        )
        tables.execute(
            "UPDATE django_tasks_database_dbtaskresult SET run_after = datetime('now') "
            "WHERE task_path LIKE '%.move_lottery' AND status = 'READY'"
        )


def draw(suzuki: Visitor) -> None:
    """The city names the number that was published after the closing."""
    suzuki.sign_in(SUZUKI)
    suzuki.open("staff/bookings/lotteries/")
    expect_accessible(suzuki.page)
    suzuki.follow("大ホール")
    until_it_says(suzuki, "公表された数字を入れて抽選する")
    expect_accessible(suzuki.page)
    suzuki.write("公表された数字", "50123.45")
    suzuki.write("もう一度、同じ数字", "50123.45")
    suzuki.press("この数字で抽選する")
    until_it_says(suzuki, "当選と確定")
    expect_accessible(suzuki.page)


def until_it_says(visitor: Visitor, words: str) -> None:
    """A worker does it; whoever waits looks again."""
    for _ in range(SOON):
        if words in visitor.page.locator("main").inner_text():
            return
        visitor.page.wait_for_timeout(500)
        visitor.page.reload()
    expect(visitor.page.locator("main")).to_contain_text(words)


def repeat_the_draw(resident: Visitor, folder: Path, *facts: str) -> str:
    """Save both files from the page and type the line that stands there; what the script says."""
    for name in ("protocol.json", "verify_lottery.py"):
        link = resident.page.locator(f"a[download='{name}']")
        answer = resident.page.request.get(resident.product.address + str(link.get_attribute("href")))
        (folder / name).write_bytes(answer.body())
    done = subprocess.run(  # noqa: S603 — the script from the page.
        [sys.executable, "-I", "verify_lottery.py", "protocol.json", *facts],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
