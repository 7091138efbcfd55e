"""The pages of the headquarters, from the agenda to what residents read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role
from shirube.headquarters.commands.minutes import (
    approve_minutes,
    draft_minutes,
    publish_minutes,
    submit_minutes,
)
from shirube.headquarters.domain.terms import ItemKind, MinutesState
from shirube.headquarters.models import AgendaItem, Attendance, Body, Meeting, Minutes, Seat, Task
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories import headquarters as hq

SignIn = Callable[..., CityClient]
pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.fixture
def on_the_day() -> Any:
    with time_machine.travel(hq.DURING, tick=False):
        yield


@pytest.fixture
def desk(signed_in: SignIn) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


def _html(client: CityClient, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(client.url(name, *args))
    assert answer.status_code == status
    return str(answer.content.decode())


def _post(client: CityClient, name: str, /, *args: object, status: int = 302, **data: Any) -> Any:
    answer = client.post(client.url(f"headquarters_staff:{name}", *args), data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


@pytest.fixture
def published(in_city: Municipality, meeting: UUID, item: UUID) -> UUID:
    act = hq.by_promoter(in_city, hq.DURING)
    hq.task(in_city, item)
    hq.send(in_city, meeting)
    hq.decide(in_city, item)
    hq.close(in_city, meeting)
    draft_minutes(meeting_id=meeting, **act)
    submit_minutes(meeting_id=meeting, **act)
    approve_minutes(meeting_id=meeting, **{**act, "actor": hq.member()})
    publish_minutes(meeting_id=meeting, **act)
    return meeting


@pytest.mark.usefixtures("in_city")
def test_a_body_is_set_up_and_seated(desk: CityClient) -> None:
    _post(desk, "add-body", code="team", kind="working_team", name="窓口チーム")
    _post(desk, "add-seat", "team", role="chair", post="市民課長", name="長子", begins_on="2026-04-01")

    assert (Body.objects.get().name, Seat.objects.get().post) == ("窓口チーム", "市民課長")
    html = _html(desk, "headquarters_staff:body", "team")
    assert "市民課長" in html
    assert "2026年4月1日（水）から" in html


@pytest.mark.usefixtures("meeting")
def test_a_second_chair_is_refused_at_the_field(desk: CityClient) -> None:
    facts = {"role": "chair", "post": "副市長", "begins_on": "2026-10-01"}
    html = _post(desk, "add-seat", hq.BODY, status=409, **facts).content.decode()
    assert "前の人の終わりの日を先に入れてください" in html


@pytest.mark.usefixtures("meeting")
def test_a_meeting_is_fixed_and_changed(desk: CityClient) -> None:
    facts = {"session": "臨時", "held_on": "2026-12-01", "starts_time": "13:30", "place": "大会議室"}
    _post(desk, "add-meeting", body=hq.BODY, **facts)
    made = Meeting.objects.get(session="臨時")
    _post(desk, "edit-meeting", made.pk, revision=1, **{**facts, "place": "庁議室"})

    made.refresh_from_db()
    assert (made.place, made.revision) == ("庁議室", 2)


def test_an_item_is_written_with_figures(desk: CityClient, meeting: UUID) -> None:
    facts = {"kind": "report", "title": "職員アンケート", "points": "集計の途中です。"}
    wrong = _post(desk, "add-item", meeting, status=422, **facts, figures="回答者数")
    _post(desk, "add-item", meeting, **facts, figures="回答者数|980|人\n回収率|70.8|%")

    assert "1行目を「名前|値|単位」の形に直してください。" in wrong.content.decode()
    assert [one["value"] for one in AgendaItem.objects.get().figures] == ["980", "70.8"]


def test_an_item_is_chosen_from_what_there_is(desk: CityClient, meeting: UUID) -> None:
    assert "測った数値の一覧" in _html(desk, "headquarters_staff:choose-subject", meeting)
    address = desk.url("headquarters_staff:add-item", meeting) + "?about=measures&key=all"
    answer = desk.post(address, {"kind": "report", "title": ""})

    assert answer.status_code == 302
    assert AgendaItem.objects.get().title == "測った数値の一覧"
    html = _html(desk, "headquarters_staff:papers", meeting)
    assert "2026年11月24日（火）までに測った数値はありません。" in html


def test_the_order_changes_by_buttons(desk: CityClient, in_city: Municipality, meeting: UUID) -> None:
    first = hq.item(in_city, meeting, "はじめの議題")
    hq.item(in_city, meeting, "あとの議題")
    _post(desk, "move-item", first, to="down")

    html = _html(desk, "headquarters_staff:meeting", meeting)
    assert html.index("あとの議題") < html.index("はじめの議題")


def test_a_file_belongs_to_the_item(desk: CityClient, item: UUID) -> None:
    _post(desk, "add-file", item, file=SimpleUploadedFile("案.txt", "本文".encode()))

    html = _html(desk, "headquarters_staff:item", item)
    assert "案.txt" in html
    assert AgendaItem.objects.get().revision == 2


def test_papers_go_out_and_are_printed(desk: CityClient, meeting: UUID, item: UUID) -> None:
    _post(desk, "send-papers", meeting)
    answer = desk.get(desk.url("headquarters_staff:papers-pdf", meeting, 1))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    screen = _html(desk, "headquarters_staff:screen", meeting, 1)
    assert 'accesskey="p"' in screen
    assert "窓口の予約を広げる" in screen


def test_a_change_after_the_papers_is_said_and_refused(desk: CityClient, meeting: UUID, item: UUID) -> None:
    _post(desk, "send-papers", meeting)
    _post(desk, "edit-item", item, kind="deliberation", title="予約を広げる", points="倍に", revision=1)
    assert "資料を送ったあとに変わった議題があります" in _html(desk, "headquarters_staff:meeting", meeting)

    said = {"revision": 2, "outcome": "decided", "wording": "決定した。"}
    refused = _post(desk, "decide", item, status=409, **said).content.decode()
    assert "追加の資料を送るか" in refused
    _post(desk, "supplement", meeting, reason="倍にしました")
    _post(desk, "decide", item, **said)


def test_attendance_and_the_end_of_a_meeting(desk: CityClient, meeting: UUID, item: UUID) -> None:
    _post(desk, "add-task", item, text="枠を増やす", staff=str(desk.user.pk))
    _post(desk, "send-papers", meeting)
    seat = Seat.objects.get().pk
    _post(desk, "attendance", meeting, **{f"presence-{seat}": "absent"})
    _post(desk, "close", meeting, ends_time="10:40")

    assert Attendance.objects.get().presence == "absent"
    home = desk.get(desk.url("portal:staff-home")).content.decode()
    assert "枠を増やす" in home
    _post(desk, "close-task", Task.objects.get().pk, how="done", result="10枠増やした")
    assert Task.objects.get().state == "done"


def test_minutes_go_their_way(
    desk: CityClient, signed_in: SignIn, in_city: Municipality, meeting: UUID
) -> None:
    hq.item(in_city, meeting, "報告", kind=ItemKind.REPORT)
    hq.send(in_city, meeting)
    hq.close(in_city, meeting)
    _post(desk, "draft-minutes", meeting)
    _post(desk, "submit-minutes", meeting)
    headquarters = signed_in(Role.HEADQUARTERS)
    assert "会議要旨の承認" in headquarters.get(headquarters.url("portal:staff-home")).content.decode()
    _post(headquarters, "approve-minutes", meeting)
    _post(desk, "publish-minutes", meeting)

    assert Minutes.objects.get().state == MinutesState.PUBLISHED


@pytest.mark.parametrize(
    ("front", "words"), [("", "決まったこと"), ("en/", "Decisions"), ("easy/", "きまったこと")]
)
def test_residents_read_decisions_in_their_language(
    city_client: CityClient, published: UUID, front: str, words: str
) -> None:
    for path in ("meetings/", f"meetings/{published}/"):
        html = city_client.get(f"/{city_client.city.slug}/{front}{path}").content.decode()
        assert "原案のとおり決定した。" in html
    assert words in city_client.get(f"/{city_client.city.slug}/{front}meetings/").content.decode()


def test_residents_do_not_read_what_is_not_published(
    city_client: CityClient, in_city: Municipality, meeting: UUID, item: UUID
) -> None:
    hq.send(in_city, meeting)
    hq.decide(in_city, item)

    html = _html(city_client, "headquarters:meeting", meeting)
    assert "窓口の予約を広げる" not in html
    assert city_client.get(city_client.url("headquarters:minutes-pdf", meeting)).status_code == 404


def test_published_minutes_are_printed(city_client: CityClient, published: UUID) -> None:
    answer = city_client.get(city_client.url("headquarters:minutes-pdf", published))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_calendar_tells_announced_meetings(
    city_client: CityClient, in_city: Municipality, meeting: UUID
) -> None:
    hq.meeting(in_city, "非公開の打合せ", is_announced=False)
    text = city_client.get(city_client.url("headquarters:calendar")).content.decode()

    assert "DTSTART:20261124T010000Z" in text
    assert f"UID:{meeting}@shirube" in text
    assert "非公開の打合せ" not in text


def test_lists_take_as_many_queries_for_ten(desk: CityClient, in_city: Municipality, meeting: UUID) -> None:
    hq.item(in_city, meeting, "一つ")
    paths = [desk.url("headquarters_staff:home"), desk.url("headquarters_staff:meeting", meeting)]
    before = [desk.count_queries(path) for path in paths]
    for number in range(9):
        hq.item(in_city, meeting, f"議題{number}")
        hq.meeting(in_city, f"第{number}回")

    assert [desk.count_queries(path) for path in paths] == before
