"""A hall and a class as their packs say them, loaded into the city."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime
from typing import Any

from shirube.kernel.clock import JAPAN
from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality
from shirube.venues import interface as venues
from shirube.venues.models import Course, Facility
from tests.factories.organizations import SectionFactory

LOADED_AT = datetime(2026, 10, 1, 9, tzinfo=JAPAN)

_HALL: dict[str, Any] = {
    "kind": "facility",
    "version": 1,
    "code": "hall",
    "title": {"ja": "港ホール", "en": "Minato Hall", "ja-easy": "港ホール（みなと）"},
    "place": {"address": "試験県港市浜1-1", "town": "浜", "latitude": "38.43", "longitude": "141.3"},
    "phone": "0225-00-0001",
    "closed_weekdays": [0],
    "about": {"ja": "集まりに使えます。", "en": "For gatherings."},
    "pay_at": {"ja": "使う日までに窓口で払ってください。", "en": "Pay at the desk by the day of use."},
    "fee_classes": [
        {"code": "resident", "title": "市内の人", "percent": 100},
        {"code": "outside", "title": "市外の人", "percent": 150},
    ],
    "reductions": [{"code": "children", "title": "子どもの活動（5割減額）", "percent_off": 50}],
    "rooms": [
        {
            "code": "room",
            "title": {"ja": "大会議室", "en": "Large Room"},
            "people": 40,
            "blocks": [
                {"code": "morning", "title": "午前", "starts": "9:00", "ends": "12:00", "fee_yen": 610},
                {"code": "afternoon", "title": "午後", "starts": "13:00", "ends": "17:00", "fee_yen": 800},
            ],
            "equipment": [{"code": "projector", "title": "プロジェクター", "fee_yen": 300}],
        }
    ],
}
_CLASS: dict[str, Any] = {
    "kind": "course",
    "version": 1,
    "code": "phones",
    "title": {"ja": "スマホ教室", "en": "Smartphone class", "ja-easy": "スマホ教室"},
    "topic": "smartphone",
    "summary": {"ja": "ゆっくり習います。"},
    "target": {"ja": "60歳以上の人"},
    "gives_certificate": True,
    "sessions": [
        {
            "code": "first",
            "day": date(2026, 12, 3),
            "starts": "10:00",
            "ends": "12:00",
            "seats": 2,
            "facility": "hall",
            "room": "room",
        }
    ],
}


def hall_content(city: Municipality, **facts: Any) -> dict[str, Any]:
    """A house as its file says it; `facts` replace keys. The city gets the section in charge."""
    return {**deepcopy(_HALL), "municipality": city.code, "section": _section(city), **facts}


def class_content(city: Municipality, **facts: Any) -> dict[str, Any]:
    return {**deepcopy(_CLASS), "municipality": city.code, "section": _section(city), **facts}


def load_hall(city: Municipality, *, now: datetime = LOADED_AT, **facts: Any) -> Facility:
    pack = venues.parse_facility_pack(hall_content(city, **facts))
    facility_id = venues.load_facility(municipality_id=city.pk, pack=pack, now=now)
    return Facility.objects.get(pk=facility_id)


def load_class(city: Municipality, *, now: datetime = LOADED_AT, **facts: Any) -> Course:
    """The class, whose hall must be there."""
    pack = venues.parse_course_pack(class_content(city, **facts))
    course_id = venues.load_course(municipality_id=city.pk, pack=pack, now=now)
    return Course.objects.get(pk=course_id)


def _section(city: Municipality) -> str:
    known = organizations.list_sections(municipality_id=city.pk)
    return known[0].code if known else SectionFactory(municipality=city, code="venues-section").code
