"""Meetings as packs: what a document tells is shown, no more; loading again changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from shirube.headquarters import interface as headquarters
from shirube.headquarters.domain.terms import TaskState
from shirube.headquarters.models import AgendaItem, Meeting, Task
from shirube.headquarters.queries.minutes import get_published_minutes
from shirube.kernel.packs import InvalidPackError
from shirube.organizations.models import Municipality
from tests.architecture.rooms import ROOT
from tests.factories import headquarters as hq

ISHINOMAKI = ROOT / "packs/meetings/042021-headquarters.yaml"


def _load(city: Municipality, **changes: Any) -> int:
    content = {**yaml.load(ISHINOMAKI.read_text(), Loader=yaml.CSafeLoader), **changes}
    pack = headquarters.parse_meetings_pack(content)
    return headquarters.load_meetings(municipality_id=city.pk, pack=pack, now=hq.DURING)


def test_the_meeting_of_ishinomaki_is_there_whole(in_city: Municipality) -> None:
    _load(in_city)

    (meeting,) = headquarters.list_meetings(municipality_id=in_city.pk)
    minutes = get_published_minutes(municipality_id=in_city.pk, meeting_id=meeting.id)
    assert meeting.title == "石巻市DX推進本部会議 令和4年度 第1回"
    assert [part.heading[:5] for part in minutes.parts] == [
        "審議事項1",
        "報告事項1",
        "報告事項2",
        "報告事項3",
    ]
    assert minutes.parts[1].attachments == ("DX実現に向けた職員アンケート調査集計結果",)


def test_its_decision_has_four_points(in_city: Municipality) -> None:
    _load(in_city)

    (decision,) = headquarters.list_published_decisions(municipality_id=in_city.pk)
    assert [point.code for point in decision.points] == ["①", "②", "③", "イ"]


def test_nothing_is_called_open_that_the_document_does_not_tell(in_city: Municipality) -> None:
    _load(in_city)

    assert set(Task.objects.values_list("state", flat=True)) == {TaskState.UNKNOWN, TaskState.DONE}
    assert not headquarters.list_open_tasks(municipality_id=in_city.pk)


def test_loading_again_changes_nothing(in_city: Municipality) -> None:
    assert (_load(in_city), _load(in_city)) == (1, 0)
    assert (Meeting.objects.count(), AgendaItem.objects.count()) == (1, 4)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"section": "ない課"}, "unknown_section"),
        ({"about": {"kind": "plan", "key": "none"}}, "unknown_choice"),
        ({"about": {"kind": "nothing", "key": "none"}}, "unknown_choice"),
    ],
)
def test_what_the_city_does_not_have_is_refused(in_city: Municipality, fault: Any, code: str) -> None:
    item = {"kind": "report", "title": "報告", **fault}
    meeting = {"session": "第1回", "held_on": "2026-11-01", "starts": "10:00", "items": [item]}
    with pytest.raises(InvalidPackError) as refused:
        _load(in_city, meetings=[meeting])

    assert refused.value.problems[0].code == code
    assert not Meeting.objects.exists()


def test_a_coming_meeting_has_decided_nothing() -> None:
    item = {"kind": "deliberation", "title": "案", "decision": {"outcome": "decided", "wording": "決定"}}
    meeting = {"session": "1", "held_on": 3, "starts": "10:00", "state": "planned", "items": [item]}
    content = {**yaml.load(ISHINOMAKI.read_text(), Loader=yaml.CSafeLoader), "meetings": [meeting]}
    with pytest.raises(InvalidPackError) as refused:
        headquarters.parse_meetings_pack(content)
    assert refused.value.problems[0].code == "decided_before_it_was_held"
