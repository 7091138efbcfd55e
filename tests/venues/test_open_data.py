"""Halls and events as files of the national standard."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from shirube.venues.domain import open_data
from shirube.venues.domain.facts import FacilityFacts, Place
from shirube.venues.domain.open_data import EventRow, Publisher

CITY = Publisher("012025", "港市", "試験県")
HALL = FacilityFacts.model_validate(
    {
        "code": "hall",
        "title": {"ja": "港ホール", "en": "Minato Hall"},
        "kana": "ミナトホール",
        "place": {"address": "試験県港市浜1-1", "latitude": "38.430", "longitude": "141.3"},
        "closed_weekdays": [0],
        "about": "集まり,会議\nに使えます",
        "pay_at": "窓口",
        "fee_classes": [{"code": "all", "title": "だれでも"}],
    }
)
WALK = EventRow(
    id="walk-1",
    title="=防災さんぽ",
    starts_on=date(2026, 12, 6),
    ends_on=date(2026, 12, 6),
    place_name="浜公園",
    place=None,
    kind="防災",
    is_free=False,
    url="",
    page_url="https://city.example/venues/courses/walk/",
)


def _read(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_house_is_one_row_with_its_code_as_text() -> None:
    row = _read(open_data.facility_file(CITY, [(HALL, "https://city.example/hall/")]))[0]

    assert row["全国地方公共団体コード"] == row["所在地_全国地方公共団体コード"] == "012025"
    assert (row["緯度"], row["経度"]) == ("38.430", "141.3")
    assert row["利用可能曜日"] == "火水木金土日"
    assert row["説明"] == "集まり,会議 に使えます"
    assert row["町字ID"] == ""


def test_an_event_without_an_address_leaves_the_location_empty() -> None:
    row = _read(open_data.event_file(CITY, [WALK]))[0]

    assert row["場所名称"] == "浜公園"
    assert {row[column] for column in open_data.LOCATION_COLUMNS} == {""}
    assert row["料金種別"] == "有料"
    assert row["イベント名"] == "'=防災さんぽ"


def test_files_are_named_by_the_city() -> None:
    assert open_data.file_name(CITY, open_data.EVENT_FILE) == "012025_event.csv"


def test_both_share_the_columns_of_a_location() -> None:
    for columns in (open_data.FACILITY_COLUMNS, open_data.EVENT_COLUMNS):
        start = columns.index(open_data.LOCATION_COLUMNS[0])
        assert columns[start : start + 10] == open_data.LOCATION_COLUMNS


def test_a_place_needs_its_address_in_one_line() -> None:
    with pytest.raises(ValueError, match="address"):
        Place.model_validate({"city": "港市"})
