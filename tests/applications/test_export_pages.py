"""The pages of files for core systems: which cases, a look at the rows, columns, and characters that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.domain.states import CaseState
from shirube.applications.models import Case, Handover
from shirube.procedures import interface as procedures
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.conftest import CityClient

Deed = Callable[..., Any]
EARLIER = {"which": "period", "from_on": "2026-11-01", "until_on": "2026-11-19"}
TODAYS = {"which": "period", "from_on": "2026-11-20", "until_on": ""}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def waiting(case: Case) -> Case:
    """A case that waits for its file."""
    Case.objects.update(state=CaseState.ACCEPTED, hand_over_wanted=True)
    return case


@pytest.fixture
def rare(offered: None, resident: Applicant) -> Case:
    """𠮷田さん, whose sign no old system knows."""
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "applicant_name.family": ["𠮷田"]})
    resident.send(started.draft_id)
    Case.objects.update(state=CaseState.ACCEPTED, hand_over_wanted=True)
    return Case.objects.get()


def _address(office: CityClient) -> str:
    return office.url("applications_staff:export", "allowance")


def _says(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


def test_the_first_rows_are_shown_before_the_file_is_made(office: CityClient, waiting: Case) -> None:
    answer = office.get(_address(office), {"which": "new"})

    assert (_says(answer, "この1件のファイル"), _says(answer, "1990-04-01")) == (True, True)
    assert not Handover.objects.exists()


def test_a_period_leaves_out_what_arrived_at_another_time(office: CityClient, waiting: Case) -> None:
    assert _says(office.get(_address(office), EARLIER), "あてはまる申請はありません")
    assert _says(office.get(_address(office), TODAYS), "この1件のファイル")


def test_a_period_without_days_is_asked_for(office: CityClient, waiting: Case) -> None:
    answer = office.post(_address(office), {"which": "again"})

    assert (answer.status_code, Handover.objects.count()) == (422, 0)


def test_what_went_out_goes_again_when_asked_for(office: CityClient, waiting: Case) -> None:
    office.post(_address(office), {"which": "new"})
    office.post(_address(office), {"which": "new"})
    office.post(_address(office), {**TODAYS, "which": "again"})

    made = Handover.objects.order_by("made_at")
    assert [(one.cases, one.is_again) for one in made] == [(1, False), (1, True)]


def test_a_character_that_does_not_fit_leads_to_where_it_is_decided(
    office: CityClient, at_desk: Any, chief: Actor, rare: Case
) -> None:
    theirs = at_desk(chief)
    table = theirs.url("applications_staff:characters")

    assert _says(office.get(_address(office), {"which": "new"}), "代わりの文字を決める")
    assert _says(theirs.get(table, {"found": "𠮷"}), 'value="吉"')
    theirs.post(table, {"character": "𠮷", "written": "吉"})
    assert _says(office.get(_address(office), {"which": "new"}), "吉田")


def test_a_clerk_sees_the_table_and_does_not_decide(office: CityClient, rare: Case) -> None:
    table = office.url("applications_staff:characters")

    assert not _says(office.get(table, {"found": "𠮷"}), "これに決める")
    assert office.post(table, {"character": "𠮷", "written": "吉"}).status_code == 403


def test_a_decision_can_be_taken_back(at_desk: Any, chief: Actor, rare: Case) -> None:
    theirs = at_desk(chief)
    table = theirs.url("applications_staff:characters")
    theirs.post(table, {"character": "𠮷", "written": "吉"})

    theirs.post(table, {"remove": "𠮷"})

    assert not applications.list_substitutes(municipality_id=rare.municipality_id)


def _columns(**changed: str) -> dict[str, str]:
    """The page of columns as it is sent: two columns, the second to stand before the first."""
    return {
        "rows": "2", "encoding": "utf-8",
        "c0-place": "20", "c0-header": "番号", "c0-value": "receipt_number",
        "c1-place": "10", "c1-header": "名", "c1-value": "answers.applicant_name.given", **changed,
    }  # fmt: skip


def _seen(case: Case) -> str:
    entry = procedures.get_procedure(municipality_id=case.municipality_id, code="allowance")
    return str(entry.revision)


def _export(case: Case) -> Any:
    return procedures.get_procedure(municipality_id=case.municipality_id, code="allowance").export


def test_the_chief_changes_the_columns_and_older_files_stay_as_they_were(
    office: CityClient, at_desk: Any, chief: Actor, waiting: Case
) -> None:
    office.post(_address(office), {"which": "new"})
    theirs = at_desk(chief)
    address = theirs.url("applications_staff:export-columns", "allowance")

    assert theirs.get(address).status_code == 200
    assert theirs.post(address, _columns(seen=_seen(waiting))).status_code == 302

    assert [one["header"] for one in _export(waiting)["columns"]] == ["名", "番号"]
    file = office.post(office.url("applications_staff:export-file", Handover.objects.get().pk))
    assert b"".join(file.streaming_content).decode("cp932").startswith("受付番号,氏,生年月日")


def test_a_column_without_contents_keeps_what_was_typed(at_desk: Any, chief: Actor, waiting: Case) -> None:
    theirs = at_desk(chief)
    address = theirs.url("applications_staff:export-columns", "allowance")

    answer = theirs.post(
        address, _columns(**{"seen": _seen(waiting), "c1-header": "新しい列", "c1-value": ""})
    )

    assert answer.status_code == 422
    assert _says(answer, "新しい列")


def test_who_changes_columns_that_were_changed_meanwhile_is_told(
    at_desk: Any, chief: Actor, waiting: Case
) -> None:
    theirs = at_desk(chief)
    address, seen = theirs.url("applications_staff:export-columns", "allowance"), _seen(waiting)
    theirs.post(address, _columns(seen=seen))

    answer = theirs.post(address, _columns(**{"seen": seen, "c0-header": "受付"}))

    assert answer.status_code == 409


def test_my_number_is_no_column(at_desk: Any, chief: Actor, waiting: Case) -> None:
    theirs = at_desk(chief)
    answer = theirs.get(theirs.url("applications_staff:export-columns", "allowance"))

    assert not _says(answer, "answers.my_number")


def test_another_sections_chief_changes_nothing(at_desk: Any, stranger: Actor, waiting: Case) -> None:
    theirs = at_desk(stranger)

    assert theirs.get(theirs.url("applications_staff:export-columns", "allowance")).status_code == 403
