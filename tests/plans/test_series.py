"""Figures of others: read out of anybody's sheet, looked at, taken in, corrected."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from shirube.accounts.interface import SYSTEM, Role
from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.plans.domain.series_sheet import SeriesSheet, read_series_sheet
from shirube.plans.domain.sheets.opening import open_any_sheet
from shirube.plans.web.staff.remote_sheet import RemoteSheetError, fetch_sheet, public_address
from tests.conftest import CityClient
from tests.plans.conftest import NOW

CSV = 'カード保有率（試験）,,\n年月,市の名前,保有率\n2026年9月,港市,77.8%\n2026年10月,港市,"７８．５"\n2026-11-15,港市,\n'
HEADS = {"day_head": "年月", "value_head": "保有率"}


def read(text: str, **heads: str) -> SeriesSheet:
    return read_series_sheet(open_any_sheet(text.encode()), **{**HEADS, **heads})


def test_months_are_their_last_day_and_rows_without_a_value_are_left_out() -> None:
    found = [(point.on, point.value) for point in read(CSV).points]
    assert found == [(date(2026, 9, 30), Decimal("77.8")), (date(2026, 10, 31), Decimal("78.5"))]


def test_any_workbook_is_read_whatever_its_sheets_are_called() -> None:
    book, target = Workbook(), io.BytesIO()
    book.active.title = "表紙"
    sheet = book.create_sheet("第3表")
    for row in (["交付状況"], ["年月", "保有率"], [date(2026, 9, 30), 0.778], ["2026年度", 80]):
        sheet.append(row)
    sheet["B3"].number_format = "0.0%"
    book.save(target)
    points = read_series_sheet(open_any_sheet(target.getvalue()), **HEADS).points
    assert [(point.on, point.value) for point in points] == [
        (date(2026, 9, 30), Decimal("77.8")),
        (date(2027, 3, 31), Decimal(80)),
    ]


def test_a_column_that_is_not_there_is_told_with_those_that_are() -> None:
    sheet = read(CSV, value_head="交付率")
    assert (sheet.is_found, list(sheet.heads)) == (False, ["年月", "市の名前", "保有率"])


def test_what_cannot_be_read_is_named_by_its_cell() -> None:
    sheet = read("年月,保有率\n9月ごろ,77.8\n2026-10-31,不明\n2026-11-01,1\n2026-11-01,2\n")
    assert list(sheet.problems) == [("A2", "9月ごろ"), ("B3", "不明"), ("", "2026-11-01")]


@pytest.fixture
def keeper(in_city: Municipality, signed_in: Callable[..., CityClient], today: datetime) -> CityClient:
    series = measures.PackSeries(code="cards", names="カード保有率", unit="%", source="総務省")
    measures.define_series(municipality_id=in_city.pk, series=series, actor=SYSTEM, now=NOW)
    return signed_in(Role.DX_PROMOTION)


def send(keeper: CityClient, text: str) -> str:
    """Upload, look, take in; the page in between."""
    file = SimpleUploadedFile("cards.csv", text.encode())
    page = keeper.post(
        "staff/series/cards/", {"file": file, "source": "交付状況（10月）", **HEADS}
    ).content.decode()
    signed = page.partition('name="read" value="')[2].partition('"')[0]
    if signed:
        assert keeper.post("staff/series/cards/take-in/", {"read": signed}).status_code == 302
    return page


def test_a_sheet_is_looked_at_before_it_counts_and_corrections_are_kept(
    keeper: CityClient, in_city: Municipality
) -> None:
    assert "新しい値" in send(keeper, CSV)
    assert "訂正" in send(keeper, CSV.replace("77.8", "77.9"))
    points = measures.list_points(municipality_id=in_city.pk, code="cards")
    assert [(one.value, one.was) for one in points] == [
        (Decimal("77.9"), Decimal("77.8")),
        (Decimal("78.5"), None),
    ]
    assert "交付状況（10月）" in keeper.get("staff/series/cards/").content.decode()


def test_nothing_is_taken_in_from_a_sheet_that_cannot_be_read_whole(
    keeper: CityClient, in_city: Municipality
) -> None:
    page = send(keeper, "年月,保有率\n2026-09-30,77.8\n2026-10-31,不明\n")
    assert "不明" in page
    assert not measures.list_points(municipality_id=in_city.pk, code="cards")


def test_what_the_page_did_not_sign_is_not_taken_in(keeper: CityClient, in_city: Municipality) -> None:
    keeper.post("staff/series/cards/take-in/", {"read": "forged:value"})
    assert not measures.list_points(municipality_id=in_city.pk, code="cards")


def test_a_day_to_come_is_refused_as_a_whole(in_city: Municipality, keeper: CityClient) -> None:
    points = [
        measures.NewPoint(date(2026, 9, 30), Decimal(1)),
        measures.NewPoint(date(2027, 9, 30), Decimal(1)),
    ]
    with pytest.raises(measures.InvalidPointError):
        measures.import_points(
            municipality_id=in_city.pk,
            code="cards",
            points=points,
            source="x",
            mapping={},
            actor=SYSTEM,
            now=NOW,
        )
    assert not measures.list_points(municipality_id=in_city.pk, code="cards")


def test_a_new_series_is_defined_on_the_page(keeper: CityClient) -> None:
    facts = {"code": "line_followers", "name": "LINEの友だち", "unit": "人", "source": "管理画面"}
    assert keeper.post("staff/series/", facts).status_code == 302
    assert "series.line_followers" in keeper.get("staff/series/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.5",
        "169.254.169.254",
        "::1",
        "::ffff:10.0.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "0.0.0.0",  # noqa: S104 — to be refused.
    ],
)
def test_an_address_inside_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    answer = [(family, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    with pytest.raises(RemoteSheetError) as refused:
        fetch_sheet("https://data.example.jp/cards.csv")
    assert refused.value.facts["why"] == "private"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.jp/a.csv",
        "https://user:pw@example.jp/",
        "https://example.jp:8443/",
        "file:///etc/passwd",
        "https://",
    ],
)
def test_only_plain_https_addresses_are_asked(url: str) -> None:
    with pytest.raises(RemoteSheetError) as refused:
        fetch_sheet(url)
    assert refused.value.facts["why"] == "address"


def test_a_public_address_is_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("203.0.114.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    assert public_address("data.example.jp") == "203.0.114.7"


def test_a_workbook_with_sheets_of_any_name_is_read() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "月別の一覧"
    for row in (["月末", "枚数"], [date(2026, 4, 30), 10], [date(2026, 5, 31), 12]):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)

    read = read_series_sheet(open_any_sheet(target.getvalue()), day_head="月末", value_head="枚数")

    assert [(point.on, point.value) for point in read.points] == [
        (date(2026, 4, 30), 10),
        (date(2026, 5, 31), 12),
    ]
