"""The further work at the desk: paper, correction by office, opinions, files for core systems, what is stuck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.domain.people import Channel
from shirube.applications.models import AnswersVersion, Case, CaseLabel, ChainStep, Label, Opinion
from shirube.organizations.models import Municipality, Section
from tests.applications.conftest import NOW, PNG, TYPED, Applicant
from tests.applications.forms import allowance_form
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory

Deed = Callable[..., Any]
ARRIVAL = {
    "intake-channel": "paper",
    "intake-received_on": "2026-11-18",
    "_submission": "one",
    "_device": "desk",
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def reviewed(case: Case, clerk: Actor, deed: Deed) -> Case:
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    deed(applications.start_review, case_id=case.pk, actor=clerk)
    return case


def _says(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


def test_paper_becomes_the_same_case_with_where_it_came_from(offered: None, office: CityClient) -> None:
    office.post(office.url("applications_staff:take-in", "allowance"), {**ARRIVAL, **TYPED})

    case = Case.objects.get()
    assert (case.channel, case.due_on) == (Channel.PAPER, date(2026, 12, 18))
    assert case.entered_by.startswith("staff:")


def test_paper_sent_in_twice_is_one_case(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    office.post(address, {**ARRIVAL, **TYPED})
    again = office.post(address, {**ARRIVAL, **TYPED})

    assert (again.status_code, Case.objects.count()) == (302, 1)


def test_what_the_paper_does_not_say_is_told_once_and_taken_in(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    answer = office.post(address, {**ARRIVAL, "mail": "a@resident.example"})

    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert _says(answer, "a@resident.example")
    office.post(address, {**ARRIVAL, "mail": "a@resident.example", "_accept_warnings": "1"})
    assert Case.objects.count() == 1


def test_what_cannot_be_read_stays_on_the_page(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    answer = office.post(address, {**ARRIVAL, **TYPED, "born_on.month": "13", "_accept_warnings": "1"})

    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert _says(answer, 'value="13"')


def test_a_row_can_be_added_without_losing_anything(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    answer = office.post(address, {**ARRIVAL, **TYPED, "_add.children": "1"})

    assert (answer.status_code, Case.objects.count()) == (200, 0)
    assert _says(answer, "takahashi@resident.example")


def test_another_section_takes_nothing_in(offered: None, at_desk: Any, stranger: Actor) -> None:
    office = at_desk(stranger)

    assert office.get(office.url("applications_staff:take-in", "allowance")).status_code == 403


def _edit(office: CityClient, case: Case, **changed: Any) -> Any:
    sent = {**TYPED, "act-seen": "1", "act-reason": "電話で確かめた", **changed}
    return office.post(office.url("applications_staff:edit", case.pk), sent)


def test_the_section_corrects_with_a_reason_and_the_old_answers_stay(
    office: CityClient, reviewed: Case
) -> None:
    _edit(office, reviewed, **{"born_on.day": "2"})

    assert [one.act for one in AnswersVersion.objects.order_by("number")] == ["submitted", "corrected"]


def test_a_correction_without_reason_keeps_what_was_typed(office: CityClient, reviewed: Case) -> None:
    answer = _edit(office, reviewed, **{"mail": "new@resident.example", "act-reason": ""})

    assert (answer.status_code, AnswersVersion.objects.count()) == (422, 1)
    assert _says(answer, "new@resident.example")


def test_who_corrects_an_older_page_is_told_and_loses_nothing(office: CityClient, reviewed: Case) -> None:
    _edit(office, reviewed, **{"born_on.day": "2"})

    answer = _edit(office, reviewed, **{"born_on.day": "3", "mail": "new@resident.example"})

    assert (answer.status_code, AnswersVersion.objects.count()) == (409, 2)
    assert _says(answer, "new@resident.example")


def test_another_section_is_asked_and_answers_once(
    office: CityClient, at_desk: Any, stranger: Actor, other_section: Section, reviewed: Case
) -> None:
    office.post(
        office.url("applications_staff:ask", reviewed.pk),
        {"section": str(other_section.pk), "question": "税の滞納はありますか", "answer_by": "2026-11-27"},
    )
    theirs, opinion = at_desk(stranger), Opinion.objects.get()

    assert _says(theirs.get(theirs.url("applications_staff:opinions")), reviewed.receipt_number)
    address = theirs.url("applications_staff:opinion", opinion.pk)
    assert _says(theirs.get(address), "税の滞納はありますか")
    assert theirs.post(address, {"answer": "ありません"}).status_code == 302
    assert theirs.post(address, {"answer": "やはりあります"}).status_code == 409


def test_who_was_not_asked_does_not_see_the_question(
    office: CityClient, clerk: Actor, other_section: Section, reviewed: Case, deed: Deed
) -> None:
    opinion = deed(
        applications.ask_opinion,
        case_id=reviewed.pk, section_id=other_section.pk, question="?", answer_by=NOW.date(), actor=clerk,
    )  # fmt: skip

    assert office.get(office.url("applications_staff:opinion", opinion)).status_code == 403


def test_a_file_is_made_received_and_told_of(office: CityClient, reviewed: Case, city: Municipality) -> None:
    Case.objects.update(hand_over_wanted=True)
    address = office.url("applications_staff:export", "allowance")
    office.post(address, {"which": "new"})
    handover = applications.list_handovers(
        municipality_id=city.pk,
        procedure_code="allowance",
        actor=office.user.as_actor(),
    )[0]
    answer = office.post(office.url("applications_staff:export-file", handover.id))

    assert reviewed.receipt_number in b"".join(answer.streaming_content).decode("cp932")
    assert _says(office.get(address), "SHA-256")


def test_nothing_to_hand_over_is_told(offered: None, office: CityClient) -> None:
    answer = office.post(office.url("applications_staff:export", "allowance"), {"which": "new"}, follow=True)

    assert answer.status_code == 200
    assert _says(answer, "まだ渡していない申請はありません")


def test_a_stuck_chain_shows_its_reason_and_goes_on(office: CityClient, case: Case) -> None:
    ChainStep.objects.filter(name="record").update(state="failed", error="TypstError", attempts=8)

    assert _says(office.get(office.url("applications_staff:stuck")), "TypstError")
    assert office.post(office.url("applications_staff:retry", case.pk)).status_code == 302


def test_only_the_chief_stops_the_forgetting(
    office: CityClient, at_desk: Any, chief: Actor, case: Case
) -> None:
    sent = {"act": "hold", "reason": "審査請求"}
    theirs = at_desk(chief)

    assert office.post(office.url("applications_staff:act", case.pk), sent).status_code == 403
    theirs.post(theirs.url("applications_staff:act", case.pk), sent)
    assert Case.objects.get().legal_hold == "審査請求"


def test_a_label_is_made_and_put_on(office: CityClient, case: Case) -> None:
    office.post(office.url("applications_staff:act", case.pk), {"act": "label", "new_label": "要確認"})

    assert CaseLabel.objects.count() == 1
    assert _says(office.get(office.url("applications_staff:case", case.pk)), "要確認")


def test_the_same_person_and_procedure_is_told_before_it_is_entered_twice(
    offered: None, office: CityClient
) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    office.post(address, {**ARRIVAL, **TYPED})
    second = {**ARRIVAL, **TYPED, "_submission": "two"}

    answer = office.post(address, second)

    assert (answer.status_code, Case.objects.count()) == (422, 1)
    assert _says(answer, "takahashi@resident.example")
    office.post(address, {**second, "_not_the_same": "1"})
    assert Case.objects.count() == 2


def test_who_has_a_pile_of_paper_goes_on_to_the_next_one(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    sent = {**ARRIVAL, "mail": "a@resident.example", "_next_one": "1"}

    asked = office.post(address, sent)
    answer = office.post(address, {**sent, "_next_one": "", "_wants_next": "1", "_accept_warnings": "1"})

    assert _says(asked, 'name="_wants_next"')
    assert answer.headers["Location"].endswith("/intake/allowance/")


def test_who_brought_it_and_for_whom_stands_in_the_case(offered: None, office: CityClient) -> None:
    brought = {
        "intake-bringer": "谷口 なぎさ",
        "intake-represented": "谷口 ふみ",
        "intake-relation": "長女",
    }
    office.post(office.url("applications_staff:take-in", "allowance"), {**ARRIVAL, **TYPED, **brought})

    answer = office.get(office.url("applications_staff:case", Case.objects.get().pk))
    assert _says(answer, "谷口 なぎささんが代わりに持ってきました")
    assert _says(answer, "谷口 ふみ（長女）")


def test_who_brings_it_for_somebody_says_for_whom(offered: None, office: CityClient) -> None:
    sent = {**ARRIVAL, **TYPED, "intake-bringer": "谷口 なぎさ"}
    answer = office.post(office.url("applications_staff:take-in", "allowance"), sent)

    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert _says(answer, "谷口 なぎさ")


def test_the_scan_of_the_paper_opens_from_the_case(offered: None, office: CityClient) -> None:
    scan = SimpleUploadedFile("shinsei.png", PNG, "image/png")
    sent = {**ARRIVAL, **TYPED, "_scans": scan}
    office.post(office.url("applications_staff:take-in", "allowance"), sent)

    answer = office.get(office.url("applications_staff:case", Case.objects.get().pk))
    assert _says(answer, "shinsei.")


def test_a_step_that_an_answer_calls_for_appears_and_its_answers_are_kept(
    offer: Deed, office: CityClient
) -> None:
    form = allowance_form()
    form["steps"][0]["fields"].append(
        {"key": "has_children", "type": "yes_no", "label": "子がいますか", "required": "no"}
    )
    note = {"key": "note", "type": "text", "label": "備考", "required": "no"}
    condition = {"==": [{"var": "has_children"}, True]}
    form["steps"].append({"code": "more", "title": "くわしく", "when": condition, "fields": [note]})
    offer(form=form)
    typed = {**TYPED, "has_children": "yes", "note": "双子"}

    live = office.post(
        office.url("applications_staff:take-in-live", "allowance"), {**typed, "_steps": ["applicant"]}
    )
    office.post(office.url("applications_staff:take-in", "allowance"), {**ARRIVAL, **typed})

    assert _says(live, 'id="sheet-more"')
    assert _says(office.get(office.url("applications_staff:case", Case.objects.get().pk)), "双子")


def test_a_question_to_another_section_is_taken_back_once(
    office: CityClient, clerk: Actor, other_section: Section, reviewed: Case, deed: Deed
) -> None:
    opinion = deed(
        applications.ask_opinion,
        case_id=reviewed.pk, section_id=other_section.pk, question="?", answer_by=NOW.date(), actor=clerk,
    )  # fmt: skip
    sent = {"act": "take_opinion_back", "opinion": str(opinion)}
    office.post(office.url("applications_staff:act", reviewed.pk), sent)

    assert Opinion.objects.get().taken_back_at is not None
    assert not _says(
        office.get(office.url("applications_staff:case", reviewed.pk)), 'value="take_opinion_back"'
    )


def test_a_label_typed_a_second_time_is_the_same_one(office: CityClient, case: Case) -> None:
    address = office.url("applications_staff:act", case.pk)
    office.post(address, {"act": "label", "new_label": "要確認"})
    office.post(address, {"act": "label", "new_label": "要確認"})

    assert (Label.objects.count(), CaseLabel.objects.count()) == (1, 1)


def test_the_list_is_narrowed_by_a_label_that_can_be_taken_away(office: CityClient, case: Case) -> None:
    office.post(office.url("applications_staff:act", case.pk), {"act": "label", "new_label": "要確認"})
    label, address = CaseLabel.objects.get().label_id, office.url("applications_staff:cases")

    assert _says(office.get(address, {"label": str(label)}), case.receipt_number)
    office.post(office.url("applications_staff:labels"), {"remove": str(label)})
    assert CaseLabel.objects.count() == 0
    assert not _says(office.get(address, {"label": str(label)}), case.receipt_number)


def test_the_auditor_finds_who_looked_by_the_receipt_number(
    office: CityClient, city: Municipality, case: Case
) -> None:
    office.get(office.url("applications_staff:case", case.pk))
    auditor = CityClient(city).enter(UserFactory(municipality=city, auditor=True))

    answer = auditor.get(
        auditor.url("applications_staff:trails"), {"number": case.receipt_number}, follow=True
    )

    assert _says(answer, "申請を閲覧")
    assert not _says(answer, "髙橋")


def test_the_case_leads_to_the_next_one_of_the_same_list(
    office: CityClient, case: Case, resident: Applicant
) -> None:
    older, newer = case, Case.objects.get(pk=resident.apply(another=True).case_id)
    kept = {"list": "tab=submitted"}

    first = office.get(office.url("applications_staff:case", newer.pk), kept)
    acted = office.post(
        office.url("applications_staff:act", newer.pk) + "?list=tab%3Dsubmitted", {"act": "accept"}
    )

    assert _says(first, f"{older.receipt_number}</span>")
    assert acted.headers["Location"].endswith("?list=tab%3Dsubmitted")
    assert _says(office.get(acted.headers["Location"]), f"{older.receipt_number}</span>")
