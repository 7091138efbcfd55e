"""What a section does with an application, at a desk."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from shirube.kernel.clock import JAPAN
from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product
from tests.journeys.visitors import Colleague, Visitor

OTA = Colleague("太田 そろばん", "ota@shirube.example")  # 税務課
YABE = Colleague("矢部 はかり", "yabe@shirube.example")  # 税務課, 係長
KAWASE = Colleague("川瀬 あかり", "kawase@shirube.example")  # 税務課, chief
NAKANO = Colleague("中野 ひろば", "nakano@shirube.example")  # 子育て支援課
KOBORI = Colleague("小堀 ゆりかご", "kobori@shirube.example")  # 子育て支援課, 係長
ONO = Colleague("小野 はしら", "ono@shirube.example")  # 子育て支援課, chief
MORI = Colleague("森 みち", "mori@shirube.example")  # 市民課
SATO = Colleague("佐藤 しるべ", "sato@shirube.example")  # 市民課, chief


@dataclass(frozen=True, slots=True)
class Desk(Visitor):
    """A member of staff with the cases of the section."""

    def take_up(self, number: str) -> None:
        """From the list to the case with this receipt number."""
        self.open("staff/cases/")
        self.write("受付番号か氏名", number)
        self.press("絞り込む")
        expect_accessible(self.page)
        self._press(self.page.locator(".case-line-title a"))
        expect_accessible(self.page)

    def accept(self) -> None:
        self.press("受け付けて審査を始める")
        self.sees("審査")

    def ask_to_correct(self, path: str, reason: str, words: str) -> None:
        """補正: one field, why, and what to do."""
        self.follow("補正を求める")
        expect_accessible(self.page)
        self.write("申請した人への説明", words)
        self.page.locator(f"[name='reason:{path}']").select_option(reason)
        self.page.locator(f"[name='text:{path}']").fill(words)
        self.press("補正を求める")
        self.sees("補正のお願いを送りました")

    def propose(self, reason: str) -> None:
        """起案: to grant it."""
        self.follow("結果の案を起案する")
        self.choose("決定（認める）")
        self.write("理由（認めるときは、認定の内容など書類に書くこと）", reason)
        expect_accessible(self.page)
        self.press("起案する")
        self.sees("起案しました")

    def approve(self) -> None:
        """Where it was the last desk, the case is decided; else it lies on the next one."""
        self.press("承認する")
        self.sees("承認しました")

    def issue(self) -> str:
        """交付: the text of the document, as it goes."""
        self.follow("書類を交付する")
        expect_accessible(self.page)
        text = self.field("本文").input_value()
        self.press("この内容で交付する")
        self.sees("書類を交付しました")
        return text


def at_the_desk(new_context: NewContext, office: Product, who: Colleague, number: str) -> Desk:
    """Signed in, with the case of this receipt number before them."""
    desk = Desk(new_context().new_page(), office)
    desk.sign_in(who)
    desk.take_up(number)
    return desk


def let_the_day_come(office: Product, code: str) -> None:
    """No test waits for a working day: the reserved day is today, and the hour is now."""
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    today = datetime.now(JAPAN).date().isoformat()
    known = hashlib.sha256(code.encode()).hexdigest()
    with closing(sqlite3.connect(office.data / "shirube.sqlite3", timeout=30)) as tables, tables:
        when = (today, now.isoformat(sep=" "), known)
        tables.execute("UPDATE visits_visit SET day = ?, reserved_for = ? WHERE code_hash = ?", when)
        tables.execute(
            "UPDATE visits_visitservice SET day = ?, reserved_for = ?"
            " WHERE visit_id = (SELECT id FROM visits_visit WHERE code_hash = ?)",
            when,
        )


__all__ = [
    "KAWASE",
    "KOBORI",
    "MORI",
    "NAKANO",
    "ONO",
    "OTA",
    "SATO",
    "YABE",
    "Desk",
    "at_the_desk",
    "let_the_day_come",
]
