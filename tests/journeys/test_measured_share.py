"""An application is made and decided; what the city says of itself moves, on every page by the same number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date, read_clock
from tests.journeys.accessibility import expect_accessible
from tests.journeys.applicants import Applicant, Receipt, applicant_in
from tests.journeys.conftest import NewContext
from tests.journeys.desks import Desk, at_the_desk
from tests.journeys.product import PLAN, Product
from tests.journeys.visitors import MATSUI, SUZUKI, Visitor

pytestmark = pytest.mark.journey
MEASURE = "measures/applications.online_share/"
KPI = PLAN + "kpis/online-use-rate/"


def test_one_more_application_is_seen_everywhere_by_the_same_number(
    new_context: NewContext, office: Product
) -> None:
    suzuki, reader = Visitor(new_context().new_page(), office), Visitor(new_context().new_page(), office)
    suzuki.sign_in(SUZUKI)
    before = count_now(suzuki, until=None)
    receipt = apply(applicant_in("on the phone", new_context, office))
    matsui = at_the_desk(new_context, office, MATSUI, receipt.number)
    decide(matsui)

    after = count_now(suzuki, until=before + 1)
    share = shown(suzuki)
    assert after == before + 1
    assert shown(reader, MEASURE) == shown(reader, KPI) == share
    expect_in_the_paper(suzuki, share)
    expect_among_the_rows(matsui, receipt)


def count_now(suzuki: Visitor, *, until: int | None) -> int:
    """Have everything counted by the work that the night does; how many came online, once it is done."""
    suzuki.open("staff/measures/")
    suzuki.press("今の記録で数える")
    for _ in range(60):
        suzuki.open("staff/" + MEASURE)
        found = online_of_today(suzuki)
        if found is not None and until in {None, found}:
            expect_accessible(suzuki.page)
            return found
        suzuki.page.wait_for_timeout(300)
    raise AssertionError("it was not counted")


def online_of_today(suzuki: Visitor) -> int | None:
    """The numerator, where the page tells of today."""
    if f"{format_date(japan_date(read_clock()))}の値" not in suzuki.page.locator("main").inner_text():
        return None
    part = suzuki.page.locator("dt", has_text="分子").locator("xpath=following-sibling::dd").first
    return int(part.inner_text().replace(",", ""))


def apply(reader: Applicant) -> Receipt:
    """The shortest there is: what one thinks of the city's paper."""
    reader.open("apply/kouhou-kansou/")
    reader.press("書き始める")
    reader.mark(medium="sns", rating="good")
    reader.tell(opinion="写真がきれいです。")
    reader.go_on()
    reader.mark(may_print="no")
    reader.go_on()
    reader.push("この内容で申請する")
    return reader.receipt()


def decide(matsui: Desk) -> None:
    """Nobody else has to agree: it is decided at once."""
    matsui.accept()
    matsui.follow("結果の案を起案する")
    matsui.choose("決定（認める）")
    matsui.write("理由（認めるときは、認定の内容など書類に書くこと）", "読みました。")
    matsui.press("起案する")
    matsui.sees("決定しました")


def shown(visitor: Visitor, path: str = "") -> Decimal:
    """The figure that stands largest on the page."""
    if path:
        visitor.open(path)
        expect_accessible(visitor.page)
    return Decimal(visitor.page.locator(".answer-figure").inner_text().strip().removesuffix("%"))


def expect_in_the_paper(suzuki: Visitor, share: Decimal) -> None:
    """The headquarters meet today, and the figure stands on the agenda."""
    suzuki.open("staff/headquarters/")
    suzuki.follow("会議を決める")
    suzuki.write("回", "数値の確認")
    suzuki.write("開催日", japan_date(read_clock()).isoformat())
    suzuki.write("始まり", "15:00")
    suzuki.press("決める")
    suzuki.follow("数値の確認")
    suzuki.follow("議題を加える")
    measured = suzuki.page.locator("section", has=suzuki.page.get_by_role("heading", name="測った数値"))
    measured.locator("summary").click()
    suzuki.follow("オンライン申請の割合")
    suzuki.press("加える")
    suzuki.follow("資料")
    suzuki.sees("オンライン申請の割合")
    suzuki.sees(f"{share}%")


def expect_among_the_rows(matsui: Desk, receipt: Receipt) -> None:
    """The newest row behind the number is the application."""
    matsui.open(f"staff/{MEASURE}rows/")
    expect_accessible(matsui.page)
    matsui._press(matsui.page.locator("main table tbody tr a").first)
    matsui.sees(receipt.number)
