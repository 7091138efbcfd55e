"""What leaves the inquiry: tables that say who has not answered, a bundle with the files, one sheet for the state."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from shirube.accounts.interface import Role
from shirube.inquiries.domain.outputs import OutputTable, write_csv
from shirube.organizations.models import Municipality, Section
from tests.conftest import CityClient
from tests.factories.inquiries import FORM, asked_of, give, send
from tests.factories.registers import CODE, item_of, load_register


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    load_register(in_city)
    return send(in_city, asker, [first, second], register=CODE, register_fields=["a-build"])


@pytest.fixture
def client(signed_in: Callable[..., CityClient], asker: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=asker)


def test_who_has_not_answered_is_said_and_not_drawn_as_empty(
    in_city: Municipality, client: CityClient, inquiry_id: Any, first: Section
) -> None:
    item = item_of(in_city, "tax")
    wish = {str(item.id): {"a-build": ["", "2026-11-19"]}}
    give(in_city, inquiry_id, first, {"q1": 12}, rows=wish)

    book = load_workbook(io.BytesIO(_body(client.get(f"staff/inquiries/{inquiry_id}/answers.xlsx"))))

    answers = [[cell.value for cell in row] for row in book["回答"].iter_rows(min_row=2)]
    items = [[cell.value for cell in row] for row in book["台帳の項目"].iter_rows(min_row=2)]
    assert [(row[0], row[1], row[6]) for row in answers] == [
        ("税務課", "回答済み", 12),
        ("市民課", "未開封", None),
    ]
    assert [(row[1], row[2], str(row[3])[:10]) for row in items] == [
        ("住民税", None, "2026-11-19"),
        ("住民記録", "未回答", "None"),
        ("健康管理", None, "None"),
    ]


def test_the_report_adds_up_and_names_who_is_missing(
    in_city: Municipality, client: CityClient, inquiry_id: Any, first: Section
) -> None:
    give(in_city, inquiry_id, first, {"q1": 12})

    book = load_workbook(io.BytesIO(_body(client.get(f"staff/inquiries/{inquiry_id}/report.xlsx"))))

    (sheet,) = book.worksheets
    rows = [tuple(cell.value for cell in row)[:4] for row in sheet.iter_rows()]
    assert ("件数", "合計", 12, 1) in rows
    assert ("市民課", "未開封", None, None) in rows


def test_csv_runs_no_formula() -> None:
    table = OutputTable("回答", ("課",), (("=1+1",), (None,)))

    assert write_csv(table).decode("utf-8-sig").splitlines() == ["課", "'=1+1", '""']


def test_the_bundle_holds_the_files_by_section(
    in_city: Municipality,
    signed_in: Callable[..., CityClient],
    client: CityClient,
    asker: Section,
    first: Section,
) -> None:
    field = {"key": "q1", "type": "files", "label": "資料"}
    form = {**FORM, "steps": [{"code": "questions", "title": "質問", "fields": [field]}]}
    inquiry_id = send(in_city, asker, [first], form=form)
    row = asked_of(inquiry_id, first)
    clerk = signed_in(Role.SECTION_CHIEF, section=first)
    upload = SimpleUploadedFile("計画.txt", "本年度の計画です。".encode())
    path = f"staff/inquiries/answers/{row.pk}/"
    clerk.post(path, {"revision": row.revision, "q1": upload, "_submit": "1"})

    archive = zipfile.ZipFile(io.BytesIO(_body(client.get(f"staff/inquiries/{inquiry_id}/bundle.zip"))))

    assert archive.namelist() == ["回答.xlsx", "税務課/01_計画.txt"]
    assert archive.read("税務課/01_計画.txt").decode() == "本年度の計画です。"
