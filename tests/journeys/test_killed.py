"""kill -9 of the server while it applies a large sheet: the sheet is applied as a whole, or not at all."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date, read_clock
from tests.config.installations import ROOT
from tests.journeys.conftest import NewContext
from tests.journeys.product import Product, copy_of, running
from tests.journeys.visitors import MORI, Visitor
from tests.journeys.workbooks import fill_in_all

pytestmark = pytest.mark.journey
# Cost: applying this many takes about a second, in which the server can be killed.
ROWS = 300
TODAY = japan_date(read_clock())
SHEET = f"staff/plans/large/sheets/shimin/{fiscal_year_of(TODAY)}/"
LONGEST_SECONDS = 1.0


@pytest.fixture
def large_product(prepared: Path, tmp_path: Path) -> Iterator[Product]:
    """標市 with a second plan, in which one section measures three hundred things."""
    product = Product(copy_of(prepared, tmp_path))
    pack = tmp_path / "large.yaml"
    pack.write_text(json.dumps(large_plan()))
    product.command_line.do("load", pack)
    with running(product):
        yield product


def large_plan() -> dict[str, Any]:
    """The demonstration's plan with its first initiative alone, whose first KPI stands there many times."""
    plan: dict[str, Any] = yaml.load(
        (ROOT / "packs" / "plans" / "shirube-dx-2024.yaml").read_text(), Loader=yaml.CSafeLoader
    )
    first = plan["initiatives"][0]
    kpis = [
        first["kpis"][0] | {"code": f"kpi-{n}", "name": f"指標{n}", "translations": {}} for n in range(ROWS)
    ]
    return plan | {"slug": "large", "name": "大きな計画", "initiatives": [first | {"kpis": kpis}]}


def test_a_sheet_is_applied_as_a_whole_or_not_at_all(
    large_product: Product, new_context: NewContext, tmp_path: Path
) -> None:
    clerk = Visitor(new_context().new_page(), large_product)
    clerk.sign_in(MORI)
    send_large_sheet(clerk, tmp_path / "大きなシート.xlsx")
    address = clerk.page.url.removeprefix(large_product.at())
    assert count_values(clerk) == 0

    moment = kill_while_it_applies(clerk)
    large_product.start()
    clerk.open(address)
    assert (count_values(clerk), says_applied(clerk)) in {(0, False), (ROWS, True)}, (
        f"killed after {moment} s"
    )
    assert "✖" not in large_product.command_line.do("verify-audit")

    apply_unless_applied(clerk)
    assert (count_values(clerk), says_applied(clerk)) == (ROWS, True)


def send_large_sheet(clerk: Visitor, file: Path) -> None:
    answer = clerk.page.request.get(clerk.product.at(SHEET + "xlsx/"))
    file.write_bytes(answer.body())
    fill_in_all(file, 測定日=TODAY, 値=41, 出典="手続き台帳（市民課）")
    clerk.open(SHEET)
    clerk.field("記入したシート").set_input_files(file)
    clerk.press("送って確かめる")
    clerk.sees("まだ何も変わっていません")


def kill_while_it_applies(clerk: Visitor) -> float:
    """The button is pressed, the server begins to write, and then at some moment it is gone. Returns that moment."""
    moment = random.uniform(0, LONGEST_SECONDS)  # noqa: S311 — any moment will do.
    clerk.page.get_by_role("button", name="件を適用する").click(no_wait_after=True)
    wait_until_it_writes(clerk.product.data / "shirube.sqlite3")
    time.sleep(moment)
    clerk.product.kill()
    return moment


def wait_until_it_writes(database: Path) -> None:
    """Until somebody else holds the lock for writing."""
    deadline = time.monotonic() + 60
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as trial:
        while not is_locked(trial):
            assert time.monotonic() < deadline, "the server never began to write"


def is_locked(trial: sqlite3.Connection) -> bool:
    try:
        trial.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    trial.execute("ROLLBACK")
    return False


def count_values(clerk: Visitor) -> int:
    """What any program reads of the plan."""
    plan = clerk.page.request.get(clerk.product.at("plans/large/plan.json")).json()
    return sum(len(kpi["readings"]) for kpi in plan["initiatives"][0]["kpis"])


def says_applied(clerk: Visitor) -> bool:
    return "まとめて適用しました。" in clerk.page.locator("main").inner_text()


def apply_unless_applied(clerk: Visitor) -> None:
    if not says_applied(clerk):
        clerk.press(f"{ROWS}件を適用する")
