"""Rows of a register and questions as XLSX: whatever order the rows come back in, each finds its item."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shirube.accounts.interface import Role
from shirube.inquiries.domain.sheet import QUESTION_SHEET, ROW_SHEET
from shirube.organizations.models import Municipality, Section
from tests.conftest import CityClient
from tests.factories.inquiries import asked_of, send
from tests.factories.registers import CODE, item_of, load_register

ASKED = ["p-build", "a-build", "note"]
TITLE, ACTUAL, NOTE = "B", "D", "E"


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    load_register(in_city)
    return send(in_city, asker, [first, second], register=CODE, register_fields=ASKED)


@pytest.fixture
def clerk(signed_in: Callable[..., CityClient], first: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=first)


def _book(client: CityClient, path: str) -> Workbook:
    answer = client.get(f"{path}sheet/answer.xlsx")
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def _send(client: CityClient, path: str, book: Workbook) -> Any:
    target = io.BytesIO()
    book.save(target)
    return client.post(f"{path}sheet/", {"file": SimpleUploadedFile("回答.xlsx", target.getvalue())})


def _path(inquiry_id: Any, section: Section) -> str:
    return f"staff/inquiries/answers/{asked_of(inquiry_id, section).pk}/"


def _swap_rows(sheet: Worksheet, one: int, other: int) -> None:
    for column in range(1, sheet.max_column + 1):
        cells = sheet.cell(one, column), sheet.cell(other, column)
        cells[0].value, cells[1].value = cells[1].value, cells[0].value


def test_a_sheet_holds_the_sections_own_rows_only(clerk: CityClient, inquiry_id: Any, first: Section) -> None:
    sheet = _book(clerk, _path(inquiry_id, first))[ROW_SHEET]

    assert [sheet[f"{TITLE}{row}"].value for row in (4, 5, 6)] == ["住民税", "健康管理", None]


def test_rows_that_were_sorted_find_their_items(
    in_city: Municipality, clerk: CityClient, inquiry_id: Any, first: Section
) -> None:
    path = _path(inquiry_id, first)
    book = _book(clerk, path)
    book[ROW_SHEET][f"{ACTUAL}4"], book[QUESTION_SHEET]["D4"] = "R8.11.19", 12
    book[ROW_SHEET][f"{NOTE}5"] = "来年度から"
    _swap_rows(book[ROW_SHEET], 4, 5)

    answer = _send(clerk, path, book)

    row = asked_of(inquiry_id, first)
    tax, health = (str(item_of(in_city, key).id) for key in ("tax", "health"))
    assert (answer.status_code, row.answers) == (302, {"q1": 12})
    assert row.rows == {tax: {"a-build": ["", "2026-11-19"]}, health: {"note": ["", "来年度から"]}}


def test_a_deleted_row_leaves_its_answer_as_it_is(
    in_city: Municipality, clerk: CityClient, inquiry_id: Any, first: Section
) -> None:
    path = _path(inquiry_id, first)
    book = _book(clerk, path)
    book[ROW_SHEET].delete_rows(4)
    book[ROW_SHEET][f"{NOTE}4"] = "来年度から"

    _send(clerk, path, book)

    assert list(asked_of(inquiry_id, first).rows) == [str(item_of(in_city, "health").id)]


def test_every_wrong_cell_is_named_and_nothing_is_kept(
    clerk: CityClient, inquiry_id: Any, first: Section
) -> None:
    path = _path(inquiry_id, first)
    book = _book(clerk, path)
    book[ROW_SHEET][f"{ACTUAL}4"], book[QUESTION_SHEET]["D4"] = "冬ごろ", "たくさん"
    book[ROW_SHEET][f"{ACTUAL}5"] = date(2099, 1, 1)

    answer = _send(clerk, path, book)

    html = answer.content.decode()
    assert (answer.status_code, asked_of(inquiry_id, first).rows) == (422, {})
    assert [cell in html for cell in ("D4", "D5")] == [True, True]


def test_a_sheet_of_another_section_is_refused(
    signed_in: Callable[..., CityClient], clerk: CityClient, inquiry_id: Any, first: Section, second: Section
) -> None:
    book = _book(clerk, _path(inquiry_id, first))
    other = signed_in(Role.SUBSECTION_CHIEF, section=second)

    assert _send(other, _path(inquiry_id, second), book).status_code == 422


def test_a_sheet_older_than_the_draft_writes_nothing_over_it(
    clerk: CityClient, inquiry_id: Any, first: Section
) -> None:
    path, row = _path(inquiry_id, first), asked_of(inquiry_id, first)
    book = _book(clerk, path)
    clerk.post(path, {"revision": row.revision, "q1": "7", "_save": "1"})

    assert (_send(clerk, path, book).status_code, asked_of(inquiry_id, first).answers) == (422, {"q1": 7})
