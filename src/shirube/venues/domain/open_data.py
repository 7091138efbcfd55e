"""Halls and events as files of the national standard (自治体標準オープンデータセット).

UTF-8 with a byte order mark, comma-separated, one row a thing, a header in the standard's own words.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shirube.venues.domain.facts import FacilityFacts, Place, clock

# The ten columns that data sets with a location share.
LOCATION_COLUMNS = (
    "所在地_全国地方公共団体コード", "町字ID", "所在地_連結表記", "所在地_都道府県", "所在地_市区町村", "所在地_町字",
    "所在地_番地以下", "建物名等(方書)", "緯度", "経度",
)  # fmt: skip
# Source: the standard's data set 01. The list is known in part only and not its order: columns may be missing here, and a
# checker of the standard has the last word.
FACILITY_COLUMNS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_英語", "名称_通称", "POIコード", "種別",
    *LOCATION_COLUMNS,
    "電話番号", "内線番号", "連絡先メールアドレス", "連絡先FormURL", "連絡先備考（その他、SNSなど）", "郵便番号", "法人番号",
    "団体名", "利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項", "説明", "バリアフリー情報", "URL", "画像",
    "画像_ライセンス", "備考",
)  # fmt: skip
# Source: the standard's data set 12. Known in part only, like the one above; 郵便番号 is no column of it.
EVENT_COLUMNS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "イベント名", "コンテンツURL", "開始日", "終了日", "場所名称",
    *LOCATION_COLUMNS,
    "イベント種類", "料金種別", "URL",
)  # fmt: skip
# The words of the file names are ours: the standard's own for these two are not known to us.
FACILITY_FILE, EVENT_FILE = "public_facility", "event"
_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The city that publishes. `code` has six digits, its leading zero too."""

    code: str
    name: str
    prefecture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """A session as the file says it; `place` is None where it is held at a place without an address."""

    id: str
    title: str
    starts_on: date
    ends_on: date
    place_name: str
    place: Place | None
    kind: str
    is_free: bool
    url: str
    page_url: str


def file_name(publisher: Publisher, dataset: str) -> str:
    """{6-digit code}_{dataset}.csv"""
    return f"{publisher.code}_{dataset}.csv"


def facility_file(publisher: Publisher, facilities: Iterable[tuple[FacilityFacts, str]]) -> bytes:
    """All houses, each with the address of its page."""
    return _write(FACILITY_COLUMNS, [_facility_row(publisher, facts, url) for facts, url in facilities])


def event_file(publisher: Publisher, events: Iterable[EventRow]) -> bytes:
    return _write(EVENT_COLUMNS, [_event_row(publisher, one) for one in events])


def _facility_row(publisher: Publisher, facts: FacilityFacts, page_url: str) -> Mapping[str, str]:
    closed = set(facts.closed_weekdays)
    days = "".join(name for number, name in enumerate(_WEEKDAYS) if number not in closed)
    holidays = "国民の祝日は休み" if facts.closed_on_holidays else ""
    note = facts.hours_note.ja if facts.hours_note else ""
    return {
        **_publisher_columns(publisher, facts.code),
        "名称": facts.title.ja,
        "名称_カナ": facts.kana,
        "名称_英語": facts.title.en,
        "名称_通称": facts.common_name,
        "POIコード": facts.poi_code,
        "種別": facts.category,
        **_location_columns(publisher, facts.place),
        "電話番号": facts.phone,
        "連絡先メールアドレス": facts.mail,
        "連絡先備考（その他、SNSなど）": facts.contact_note,
        "郵便番号": facts.postal_code,
        "法人番号": facts.corporate_number,
        "団体名": facts.organisation,
        "利用可能曜日": days,
        "開始時間": clock(facts.opens),
        "終了時間": clock(facts.closes),
        "利用可能日時特記事項": "。".join(filter(None, (holidays, note))),
        "説明": facts.about.ja,
        "バリアフリー情報": facts.barrier_free.ja if facts.barrier_free else "",
        "URL": facts.url or page_url,
        "備考": facts.note,
    }


def _event_row(publisher: Publisher, event: EventRow) -> Mapping[str, str]:
    location = _location_columns(publisher, event.place) if event.place else {}
    return {
        **_publisher_columns(publisher, event.id),
        "イベント名": event.title,
        "コンテンツURL": event.page_url,
        "開始日": event.starts_on.isoformat(),
        "終了日": event.ends_on.isoformat(),
        "場所名称": event.place_name,
        **location,
        "イベント種類": event.kind,
        "料金種別": "無料" if event.is_free else "有料",
        "URL": event.url or event.page_url,
    }


def _publisher_columns(publisher: Publisher, row_id: str) -> Mapping[str, str]:
    return {
        "全国地方公共団体コード": publisher.code,
        "ID": row_id,
        "地方公共団体名": publisher.prefecture + publisher.name,
    }


def _location_columns(publisher: Publisher, place: Place) -> Mapping[str, str]:
    """What is not said stays empty: a part of an address is not guessed from the whole."""
    values = (
        place.municipality_code or publisher.code,
        place.town_id,
        place.address,
        place.prefecture,
        place.city,
        place.town,
        place.street,
        place.building,
        "" if place.latitude is None else str(place.latitude),
        "" if place.longitude is None else str(place.longitude),
    )
    return dict(zip(LOCATION_COLUMNS, values, strict=True))


def _write(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """One line a row; and no cell that a spreadsheet would take for a formula."""
    flat = " ".join(value.split())
    return f"'{flat}" if flat[:1] in {"=", "@"} else flat
