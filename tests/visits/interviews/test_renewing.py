"""A form is published anew while somebody is asked, writes at home, or has a sheet of paper in hand."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.utils import timezone

from shirube.accounts.interface import SYSTEM
from shirube.accounts.models import User
from shirube.applications.models import Case
from shirube.forms import interface as forms
from shirube.visits import interface as visits
from shirube.visits.commands.interviews.renewing import renew_forms
from shirube.visits.models import Interview, PaperSheet
from tests.conftest import CityClient
from tests.visits.interviews.desks import NOW, Desk
from tests.visits.interviews.packages import everything, procedure_pack

pytestmark = pytest.mark.django_db

FORM = "sousaihi"
WISH = {"key": "wish", "type": "text", "label": {"ja": "振込の希望"}, "required": False}


@pytest.fixture
def offered() -> tuple[str, ...]:
    return (FORM,)


def publish_anew(desk: Desk) -> forms.FormVersionSummary:
    """Without the day of the funeral, and with a question more."""
    content = deepcopy(procedure_pack(FORM)["form"])
    step = next(one for one in content["steps"] if one["code"] == "insurance")
    step["fields"] = [*(one for one in step["fields"] if one["key"] != "funeral_on"), WISH]
    where = {"municipality_id": desk.city.pk, "section_id": None, "actor": SYSTEM, "now": desk.now}
    return forms.load_form(**where, form=forms.parse_form(content))


@pytest.fixture
def whole(desk: Desk) -> visits.InterviewView:
    """Everything was asked in the first version; then a second one was published."""
    found = ask_everything(desk)
    publish_anew(desk)
    return desk.look(found.id)


def ask_everything(desk: Desk) -> visits.InterviewView:
    """What the one form asks that the city offers, of somebody who held the funeral."""
    begun = desk.start()
    told = {**everything("okuyami", 0), "sousaihi__is_host": True, "sousaihi__funeral_on": "2026-11-01"}
    return desk.answer(begun, {key: one for key, one in told.items() if key in begun.talk.form.by_key})


def test_what_was_asked_and_checked_is_handed_in_in_its_own_form(
    desk: Desk, whole: visits.InterviewView
) -> None:
    (outcome,) = desk.hand_in(desk.check(whole))
    case = Case.objects.get(pk=outcome.case_id)
    asked = forms.get_form_version(
        municipality_id=desk.city.pk, version_id=case.versions.get().form_version_id
    )
    assert (asked.number, "funeral_on" in asked.form.by_key) == (1, True)


def test_a_conversation_begun_afterwards_asks_from_the_new_form(
    desk: Desk, whole: visits.InterviewView
) -> None:
    assert [one.version.number for one in whole.talk.parts.values()] == [1]
    assert [one.version.number for one in desk.start().talk.parts.values()] == [2]


def test_whoever_says_so_goes_on_in_the_new_form_with_what_fits(
    desk: Desk, whole: visits.InterviewView
) -> None:
    carried = renew_forms(interview=whole, actor="test", now=NOW)
    after = desk.look(whole.id)
    assert [one.path for one in carried.lost] == ["sousaihi__funeral_on"]
    assert after.talk.outdated == []
    assert after.answers["represented_name"] == whole.answers["represented_name"]
    assert "sousaihi__wish" in after.talk.form.by_key


def test_what_the_resident_is_checking_is_not_moved_to_another_form(
    desk: Desk, whole: visits.InterviewView
) -> None:
    checked = desk.check(whole)
    with pytest.raises(visits.InterviewMovedError):
        renew_forms(interview=checked, actor="test", now=NOW)


def test_the_desk_is_told_what_is_new_and_moves_with_one_button(desk: Desk) -> None:
    now_desk = Desk(desk.city, desk.clerk, timezone.now())
    tablet = CityClient(desk.city).enter(User.objects.get(pk=desk.clerk.staff_id))
    found = ask_everything(now_desk)
    address = f"staff/interviews/{found.id}/review/"
    assert "用紙が新しくなりました" not in tablet.get(address).content.decode()
    publish_anew(now_desk)

    told = tablet.get(address).content.decode()
    assert "振込の希望" in told
    assert "葬儀の日」の答えは使いません" in told
    moved = tablet.post(f"staff/interviews/{found.id}/act/", {"renew": "1"}, follow=True).content.decode()
    assert "新しい用紙に移りました" in moved
    assert "用紙が新しくなりました" not in moved


def test_at_home_the_same_button_stands_on_every_step(city_client: CityClient, desk: Desk) -> None:
    begun = city_client.post("prepare/okuyami/")
    city_client.post(begun.url, {"had_insurance": "yes", "_pause": "1"})
    publish_anew(desk)
    row = Interview.objects.get(municipality_id=desk.city.pk)

    assert "新しい用紙で続ける" in city_client.get(f"prepare/i/{row.pk}/opening/").content.decode()
    city_client.post(f"prepare/i/{row.pk}/", {"renew": "1"})
    after = city_client.get(f"prepare/i/{row.pk}/opening/").content.decode()
    assert "新しい用紙で続ける" not in after
    assert 'value="yes" checked' in after.replace("  ", " ")


def test_paper_is_typed_in_in_the_form_that_was_printed(desk: Desk) -> None:
    tablet = CityClient(desk.city).enter(User.objects.get(pk=desk.clerk.staff_id))
    tablet.post("staff/sheets/print/", {"procedure": FORM})
    sheet = PaperSheet.objects.get(municipality_id=desk.city.pk)
    publish_anew(desk)

    address = f"staff/sheets/{sheet.code}/"
    shown: Any = tablet.get(address).content.decode()
    assert ("funeral_on" in shown, "振込の希望" in shown) == (True, False)
    typing = {"arrival-received_on": timezone.localdate().isoformat(), "_next": "1", "_accept_warnings": "1"}
    assert tablet.post(address, typing).status_code == 302
    assert (
        Case.objects.get(municipality_id=desk.city.pk).versions.get().form_version_id == sheet.form_version_id
    )
