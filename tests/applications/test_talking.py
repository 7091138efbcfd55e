"""Messages, notes, opinions, labels; and who may look."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.applications import interface as applications
from shirube.applications.commands.running import run_case_chain
from shirube.applications.domain.people import Holder
from shirube.applications.models import Case, Message
from shirube.audit import interface as audit
from shirube.kernel.ids import new_id
from shirube.notices import interface as notices
from shirube.organizations.models import Municipality, Section
from tests.applications.conftest import NOW, PNG, TODAY, Applicant

Deed = Callable[..., Any]


def test_the_resident_sends_a_further_document_and_the_section_opens_it(
    case: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    facts = {"case_id": case.pk, "holder": resident.holder}
    stored = deed(
        applications.upload_message_file,
        actor=None,
        name="x.png",
        declared_type="image/png",
        content=io.BytesIO(PNG),
        **facts,
    )
    deed(applications.send_message, text="追加の書類です", file_ids=[stored.id], **facts)

    opened = deed(applications.open_case, case_id=case.pk, actor=clerk)
    (line,) = opened.messages
    assert (line.words, line.is_from_resident, len(line.files)) == ("追加の書類です", True, 1)
    assert deed(applications.open_case_file, case_id=case.pk, file_id=stored.id, actor=clerk).content


def test_the_resident_is_told_of_a_message_without_its_words(
    case: Case, clerk: Actor, deed: Deed, city: Municipality
) -> None:
    deed(applications.write_to_resident, case_id=case.pk, text="電話をください", actor=clerk)

    (sent,) = notices.list_notices_about(municipality_id=city.pk, subject=f"applications.case:{case.pk}")
    assert sent.kind == "applications.message"
    assert "電話をください".encode() not in bytes(Message.objects.get().words)


def test_reading_is_remembered(case: Case, resident: Applicant, clerk: Actor, deed: Deed) -> None:
    deed(applications.write_to_resident, case_id=case.pk, text="電話をください", actor=clerk)

    read = deed(applications.mark_messages_read, case_id=case.pk, holder=resident.holder, actor=None)

    assert read == 1
    assert Message.objects.get().read_at == NOW


def test_an_empty_message_is_not_sent(case: Case, resident: Applicant, deed: Deed) -> None:
    with pytest.raises(applications.MessageEmptyError):
        deed(applications.send_message, case_id=case.pk, text=" ", holder=resident.holder)


def test_a_note_is_not_shown_to_the_resident(
    case: Case, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    deed(applications.add_note, case_id=case.pk, text="要確認", actor=clerk)

    mine = applications.open_my_case(
        municipality_id=resident.city.pk, case_id=case.pk, holder=resident.holder, today=NOW.date()
    )
    assert "要確認" not in repr(mine)
    assert deed(applications.open_case, case_id=case.pk, actor=clerk).notes[0].words == "要確認"


@pytest.fixture
def opinion_id(case: Case, other_section: Section, clerk: Actor, deed: Deed) -> Any:
    return deed(
        applications.ask_opinion,
        case_id=case.pk,
        section_id=other_section.pk,
        question="滞納はありますか",
        answer_by=date(2026, 11, 27),
        actor=clerk,
    )


def test_the_asked_section_sees_the_question_and_answers(
    opinion_id: Any, case: Case, stranger: Actor, clerk: Actor, deed: Deed
) -> None:
    seen = deed(applications.open_case_for_opinion, opinion_id=opinion_id, actor=stranger)
    deed(applications.answer_opinion, opinion_id=opinion_id, answer="ありません", actor=stranger)

    assert seen.opinion.question == "滞納はありますか"
    assert not hasattr(seen, "notes")
    assert deed(applications.open_case, case_id=case.pk, actor=clerk).opinions[0].answer == "ありません"


def test_an_opinion_is_given_once(opinion_id: Any, stranger: Actor, deed: Deed) -> None:
    deed(applications.answer_opinion, opinion_id=opinion_id, answer="ありません", actor=stranger)

    with pytest.raises(applications.OpinionSettledError):
        deed(applications.answer_opinion, opinion_id=opinion_id, answer="やはり", actor=stranger)


def test_a_section_that_was_not_asked_sees_nothing(case: Case, stranger: Actor, deed: Deed) -> None:
    with pytest.raises(applications.NotYourSectionError):
        deed(applications.open_case, case_id=case.pk, actor=stranger)


def test_a_question_taken_back_opens_the_case_no_longer(
    opinion_id: Any, clerk: Actor, stranger: Actor, deed: Deed
) -> None:
    deed(applications.take_opinion_back, opinion_id=opinion_id, actor=clerk)

    with pytest.raises(applications.OpinionNotFoundError):
        deed(applications.open_case_for_opinion, opinion_id=opinion_id, actor=stranger)


def _looks(city: Municipality, case: Case) -> list[str]:
    entries = audit.list_entries_about(municipality_id=city.pk, subject=f"applications.case:{case.pk}")
    return [entry.actor for entry in entries if entry.action == "applications.viewed"]


def test_who_looks_at_a_case_is_written_down_once_in_a_quarter_of_an_hour(
    case: Case, clerk: Actor, city: Municipality, deed: Deed
) -> None:
    for minutes in (0, 1, 2, 40):
        now = NOW + timedelta(minutes=minutes)
        deed(applications.open_case, case_id=case.pk, actor=clerk, now=now)

    assert _looks(city, case) == [clerk.log_name] * 2


def test_my_number_is_opened_for_a_purpose_only(case: Case, clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.PurposeMissingError):
        deed(applications.reveal_my_numbers, case_id=case.pk, purpose=" ", actor=clerk)


def test_a_case_bears_its_sections_labels(case: Case, section: Section, clerk: Actor, deed: Deed) -> None:
    made = applications.make_label(
        municipality_id=case.municipality_id, section_id=section.pk, name="急ぎ", actor=clerk
    )
    deed(applications.label_case, case_id=case.pk, label_ids={made}, actor=clerk)

    assert deed(applications.open_case, case_id=case.pk, actor=clerk).label_ids == (made,)


def test_the_person_represented_is_told_and_sees_the_case(
    offered: None, resident: Applicant, city: Municipality, deed: Deed
) -> None:
    mother = applications.Represented(
        name="山田 梅", relation="母", resident_id=new_id(), mail="ume@resident.example"
    )
    started = resident.begin(represented=mother)
    resident.type(started.draft_id)
    receipt = resident.send(started.draft_id)
    run_case_chain(municipality_id=city.pk, case_id=receipt.case_id, now=NOW)

    sent = notices.list_notices_about(municipality_id=city.pk, subject=f"applications.case:{receipt.case_id}")
    assert {line.kind for line in sent} == {"applications.received", "applications.represented_told"}
    (line,) = applications.list_my_cases(
        municipality_id=city.pk, holder=Holder(resident_id=mother.resident_id), today=TODAY
    )
    assert line.is_represented


def test_the_asked_section_has_the_question_in_its_list(
    opinion_id: Any, case: Case, stranger: Actor, clerk: Actor, city: Municipality
) -> None:
    facts = {"municipality_id": city.pk, "today": TODAY}
    (asked,) = applications.list_opinions_asked(actor=stranger, **facts)

    assert (asked.opinion_id, asked.receipt_number) == (opinion_id, case.receipt_number)
    assert not applications.list_opinions_asked(actor=clerk, **facts)


def test_the_auditor_sees_who_looked_and_not_what(
    case: Case, clerk: Actor, city: Municipality, deed: Deed
) -> None:
    deed(applications.open_case, case_id=case.pk, actor=clerk)
    auditor = Actor(staff_id=new_id(), roles=frozenset({Role.AUDITOR}))

    trail = applications.list_case_trail(municipality_id=city.pk, case_id=case.pk, actor=auditor)

    assert [line.action for line in trail.entries] == ["applications.viewed", "applications.submitted"]
    with pytest.raises(applications.NotYourSectionError):
        deed(applications.open_case, case_id=case.pk, actor=auditor)
    with pytest.raises(applications.NotYourSectionError):
        applications.list_case_trail(municipality_id=city.pk, case_id=case.pk, actor=clerk)
