"""Sending in: once, checked again, with a receipt number at once and a chain that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shirube.applications import interface as applications
from shirube.applications.commands.running import run_case_chain
from shirube.applications.domain.people import Channel, Evidence
from shirube.applications.models import AnswersVersion, Case, ChainStep, Draft
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel.identity import IdentityLevel
from shirube.notices import interface as notices
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.applications.forms import allowance_form

NUMBER = "123456789018"


@pytest.fixture
def draft_id(offered: None, resident: Applicant) -> Any:
    started = resident.begin()
    resident.type(started.draft_id)
    return started.draft_id


def test_the_receipt_number_comes_at_once_and_the_draft_is_gone(draft_id: Any, resident: Applicant) -> None:
    receipt = resident.send(draft_id)

    case = Case.objects.get()
    assert (receipt.receipt_number, receipt.is_new) == (case.receipt_number, True)
    assert applications.read_receipt_number(receipt.receipt_number)
    assert not Draft.objects.exists()


def test_the_same_page_sent_twice_is_one_case(draft_id: Any, resident: Applicant) -> None:
    first, second = resident.send(draft_id), resident.send(draft_id)

    assert (second.receipt_number, second.is_new) == (first.receipt_number, False)
    assert Case.objects.count() == 1


def test_a_second_tab_finds_the_draft_gone(draft_id: Any, resident: Applicant) -> None:
    resident.send(draft_id, key="one tab")

    with pytest.raises(applications.DraftNotFoundError):
        resident.send(draft_id, key="other tab")


def test_without_account_a_secret_is_shown_again_to_the_same_page_and_stored_as_a_hash(
    offer: Callable[..., None], visitor: Applicant
) -> None:
    offer(level="none")
    started = visitor.begin()
    me = visitor.with_secret(started.secret)
    me.type(started.draft_id)
    first, second = me.send(started.draft_id), me.send(started.draft_id)

    assert first.secret == second.secret != ""
    assert first.secret not in Case.objects.get().secret_hash
    found = applications.find_case_by_receipt(
        municipality_id=me.city.pk,
        receipt_number=first.receipt_number.lower().replace("-", " "),
        secret=first.secret.lower(),
    )
    assert found == first.case_id


def test_a_wrong_secret_opens_nothing(offer: Callable[..., None], visitor: Applicant) -> None:
    offer(level="none")
    receipt = visitor.apply()

    found = applications.find_case_by_receipt(
        municipality_id=visitor.city.pk, receipt_number=receipt.receipt_number, secret="AAAA-AAAA-AAAA"
    )
    assert found is None


def test_what_is_missing_is_told_and_the_draft_stays(offered: None, resident: Applicant) -> None:
    started = resident.begin()

    with pytest.raises(applications.AnswersNotReadyError) as raised:
        resident.send(started.draft_id)
    assert {problem.path for problem in raised.value.problems} == {"applicant_name", "born_on"}
    assert Draft.objects.exists()


def test_something_typed_and_not_valid_stops_the_submission(offered: None, resident: Applicant) -> None:
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "mail": ["no address"]})

    with pytest.raises(applications.AnswersNotReadyError) as raised:
        resident.send(started.draft_id)
    assert raised.value.unfinished == ("mail",)


def test_a_level_below_the_procedures_is_refused(offer: Callable[..., None], resident: Applicant) -> None:
    offer(level="card")
    started = resident.begin()
    resident.type(started.draft_id)

    with pytest.raises(applications.LevelTooLowError):
        resident.send(started.draft_id)


def test_a_signature_reaches_the_level_and_is_kept_as_evidence(
    offer: Callable[..., None], resident: Applicant, clerk: Any, deed: Any
) -> None:
    offer(level="signature")
    started = resident.begin()
    resident.type(started.draft_id)
    proof = Evidence(level=IdentityLevel.SIGNATURE, facts={"serial": "01:02"})

    receipt = resident.send(started.draft_id, evidence=proof)

    opened = deed(applications.open_case, case_id=receipt.case_id, actor=clerk)
    assert (opened.level, opened.parties["evidence"]["proof"]) == ("signature", {"serial": "01:02"})


def test_the_window_of_reception_is_asked_again(offer: Callable[..., None], resident: Applicant) -> None:
    offer(reception={"closes_on": "2026-11-20"})
    started = resident.begin()
    resident.type(started.draft_id)
    tomorrow = replace(resident, now=NOW.replace(day=21, hour=0, minute=0))

    with pytest.raises(applications.ReceptionClosedError):
        tomorrow.send(started.draft_id)


def test_a_form_that_changed_meanwhile_is_told_before_anything_is_sent(
    draft_id: Any, resident: Applicant, offer: Callable[..., None]
) -> None:
    offer(form=allowance_form(title="児童手当の請求（新）"))

    with pytest.raises(applications.FormChangedError):
        resident.send(draft_id)


def test_once_per_person_is_once(offer: Callable[..., None], resident: Applicant) -> None:
    offer(reception={"per_person": "once"})
    first = resident.apply()

    with pytest.raises(applications.AlreadyAppliedError) as raised:
        resident.apply()
    assert raised.value.facts == {"receipt_number": first.receipt_number}


def test_my_number_lies_apart_and_masked(draft_id: Any, resident: Applicant, clerk: Any, deed: Any) -> None:
    resident.type(draft_id, {**TYPED, "my_number": [NUMBER]})
    receipt = resident.send(draft_id)

    version = AnswersVersion.objects.get()
    opened = deed(applications.open_case, case_id=receipt.case_id, actor=clerk)
    revealed = deed(applications.reveal_my_numbers, case_id=receipt.case_id, actor=clerk, purpose="税の照合")
    assert NUMBER.encode() not in bytes(version.content) + bytes(version.secrets)
    assert NUMBER not in repr(opened.answers)
    assert revealed == {"my_number": NUMBER}


def test_photos_go_with_the_case_and_those_no_answer_names_do_not(draft_id: Any, resident: Applicant) -> None:
    kept, dropped = resident.upload(draft_id), resident.upload(draft_id)
    resident.type(draft_id, {}, step="family", files={"photos": [kept]})
    resident.send(draft_id)

    case = Case.objects.get()
    subject = f"applications.dossier:{case.dossier_id}"
    attached = files.list_files(municipality_id=resident.city.pk, subject=subject)
    assert [str(file.id) for file in attached] == [kept["id"]]
    assert dropped["id"] != kept["id"]


def test_the_case_is_told_in_the_log_without_a_name(draft_id: Any, resident: Applicant) -> None:
    receipt = resident.send(draft_id)

    entries = audit.list_entries_about(
        municipality_id=resident.city.pk, subject=f"applications.case:{receipt.case_id}"
    )
    assert [entry.action for entry in entries] == ["applications.submitted"]
    assert "髙橋" not in repr(entries)


def test_the_chain_makes_the_record_tells_and_offers_the_hand_over(case: Case, city: Municipality) -> None:
    run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    case.refresh_from_db()
    assert set(ChainStep.objects.values_list("state", flat=True)) == {"done"}
    assert case.hand_over_wanted
    sent = notices.list_notices_about(municipality_id=city.pk, subject=f"applications.case:{case.pk}")
    assert [line.kind for line in sent] == ["applications.received"]


def test_a_chain_run_twice_does_everything_once(case: Case, city: Municipality) -> None:
    for _ in range(2):
        run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    subject = f"applications.dossier:{case.dossier_id}"
    assert len(files.list_files(municipality_id=city.pk, subject=subject)) == 1
    assert (
        len(notices.list_notices_about(municipality_id=city.pk, subject=f"applications.case:{case.pk}")) == 1
    )


def test_it_came_online(case: Case) -> None:
    assert (case.channel, case.level, case.entered_by) == (Channel.ONLINE, IdentityLevel.MAIL, "")
