"""The section at its pages: what waits, what can be done, what is said when somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.domain.states import CaseState, CorrectionReason, Outcome
from shirube.applications.models import Case, Correction, Message, Note, Proposal
from shirube.files.models import StoredFile
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.conftest import CityClient

Deed = Callable[..., Any]
BODY = "髙橋 凪 様\n月額1万円を支給します。"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def reviewed(case: Case, clerk: Actor, deed: Deed) -> Case:
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    deed(applications.start_review, case_id=case.pk, actor=clerk)
    case.refresh_from_db()
    return case


@pytest.fixture
def proposed(reviewed: Case, clerk: Actor, deed: Deed) -> Proposal:
    deed(
        applications.propose_decision, case_id=reviewed.pk, outcome=Outcome.DECIDED, reason="可", actor=clerk
    )
    return Proposal.objects.get()


def _act(office: CityClient, case: Case, act: str, **sent: Any) -> list[str]:
    """Press the button; what the next page says."""
    answer = office.post(office.url("applications_staff:act", case.pk), {"act": act, **sent})
    assert answer.status_code == 302
    return [str(one) for one in get_messages(answer.wsgi_request)]


def _says(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


def test_the_list_names_who_applied_for_what(office: CityClient, case: Case) -> None:
    answer = office.get(office.url("applications_staff:cases"))

    assert _says(answer, "髙橋 凪")
    assert _says(answer, case.receipt_number)


def test_a_file_that_nobody_can_open_yet_is_named_on_the_page_of_the_case(
    offered: None, office: CityClient, resident: Applicant
) -> None:
    draft_id = resident.begin().draft_id
    resident.type(draft_id)
    stored = resident.upload(draft_id, name="屋根.png")
    resident.type(draft_id, {}, step="family", files={"photos": [stored]})
    address = office.url("applications_staff:case", resident.send(draft_id).case_id)

    assert not _says(office.get(address), "まだ開けないファイル")
    StoredFile.objects.update(scan_state="waiting")
    assert _says(
        office.get(address), "まだ開けないファイルがあります（ウイルスの検査待ち、または拒否）: 屋根.jpg"
    )


def test_a_name_is_found_in_another_spelling(office: CityClient, case: Case) -> None:
    answer = office.get(office.url("applications_staff:cases"), {"search": "高橋"})

    assert _says(answer, case.receipt_number)


def test_the_list_of_another_section_is_its_own(at_desk: Any, stranger: Actor, case: Case) -> None:
    office = at_desk(stranger)

    assert not _says(office.get(office.url("applications_staff:cases")), case.receipt_number)


def test_ten_cases_take_no_more_queries_than_one(office: CityClient, case: Case, resident: Applicant) -> None:
    address = office.url("applications_staff:cases")
    office.get(address)
    one = office.count_queries(address)
    [resident.apply(another=True) for _ in range(9)]

    assert office.count_queries(address) == one


@pytest.mark.parametrize("key", ["abc", "2026-99-99~1", "9" * 40, "\0"])
def test_a_place_that_is_none_begins_at_the_top(office: CityClient, case: Case, key: str) -> None:
    answer = office.get(office.url("applications_staff:cases"), {"after": key, "overdue": "1"})

    assert answer.status_code == 200


def test_another_section_does_not_see_the_case(at_desk: Any, stranger: Actor, case: Case) -> None:
    office = at_desk(stranger)

    assert office.get(office.url("applications_staff:case", case.pk)).status_code == 403


def test_one_press_takes_a_case_from_the_top_of_the_list(
    office: CityClient, case: Case, clerk: Actor
) -> None:
    said = _act(office, case, "accept_and_review")

    case.refresh_from_db()
    assert (case.state, case.officer_id) == (CaseState.IN_REVIEW, clerk.staff_id)
    assert "担当はあなたです" in said[0]


def test_a_second_press_changes_nothing_and_says_so(office: CityClient, case: Case) -> None:
    _act(office, case, "accept")
    accepted_at = Case.objects.get().accepted_at

    said = _act(office, case, "accept")

    assert Case.objects.get().accepted_at == accepted_at
    assert "進み具合が見えるようになりました" not in said[-1]


def test_who_comes_second_learns_who_has_the_case(
    at_desk: Any, case: Case, clerk: Actor, colleague: Actor
) -> None:
    _act(at_desk(clerk), case, "accept_and_review")

    said = _act(at_desk(colleague), case, "accept_and_review")

    assert Case.objects.get().officer_id == clerk.staff_id
    assert "受け付けて、審査を始めました" not in said[0]


def test_an_act_nobody_knows_is_refused(office: CityClient, case: Case) -> None:
    answer = office.post(office.url("applications_staff:act", case.pk), {"act": "burn"})

    assert answer.status_code in {400, 422}


def test_the_chosen_ones_are_done_and_the_others_named(
    office: CityClient, case: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    other = resident.apply(another=True).case_id
    deed(applications.accept_case, case_id=case.pk, actor=clerk)

    answer = office.post(
        office.url("applications_staff:cases"), {"act": "accept", "case": [str(case.pk), str(other)]}
    )

    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert Case.objects.get(pk=other).state == CaseState.ACCEPTED
    assert Case.objects.get(pk=other).receipt_number in said[0]
    assert (case.receipt_number in said[1], "いま「審査待ち」です" in said[1]) == (True, True)


def test_a_pile_is_accepted_and_taken_up_with_one_press(
    office: CityClient, case: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    other = resident.apply(another=True).case_id
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    sent = {"act": "take_up", "case": [str(case.pk), str(other)], "_back": "tab=submitted&mine=1"}

    answer = office.post(office.url("applications_staff:cases"), sent)

    assert set(Case.objects.values_list("state", "officer_id")) == {(CaseState.IN_REVIEW, clerk.staff_id)}
    assert answer.headers["Location"].endswith("?tab=submitted&mine=1")


def test_nothing_chosen_is_told(office: CityClient, case: Case) -> None:
    answer = office.post(office.url("applications_staff:cases"), {"act": "accept"})

    assert ["何も変わっていません" in str(one) for one in get_messages(answer.wsgi_request)] == [True]


def test_a_correction_names_the_field_and_the_reason(office: CityClient, reviewed: Case) -> None:
    office.post(
        office.url("applications_staff:send-back", reviewed.pk),
        {"message": "お願いします", "reason:born_on": "incorrect", "text:born_on": "証明書と違います"},
    )

    reviewed.refresh_from_db()
    assert (reviewed.state, Correction.objects.count()) == (CaseState.RETURNED, 1)


def test_a_correction_without_anything_to_correct_keeps_what_was_typed(
    office: CityClient, reviewed: Case
) -> None:
    answer = office.post(
        office.url("applications_staff:send-back", reviewed.pk), {"text:born_on": "理由を選び忘れた"}
    )

    assert answer.status_code == 422
    assert _says(answer, "理由を選び忘れた")


def test_a_rejection_without_reason_keeps_what_was_typed(office: CityClient, reviewed: Case) -> None:
    answer = office.post(
        office.url("applications_staff:propose", reviewed.pk),
        {"outcome": "rejected", "reason": "", "comment": "要件を満たさないため"},
    )

    assert answer.status_code == 422
    assert _says(answer, "要件を満たさないため")


def test_who_proposes_what_was_proposed_already_keeps_what_was_typed(
    office: CityClient, proposed: Proposal
) -> None:
    answer = office.post(
        office.url("applications_staff:propose", proposed.case_id),
        {"outcome": "decided", "reason": "月額1万円を支給します。"},
    )

    assert answer.status_code == 409
    assert _says(answer, "月額1万円を支給します。")


def test_who_proposes_sees_who_applied_for_what_and_what_is_odd(
    office: CityClient, reviewed: Case, resident: Applicant
) -> None:
    again = resident.begin(another=True)
    resident.type(again.draft_id)
    other = resident.send(again.draft_id, key="again")
    Case.objects.filter(pk=reviewed.pk).update(due_on=NOW.date() - timedelta(days=1))

    answer = office.get(office.url("applications_staff:propose", reviewed.pk))

    assert _says(answer, "髙橋 凪")
    assert _says(answer, "平成2年4月1日（1990年）")
    assert _says(answer, "標準処理期間（2026年11月19日（木））を過ぎています。")
    assert _says(answer, other.receipt_number)


def test_who_approves_is_told_what_is_missing(at_desk: Any, proposed: Proposal, chief: Actor) -> None:
    Case.objects.filter(pk=proposed.case_id).update(due_on=NOW.date() - timedelta(days=1))

    answer = at_desk(chief).get(at_desk(chief).url("applications_staff:case", proposed.case_id))

    assert _says(answer, "決める前に確かめること")
    assert _says(answer, "過ぎています")


def test_nobody_is_offered_to_approve_the_own_proposal(office: CityClient, proposed: Proposal) -> None:
    answer = office.get(office.url("applications_staff:case", proposed.case_id))

    assert not _says(answer, 'value="approve"')
    assert _says(answer, 'value="take_back"')


def test_the_chief_approves_on_the_page_and_the_document_goes_out(
    at_desk: Any, proposed: Proposal, chief: Actor, office: CityClient
) -> None:
    case = Case.objects.get()
    _act(at_desk(chief), case, "approve", proposal=str(proposed.pk), position="0")
    office.post(office.url("applications_staff:issue", case.pk), {"title": "認定通知書", "body": BODY})

    case.refresh_from_db()
    assert case.state == CaseState.ISSUED
    assert office.get(office.url("applications_staff:case", case.pk)).status_code == 200


def test_a_document_with_an_unfilled_place_is_not_issued(
    at_desk: Any, proposed: Proposal, chief: Actor, office: CityClient
) -> None:
    case = Case.objects.get()
    _act(at_desk(chief), case, "approve", proposal=str(proposed.pk), position="0")

    answer = office.post(
        office.url("applications_staff:issue", case.pk),
        {"title": "認定通知書", "body": "{officer_note} です"},
    )

    assert answer.status_code == 422
    assert _says(answer, "{officer_note}")


def test_a_proposal_the_clerk_took_back_cannot_be_approved_from_an_old_page(
    at_desk: Any, proposed: Proposal, chief: Actor, office: CityClient
) -> None:
    case = Case.objects.get()
    _act(office, case, "take_back", proposal=str(proposed.pk))

    said = _act(at_desk(chief), case, "approve", proposal=str(proposed.pk), position="0")

    assert Case.objects.get().state == CaseState.IN_REVIEW
    assert "承認しました" not in said[0]


def test_opening_the_case_marks_the_residents_words_as_read(
    office: CityClient, case: Case, resident: Applicant, deed: Deed
) -> None:
    deed(applications.send_message, case_id=case.pk, holder=resident.holder, text="いつ決まりますか")

    office.get(office.url("applications_staff:case", case.pk))

    assert Message.objects.get().read_at is not None


def test_an_empty_message_is_not_sent(office: CityClient, case: Case) -> None:
    answer = office.post(office.url("applications_staff:message", case.pk), {"words": " "})

    assert (answer.status_code, Message.objects.count()) == (422, 0)


def test_a_note_stays_among_staff(office: CityClient, case: Case, resident: Applicant) -> None:
    office.post(office.url("applications_staff:note", case.pk), {"words": "戸籍を確かめた"})

    assert Note.objects.count() == 1
    seen = applications.open_my_case(
        municipality_id=case.municipality_id, case_id=case.pk, holder=resident.holder, today=NOW.date()
    )
    assert not [one for one in seen.story if "戸籍" in str(one)]


def test_my_number_is_shown_for_a_stated_purpose_only(office: CityClient, case: Case) -> None:
    address = office.url("applications_staff:numbers", case.pk)

    assert office.get(address).status_code == 200
    assert office.post(address, {"purpose": ""}).status_code in {400, 422}


def test_after_a_correction_only_what_changed_is_shown(
    office: CityClient, reviewed: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    point = applications.PointEntry(path="born_on", reason=CorrectionReason.INCORRECT)
    deed(applications.return_for_correction, case_id=reviewed.pk, message="", points=[point], actor=clerk)
    started = deed(applications.open_correction, case_id=reviewed.pk, holder=resident.holder)
    resident.type(started.draft_id, {**TYPED, "born_on.day": ["2"]})
    deed(
        applications.resubmit_application,
        case_id=reviewed.pk, draft_id=started.draft_id, holder=resident.holder,
    )  # fmt: skip

    answer = office.get(office.url("applications_staff:case", reviewed.pk))

    assert _says(answer, "前と変わったところ")
