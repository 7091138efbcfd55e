"""An inquiry to 17 sections from draft to report: two answer at their desks, the others are there already."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from tests.config.installations import ROOT
from tests.journeys.accessibility import expect_accessible
from tests.journeys.conftest import NewContext
from tests.journeys.desks import SATO
from tests.journeys.product import Product
from tests.journeys.visitors import MORI, Colleague, Visitor

pytestmark = pytest.mark.journey
MIURA = Colleague("三浦 まどべ", "miura@shirube.example")  # DX推進課
ABE = Colleague("阿部 でんせん", "abe@shirube.example")  # DX推進課, chief
KUBO = Colleague("久保 みどり", "kubo@shirube.example")  # 生活環境課, which has no chief
TITLE = "電子申請で受けた件数"
MORE = ("somu", "jinji", "nosei", "kanko", "toshi", "gikai")


def test_an_inquiry_goes_to_seventeen_sections_and_comes_back_as_a_report(
    own_demonstration: Product, new_context: NewContext, tmp_path: Path
) -> None:
    def at_a_desk(who: Colleague) -> Visitor:
        visitor = Visitor(new_context().new_page(), own_demonstration)
        visitor.sign_in(who)
        return visitor

    sections = prepare(own_demonstration, tmp_path)
    asker = at_a_desk(MIURA)
    hand_the_draft_to_the_chief(asker)
    approve(at_a_desk(ABE))
    answer(at_a_desk(MORI))
    let_the_answer_go(at_a_desk(SATO))
    say_that_it_does_not_apply(at_a_desk(KUBO))

    answer_for_the_others(own_demonstration, tmp_path, sections)
    look_at_an_answer(asker)

    assert ("件数", "合計", 23 + 15 * 2, 16) in report_of(asker)


def prepare(product: Product, folder: Path) -> list[str]:
    """Six sections more, and the draft; the codes of all 17."""
    city = yaml.safe_load((ROOT / "packs" / "municipalities" / "shirube.yaml").read_text())
    city["sections"] += [{"code": code, "name": f"{code}課"} for code in MORE]
    sections = [one["code"] for one in city["sections"]]
    load(product, folder, city, inquiry(sections, is_draft=True))
    return sections


def answer_for_the_others(product: Product, folder: Path, sections: list[str]) -> None:
    others = [code for code in sections if code not in {"shimin", "kankyo"}]
    answers = [{"section": code, "at": 0, "values": {"q1": 2}} for code in others]
    load(product, folder, inquiry(sections, answers=answers))


def inquiry(sections: list[str], **further: Any) -> dict[str, Any]:
    question = {"label": "件数", "type": "number", "unit": "件", "required": True}
    asked = {
        "key": "counts", "title": TITLE, "purpose": "今年度の件数を教えてください。", "contact": "内線 2210",
        "section": "jyoho", "sent": 0, "due": 7, "by": "miura", "chief": "abe", "sections": sections,
        "questions": [question],
    }  # fmt: skip
    packed = {**asked, **further}
    return {"kind": "demonstration_inquiries", "version": 1, "municipality": "990019", "inquiries": [packed]}


def load(product: Product, folder: Path, *packs: dict[str, Any]) -> None:
    """One start of the command line for all of them."""
    paths = [folder / f"{number}.yaml" for number, _ in enumerate(packs)]
    for path, content in zip(paths, packs, strict=True):
        path.write_text(yaml.safe_dump(content, allow_unicode=True))
    product.command_line.do("load", *paths)


def hand_the_draft_to_the_chief(asker: Visitor) -> None:
    asker.follow("照会・回答 課に聞く、課が答える、期限とまとめ")
    expect_accessible(asker.page)
    asker.follow(TITLE)
    asker.sees("17課")
    expect_accessible(asker.page)
    asker.press("課長に出す")
    asker.sees("課長が承認すると、各課に届きます。")


def approve(chief: Visitor) -> None:
    chief.follow(f"照会を承認する: {TITLE}")
    chief.press("承認して送る")
    chief.sees("17課のうち0課が回答")
    expect_accessible(chief.page)


def answer(clerk: Visitor) -> None:
    clerk.follow(f"照会に答える: {TITLE}")
    expect_accessible(clerk.page)
    clerk.press("保存して、課長に回す")
    clerk.sees("直すところが1件あります")
    expect_accessible(clerk.page)
    clerk.page.get_by_label(re.compile("^件数")).fill("２３")
    clerk.press("保存して、課長に回す")
    clerk.sees("課長に回しました。")


def let_the_answer_go(chief: Visitor) -> None:
    chief.follow(f"回答を承認する: {TITLE}")
    chief.sees("23件")
    expect_accessible(chief.page)
    chief.press("承認して回答する")
    chief.sees("照会した課に届きました。")


def say_that_it_does_not_apply(clerk: Visitor) -> None:
    clerk.follow(f"照会に答える: {TITLE}")
    clerk.write("照会した課への連絡", "電子申請を受ける手続がありません。")
    clerk.page.get_by_label("この照会に、この課が答えることはない（該当なし）").check()
    clerk.press("回答する")
    clerk.sees("回答を送りました。")


def look_at_an_answer(asker: Visitor) -> None:
    asker.follow("仕事の一覧")
    asker.follow(f"届いた回答を確かめる: {TITLE}")
    asker.sees("17課のうち17課が回答")
    asker.follow("市民課")
    asker.sees("23件")
    expect_accessible(asker.page)
    asker.press("確認した")
    asker.sees("確認しました。")


def report_of(asker: Visitor) -> list[tuple[Any, ...]]:
    """The rows of the sheet that goes to the state."""
    link = asker.page.get_by_role("link", name="国などへの報告（1枚）")
    body = asker.page.request.get(f"{asker.product.address}{link.get_attribute('href')}").body()
    (sheet,) = load_workbook(io.BytesIO(body)).worksheets
    return [tuple(cell.value for cell in row)[:4] for row in sheet.iter_rows()]
