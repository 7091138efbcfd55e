"""Staff's pages on which a form of the section becomes a procedure."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality, Section
from shirube.procedures import interface as procedures
from tests.factories.organizations import SectionFactory
from tests.procedures.own import publish_own
from tests.procedures.test_staff_web import typed

ADD = "/staff/procedures/new/absence/"
ENTRY = "/staff/procedures/absence/"


@pytest.fixture
def clerk(in_city: Municipality, children_section: Section, signed_in: Any) -> Any:
    publish_own(children_section)
    return signed_in(Role.SECTION_STAFF, section=children_section)


@pytest.fixture
def chief(clerk: Any, children_section: Section, signed_in: Any) -> Any:
    return signed_in(Role.SECTION_CHIEF, section=children_section)


@pytest.fixture
def proposed(clerk: Any, in_city: Municipality) -> Municipality:
    clerk.post(ADD, typed(clerk, ADD, summary="児童館を休む日を知らせます。", decision="chief"))
    return in_city


def entry(city: Municipality) -> procedures.ProcedureSummary:
    return procedures.get_entry(municipality_id=city.pk, code="absence")


def text(client: Any, path: str) -> str:
    return client.get(path).content.decode()


def test_the_page_of_the_form_leads_to_reception(clerk: Any) -> None:
    shown = text(clerk, "/staff/forms/absence/versions/")

    assert "受付を始める" in shown
    assert ADD in shown


def test_the_catalogue_leads_to_the_forms_that_nobody_receives_yet(clerk: Any) -> None:
    assert "/staff/procedures/new/" in text(clerk, "/staff/procedures/")
    assert ADD in text(clerk, "/staff/procedures/new/")


def test_what_the_clerk_typed_stands_before_the_chief(proposed: Municipality, chief: Any) -> None:
    shown = text(chief, ENTRY)

    assert "児童館を休む日を知らせます。" in shown
    assert "課長が決裁する" in shown
    assert "お子さんの名前" in shown


def test_the_chief_finds_it_on_the_first_page_and_opens_it(proposed: Municipality, chief: Any) -> None:
    assert "受付の開始を待つ手続" in text(chief, "/staff/")

    answer = chief.post(ENTRY + "open/", {"revision": entry(proposed).revision})

    assert answer.status_code == 302
    assert entry(proposed).is_received
    assert "受付の開始を待つ手続" not in text(chief, "/staff/")
    assert "受付を始める" not in text(chief, ENTRY)


def test_the_clerk_is_told_who_opens_it(proposed: Municipality, clerk: Any) -> None:
    assert "担当課の課長かDX推進担当です" in text(clerk, ENTRY)
    assert clerk.post(ENTRY + "open/", {"revision": 1}).status_code == 403


def test_a_page_of_yesterday_opens_nothing(proposed: Municipality, chief: Any) -> None:
    answer = chief.post(ENTRY + "open/", {"revision": "7"}, follow=True)

    assert "ほかの人が先に保存しました" in answer.content.decode()
    assert entry(proposed).is_proposed


def test_pressed_twice_it_says_so(proposed: Municipality, chief: Any) -> None:
    revision = entry(proposed).revision
    chief.post(ENTRY + "open/", {"revision": revision})

    again = chief.post(ENTRY + "open/", {"revision": revision}, follow=True)

    assert "今の内容と同じです" in again.content.decode()


def test_residents_are_told_of_no_proposal(proposed: Municipality, city_client: Any) -> None:
    assert city_client.get("/procedures/absence/").status_code == 404
    assert city_client.get("/apply/absence/").status_code == 404


def test_everything_can_be_changed_afterwards(proposed: Municipality, chief: Any) -> None:
    chief.post(ENTRY + "open/", {"revision": 1})
    path = ENTRY + "edit/"

    answer = chief.post(path, typed(chief, path, decision="noted", per_person="once", fee_yen="100"))

    found = entry(proposed)
    assert answer.status_code == 302
    assert (found.route, found.per_person.value, found.fee_yen) == ([], "once", 100)


def test_reading_events_and_document_can_be_changed_afterwards(proposed: Municipality, chief: Any) -> None:
    path = ENTRY + "edit/"
    events = ["childcare", "school"]
    document = {"document_title": "決定通知書", "document_body": "{applicant_name} 様", "download_days": "30"}

    answer = chief.post(path, typed(chief, path, kana="じどうかん", life_events=events, **document))

    facts = entry(proposed).facts
    assert answer.status_code == 302
    assert (facts.kana, facts.life_events) == ("じどうかん", events)
    assert facts.document is not None
    assert (facts.document.title.ja, facts.document.download_days) == ("決定通知書", 30)
    assert "決定通知書" in text(chief, ENTRY)


def test_a_document_without_a_text_is_asked_for_it(proposed: Municipality, chief: Any) -> None:
    path = ENTRY + "edit/"
    answer = chief.post(path, typed(chief, path, document_title="決定通知書"))

    assert answer.status_code == 422
    assert "題と文の両方" in answer.content.decode()


def test_the_document_is_taken_away_by_emptying_it(proposed: Municipality, chief: Any) -> None:
    path = ENTRY + "edit/"
    chief.post(path, typed(chief, path, document_title="決定通知書", document_body="本文"))
    chief.post(path, typed(chief, path, document_title="", document_body=""))

    assert entry(proposed).document is None


def test_wrong_days_come_back_with_what_was_typed(clerk: Any) -> None:
    days = {"opens_on": "2026-06-02", "closes_on": "2026-06-01"}

    answer = clerk.post(ADD, typed(clerk, ADD, summary="<休み>", **days))

    assert answer.status_code == 422
    assert "受付の最初の日より前です" in answer.content.decode()
    assert "&lt;休み&gt;" in answer.content.decode()


def test_a_code_that_is_taken_is_told(proposed: Municipality, clerk: Any) -> None:
    answer = clerk.post(ADD, typed(clerk, ADD, summary="もう一つ", code="absence"))

    assert answer.status_code == 409
    assert "別の記号にするか" in answer.content.decode()


def test_another_section_does_not_come_here(clerk: Any, in_city: Municipality, signed_in: Any) -> None:
    stranger = signed_in(Role.SECTION_CHIEF, section=SectionFactory(municipality=in_city))

    assert stranger.get(ADD).status_code == 403
    assert "受付を始める" not in text(stranger, "/staff/forms/absence/versions/")


def test_it_is_taken_back_only_by_who_means_it(proposed: Municipality, clerk: Any) -> None:
    clerk.post(ENTRY + "discard/", {"revision": 1})
    assert entry(proposed).is_proposed

    clerk.post(ENTRY + "discard/", {"revision": 1, "sure": "yes"})

    assert procedures.list_proposals(municipality_id=proposed.pk) == ()
