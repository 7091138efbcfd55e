"""Packs of houses and courses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.kernel.packs import InvalidPackError
from shirube.organizations.models import Municipality
from shirube.venues import interface as venues
from shirube.venues.models import Facility, Room, Session
from tests.factories.venues import class_content, hall_content, load_class, load_hall

PACKS = Path(__file__).resolve().parents[2] / "packs" / "venues"
MEETING_ROOM: dict[str, Any] = {
    "code": "small",
    "title": "小会議室",
    "people": 8,
    "blocks": [{"code": "day", "title": "全日", "starts": "9:00", "ends": "17:00", "fee_yen": 500}],
}


def test_loading_the_same_again_changes_nothing(in_city: Municipality) -> None:
    load_hall(in_city)
    load_hall(in_city)
    load_class(in_city)
    load_class(in_city)

    assert Facility.objects.get().revision == 1
    assert (Room.objects.count(), Session.objects.count()) == (1, 1)


def test_a_newer_pack_brings_rooms_and_closes_those_it_no_longer_names(in_city: Municipality) -> None:
    load_hall(in_city)
    facility = load_hall(in_city, rooms=[MEETING_ROOM])

    assert facility.revision == 2
    assert dict(Room.objects.values_list("code", "is_open")) == {"room": False, "small": True}


def test_a_house_that_staff_have_changed_is_not_written_over(in_city: Municipality) -> None:
    load_hall(in_city)
    Facility.objects.update(is_edited=True)

    with pytest.raises(venues.VenueEditedHereError):
        load_hall(in_city, phone="0225-00-9999")


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"section": "nobody"}, "unknown_section"),
        ({"rooms": [MEETING_ROOM, MEETING_ROOM]}, "repeated"),
        ({"rooms": [{**MEETING_ROOM, "blocks": [{**MEETING_ROOM["blocks"][0], "ends": "8:00"}]}]}, "ends_before_it_starts"),
        ({"colour": "red"}, "unknown_key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_house_is_told(
    in_city: Municipality, facts: dict[str, Any], problem: str
) -> None:
    with pytest.raises(InvalidPackError) as refused:
        load_hall(in_city, **facts)

    assert [one.code for one in refused.value.problems] == [problem]
    assert not Facility.objects.exists()


def test_a_session_in_a_room_that_is_not_there_is_told(in_city: Municipality) -> None:
    with pytest.raises(InvalidPackError) as refused:
        load_class(in_city)

    assert refused.value.problems[0].value == "hall/room"


@pytest.mark.parametrize("path", sorted(PACKS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_packs_of_the_house_are_right(path: Path) -> None:
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    parse = {"facility": venues.parse_facility_pack, "course": venues.parse_course_pack}[content["kind"]]

    assert parse(content).title.easy


def test_the_factories_are_packs(in_city: Municipality) -> None:
    assert venues.parse_facility_pack(hall_content(in_city)).rooms[0].blocks[0].starts == 540
    assert venues.parse_course_pack(class_content(in_city)).sessions[0].seats == 2
