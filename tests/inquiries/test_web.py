"""The pages: from the draft to the accepted answer, through the browser's own requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Role
from shirube.inquiries.commands.answering import AnswerDraft, save_answer
from shirube.inquiries.commands.sending import close_inquiry
from shirube.inquiries.domain.terms import AnswerState, InquiryState
from shirube.inquiries.models import Inquiry
from shirube.organizations.models import Municipality, Section
from tests.conftest import CityClient
from tests.factories.inquiries import NOW, asked_of, give, send, view_of, worker
from tests.factories.organizations import SectionFactory

HEAD = {"title": "電子申請の件数", "due_on": "2099-11-30", "remind_days": "3", "visibility": "off"}


@pytest.fixture
def inquiry_id(in_city: Municipality, asker: Section, first: Section, second: Section) -> Any:
    return send(in_city, asker, [first, second])


def test_a_draft_grows_page_by_page_and_is_sent(
    signed_in: Callable[..., CityClient], asker: Section, first: Section
) -> None:
    client = signed_in(Role.SECTION_CHIEF, section=asker)

    here = client.post("staff/inquiries/new/", {**HEAD, "section": str(asker.pk)}).headers["Location"]
    question = {"_add": "1", "revision": "1", "label": "件数", "type": "number", "unit": "件"}
    client.post(f"{here}questions/", {**question, "is_required": "on"})
    client.post(f"{here}sections/", {"sections": [str(first.pk)]})
    client.post(f"{here}act/", {"act": "submit"})

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.form["steps"][0]["fields"][0]["label"]) == (InquiryState.SENT, "件数")
    assert "未開封" in client.get(here).content.decode()


def test_the_section_writes_and_hands_in_on_one_page(
    signed_in: Callable[..., CityClient], inquiry_id: Any, first: Section
) -> None:
    client, row = signed_in(Role.SECTION_CHIEF, section=first), asked_of(inquiry_id, first)
    path = f"staff/inquiries/answers/{row.pk}/"
    assert "件数" in client.get(path).content.decode()

    answer = client.post(path, {"revision": row.revision, "q1": "１２", "q2": "なし", "_submit": "1"})

    row.refresh_from_db()
    assert (answer.status_code, row.state, row.answers) == (
        302, AnswerState.ANSWERED, {"q1": 12, "q2": "なし"},
    )  # fmt: skip


def test_what_waits_stands_on_staffs_first_page(
    in_city: Municipality,
    signed_in: Callable[..., CityClient],
    inquiry_id: Any,
    first: Section,
    asker: Section,
) -> None:
    clerk, chief = (signed_in(role, section=first) for role in (Role.SECTION_STAFF, Role.SECTION_CHIEF))
    assert "照会に答える: 電子申請の件数" in clerk.get("staff/").content.decode()

    give(in_city, inquiry_id, first, {"q1": 5}, actor=worker(first))

    assert "回答を承認する: 電子申請の件数" in chief.get("staff/").content.decode()
    assert "電子申請の件数" not in clerk.get("staff/").content.decode()


def test_a_draft_is_kept_before_it_is_whole(
    signed_in: Callable[..., CityClient], inquiry_id: Any, first: Section
) -> None:
    client, row = signed_in(Role.SECTION_STAFF, section=first), asked_of(inquiry_id, first)
    path = f"staff/inquiries/answers/{row.pk}/"

    page = client.post(path, {"revision": row.revision, "q2": "書きかけ", "_submit": "1"})

    row.refresh_from_db()
    assert (page.status_code, row.state, row.answers) == (422, AnswerState.ANSWERING, {"q2": "書きかけ"})


def test_the_second_writer_sees_the_first(
    signed_in: Callable[..., CityClient], inquiry_id: Any, first: Section
) -> None:
    client, row = signed_in(Role.SECTION_STAFF, section=first), asked_of(inquiry_id, first)
    path = f"staff/inquiries/answers/{row.pk}/"
    client.post(path, {"revision": row.revision, "q1": "5", "_save": "1"})

    page = client.post(path, {"revision": row.revision, "q1": "7", "_save": "1"})

    html = page.content.decode()
    assert (page.status_code, "<del>5件</del>" in html, "<ins>7件</ins>" in html) == (409, True, True)
    assert f'name="revision" value="{asked_of(inquiry_id, first).revision}"' in html


def test_a_closed_inquiry_says_what_to_do(
    in_city: Municipality, signed_in: Callable[..., CityClient], inquiry_id: Any, first: Section
) -> None:
    client, row = signed_in(Role.SECTION_STAFF, section=first), asked_of(inquiry_id, first)
    close_inquiry(municipality_id=in_city.pk, inquiry_id=inquiry_id, actor=SYSTEM, now=NOW)
    path = f"staff/inquiries/answers/{row.pk}/"

    page = client.post(path, {"revision": row.revision, "q1": "5", "_submit": "1"}, follow=True)

    assert "受付の再開を頼んでください" in page.content.decode()


@pytest.mark.parametrize(("visibility", "sees"), [("off", False), ("after_answering", True)])
def test_others_are_seen_as_the_asker_allows(
    in_city: Municipality,
    signed_in: Callable[..., CityClient],
    inquiry_id: Any,
    first: Section,
    second: Section,
    visibility: str,
    sees: bool,
) -> None:
    Inquiry.objects.filter(pk=inquiry_id).update(visibility=visibility)
    client, row = signed_in(Role.SECTION_STAFF, section=first), asked_of(inquiry_id, first)
    give(in_city, inquiry_id, second, {"q1": 4321})
    path = f"staff/inquiries/answers/{row.pk}/others/"
    before = "4,321" in client.get(path).content.decode()
    give(in_city, inquiry_id, first, {"q1": 1})

    assert (before, "4,321" in client.get(path).content.decode()) == (False, sees)


def test_another_section_does_not_find_the_answer(
    signed_in: Callable[..., CityClient], inquiry_id: Any, first: Section
) -> None:
    client = signed_in(Role.SECTION_CHIEF)

    page = client.get(f"staff/inquiries/answers/{asked_of(inquiry_id, first).pk}/")

    assert page.status_code == 404


def test_what_has_not_left_its_section_is_the_sections_alone(
    in_city: Municipality,
    signed_in: Callable[..., CityClient],
    inquiry_id: Any,
    asker: Section,
    first: Section,
) -> None:
    row, client = asked_of(inquiry_id, first), signed_in(Role.SECTION_CHIEF, section=asker)
    facts: dict[str, Any] = {"municipality_id": in_city.pk, "asked_id": row.pk, "actor": SYSTEM, "now": NOW}
    save_answer(**facts, draft=AnswerDraft(answers={"q1": 4321}), seen_revision=row.revision)
    path = f"staff/inquiries/answers/{row.pk}/"

    pages = [client.get(path + rest) for rest in ("", "look/", "sheet/answer.xlsx")]

    assert ["4,321" in page.content.decode() for page in pages[:2]] == [False, False]
    assert pages[2].status_code == 404


def test_the_overview_costs_the_same_for_many_sections(
    in_city: Municipality, signed_in: Callable[..., CityClient], asker: Section, first: Section
) -> None:
    client = signed_in(Role.SECTION_STAFF, section=asker)
    few = send(in_city, asker, [first])
    many = send(in_city, asker, [first, *SectionFactory.create_batch(9, municipality=in_city)])
    client.get(f"staff/inquiries/{few}/")

    counts = [client.count_queries(f"staff/inquiries/{one}/") for one in (few, many)]

    assert counts[0] == counts[1]


def test_the_asker_accepts_and_sends_back(
    in_city: Municipality,
    signed_in: Callable[..., CityClient],
    inquiry_id: Any,
    asker: Section,
    first: Section,
    second: Section,
) -> None:
    client = signed_in(Role.SECTION_STAFF, section=asker)
    rows = [give(in_city, inquiry_id, one, {"q1": 3}) for one in (first, second)]
    accept = {"_accept": "1", "revision": rows[0].revision}
    client.post(f"staff/inquiries/answers/{rows[0].pk}/look/", accept)
    client.post(f"staff/inquiries/answers/{rows[1].pk}/look/", {"_return": "1", "comment": "単位は？"})

    asked = view_of(in_city, inquiry_id).asked
    assert [bool(one.accepted_at) for one in asked] == [True, False]
    assert (asked[1].state, asked[1].returned) == (AnswerState.ANSWERING, "単位は？")
