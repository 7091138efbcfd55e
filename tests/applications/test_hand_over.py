"""Files for core systems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.applications import interface as applications
from shirube.applications.commands.handing_over import preview_hand_over
from shirube.applications.commands.running import run_case_chain
from shirube.applications.domain.characters import fit
from shirube.applications.models import Case, Handover
from shirube.applications.queries import handovers
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.applications.forms import allowance_form

Deed = Callable[..., Any]
NUMBER = "123456789018"


@pytest.fixture
def promoter() -> Actor:
    return Actor(staff_id=new_id(), roles=frozenset({Role.DX_PROMOTION}))


@pytest.fixture
def accept(city: Municipality, clerk: Actor, deed: Deed) -> Deed:
    """Have the chain run and the case accepted."""

    def run(case_id: Any) -> Any:
        run_case_chain(municipality_id=city.pk, case_id=case_id, now=NOW)
        deed(applications.accept_case, case_id=case_id, actor=clerk)
        return case_id

    return run


@pytest.fixture
def hand_over(deed: Deed, clerk: Actor) -> Deed:
    """Make a file and read it whole; its text."""

    def run(**facts: Any) -> str:
        made = deed(applications.start_hand_over, procedure_code="allowance", actor=clerk, **facts)
        return b"".join(deed(applications.stream_hand_over, handover_id=made, actor=clerk)).decode("cp932")

    return run


def test_an_accepted_case_goes_out_in_the_columns_of_its_procedure(
    case: Case, accept: Deed, hand_over: Deed
) -> None:
    accept(case.pk)

    assert hand_over() == f"受付番号,氏,生年月日\r\n{case.receipt_number},髙橋,1990-04-01\r\n"


def test_nothing_goes_out_twice_unasked(case: Case, accept: Deed, hand_over: Deed) -> None:
    accept(case.pk)
    first = hand_over()

    with pytest.raises(applications.NothingToHandOverError):
        hand_over()
    assert hand_over(again=[case.pk]) == first


def test_what_nobody_has_accepted_does_not_go_out(case: Case, hand_over: Deed) -> None:
    with pytest.raises(applications.NothingToHandOverError):
        hand_over()


def test_a_character_the_core_system_does_not_know_holds_its_row_back_and_is_told(
    offered: None, resident: Applicant, accept: Deed, hand_over: Deed
) -> None:
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "applicant_name.family": ["𠮷田"]})
    accept(resident.send(started.draft_id).case_id)

    assert hand_over() == "受付番号,氏,生年月日\r\n"
    (finding,) = Handover.objects.get().findings
    assert (finding["column"], finding["character"], finding["written"]) == ("氏", "𠮷", None)
    assert Case.objects.get().hand_over_wanted


def test_the_citys_own_table_says_what_is_written_instead(
    offered: None, resident: Applicant, accept: Deed, hand_over: Deed, deed: Deed, promoter: Actor
) -> None:
    deed(applications.set_substitute, character="𠮷", written="吉", actor=promoter)
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "applicant_name.family": ["𠮷田"]})
    accept(resident.send(started.draft_id).case_id)

    assert "吉田" in hand_over()
    assert Handover.objects.get().findings[0]["written"] == "吉"


def test_the_preview_looks_through_all_cases_chunk_by_chunk(
    offered: None,
    resident: Applicant,
    accept: Deed,
    deed: Deed,
    clerk: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handovers, "CHUNK", 1)
    for family in ("髙橋", "髙橋", "𠮷田"):
        started = resident.begin(another=True)
        resident.type(started.draft_id, {**TYPED, "applicant_name.family": [family]})
        accept(resident.send(started.draft_id, key=str(started.draft_id)).case_id)
    look = {"procedure_code": "allowance", "chosen": handovers.Chosen(), "actor": clerk}

    whole = deed(preview_hand_over, rows=2, **look)
    (found,) = whole.findings
    part = deed(preview_hand_over, most=2, **look)

    assert (whole.looked_at, whole.is_whole, whole.held_back, len(whole.rows)) == (3, True, 1, 2)
    assert (found.finding.character, found.cases) == ("𠮷", 1)
    assert (part.looked_at, part.is_whole, part.findings) == (2, False, ())


def test_my_number_never_goes_out(offer: Deed, resident: Applicant, accept: Deed, hand_over: Deed) -> None:
    columns = [{"header": "個人番号", "value": "answers.my_number"}]
    offer(form=allowance_form(), export={"encoding": "cp932", "columns": columns})
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "my_number": [NUMBER]})
    accept(resident.send(started.draft_id).case_id)

    assert hand_over() == '個人番号\r\n""\r\n'


def test_another_section_gets_no_file(case: Case, accept: Deed, stranger: Actor, deed: Deed) -> None:
    accept(case.pk)
    with pytest.raises(applications.NotYourSectionError):
        deed(applications.start_hand_over, procedure_code="allowance", actor=stranger)


@pytest.mark.parametrize(
    ("text", "written"),
    [("髙橋", "髙橋"), ("9〜17時", "9～17時"), ("−5", "－5"), ("—", "―"), ("葛\U000e0100城", "葛城")],
)
def test_signs_that_look_the_same_are_written_as_windows_writes_them(text: str, written: str) -> None:
    fitted = fit(text, "cp932", {})

    assert fitted.text.encode("cp932") == written.encode("cp932")
    assert not fitted.is_refused


def test_utf8_takes_every_character() -> None:
    assert fit("𠮷😀", "utf-8", {}).text == "𠮷😀"
