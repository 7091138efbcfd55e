"""Inquiries of packs: what a document says, and the invented ones of 標市."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from shirube.config.packs import load_pack_file
from shirube.inquiries.interface import list_inquiries_for_headquarters, load_inquiry, parse_inquiry_pack
from shirube.inquiries.models import Inquiry
from shirube.kernel.clock import JAPAN
from shirube.kernel.packs import InvalidPackError
from shirube.kernel.scope import municipality_scope
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality

PACKS = Path(__file__).parents[2] / "packs"
MEETING = PACKS / "inquiries" / "042021-online-procedures-2022-11.yaml"
NOW = datetime(2026, 11, 21, 9, tzinfo=JAPAN)


def test_the_inquiry_of_the_meeting_says_only_what_the_document_says(db: None) -> None:
    load_pack_file(PACKS / "municipalities" / "ishinomaki.yaml", now=NOW)
    for _ in range(2):
        load_pack_file(MEETING, now=NOW)

    city = Municipality.objects.get(slug="ishinomaki")
    with municipality_scope(city.pk):
        (row,) = Inquiry.objects.all()
        (found,) = list_inquiries_for_headquarters(municipality_id=city.pk, as_of=date(2022, 11, 7))
        assert not Notice.objects.exists()
    assert (row.section_id, row.sent_at, row.due_on) == (None, None, date(2022, 11, 11))
    assert (found.addressees, found.sections, found.overdue) == ("各担当課", 0, 0)


def test_before_the_document_nothing_is_known_of_it(in_city: Municipality) -> None:
    content = {**yaml.load(MEETING.read_text(), Loader=yaml.CSafeLoader), "municipality": in_city.code}
    load_inquiry(municipality_id=in_city.pk, pack=parse_inquiry_pack(content), now=NOW)

    assert not list_inquiries_for_headquarters(municipality_id=in_city.pk, as_of=date(2022, 11, 6))


def test_an_unknown_section_is_told(in_city: Municipality) -> None:
    content = {
        **yaml.load(MEETING.read_text(), Loader=yaml.CSafeLoader),
        "municipality": in_city.code,
        "sections": ["nowhere"],
    }

    with pytest.raises(InvalidPackError):
        load_inquiry(municipality_id=in_city.pk, pack=parse_inquiry_pack(content), now=NOW)
