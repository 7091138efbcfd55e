"""The list of cases: whose, in what order, found how, at what cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.domain.states import CaseState
from shirube.applications.models import Case, NameToken
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TODAY, TYPED, Applicant

Deed = Callable[..., Any]


@pytest.fixture
def cases(offered: None, resident: Applicant) -> list[Case]:
    """Five cases, the oldest first."""
    return [Case.objects.get(pk=resident.apply().case_id) for _ in range(5)]


@pytest.fixture
def listed(city: Municipality, clerk: Actor) -> Deed:
    """`listed(states=…)`: the page of the clerk's list."""

    def run(
        after: str = "", limit: int = 50, actor: Actor = clerk, today: Any = TODAY, **wanted: Any
    ) -> applications.CasePage:
        return applications.list_cases(
            municipality_id=city.pk,
            actor=actor,
            wanted=applications.CaseFilter(**wanted),
            today=today,
            after=after,
            limit=limit,
        )

    return run


def test_the_newest_stand_first_and_pages_join_without_a_gap(cases: list[Case], listed: Deed) -> None:
    first = listed(limit=2)
    second = listed(after=first.next_key, limit=2)
    third = listed(after=second.next_key, limit=2)

    lines = [*first.lines, *second.lines, *third.lines]
    assert [line.id for line in lines] == [case.pk for case in reversed(cases)]
    assert third.next_key is None


def test_another_sections_cases_are_not_listed(cases: list[Case], listed: Deed, stranger: Actor) -> None:
    assert listed(actor=stranger).lines == ()


def test_states_are_filtered(cases: list[Case], listed: Deed, clerk: Actor, deed: Deed) -> None:
    deed(applications.accept_case, case_id=cases[0].pk, actor=clerk)

    assert [line.id for line in listed(states=frozenset({CaseState.ACCEPTED})).lines] == [cases[0].pk]
    both = frozenset({CaseState.ACCEPTED, CaseState.SUBMITTED})
    assert len(listed(states=both).lines) == 5


@pytest.mark.parametrize("search", ["高橋", "たかはし 凪", "ﾅｷﾞ"])
def test_a_name_is_found_in_any_spelling(cases: list[Case], listed: Deed, search: str) -> None:
    assert len(listed(search=search).lines) == 5


def test_found_names_come_in_pages(cases: list[Case], listed: Deed) -> None:
    first = listed(search="高橋", limit=3)

    assert len(first.lines) == 3
    assert len(listed(search="高橋", after=first.next_key).lines) == 2


def test_another_name_is_not_found(cases: list[Case], resident: Applicant, listed: Deed) -> None:
    started = resident.begin()
    resident.type(started.draft_id, {**TYPED, "applicant_name.family": ["林"]})
    receipt = resident.send(started.draft_id)

    assert [line.id for line in listed(search="林").lines] == [receipt.case_id]


def test_a_receipt_number_is_found_as_people_type_it(cases: list[Case], listed: Deed) -> None:
    typed = cases[2].receipt_number.lower().replace("-", "")

    assert [line.id for line in listed(search=typed).lines] == [cases[2].pk]


def test_no_name_lies_in_the_clear(cases: list[Case]) -> None:
    stored = b"".join(bytes(case.parties) for case in cases)

    assert "髙橋".encode() not in stored
    assert NameToken.objects.count() > 0


def test_overdue_cases_come_by_their_day(cases: list[Case], listed: Deed) -> None:
    Case.objects.filter(pk=cases[1].pk).update(due_on=TODAY - timedelta(days=9))
    Case.objects.filter(pk=cases[3].pk).update(due_on=TODAY - timedelta(days=2))

    first = listed(is_overdue=True, limit=1)
    second = listed(is_overdue=True, limit=1, after=first.next_key)
    assert [line.id for line in (*first.lines, *second.lines)] == [cases[1].pk, cases[3].pk]
    assert second.next_key is None


def test_states_are_counted(cases: list[Case], city: Municipality, clerk: Actor) -> None:
    counts = applications.count_states(
        municipality_id=city.pk, actor=clerk, states=[CaseState.SUBMITTED, CaseState.CLOSED]
    )

    assert counts == {CaseState.SUBMITTED: 5, CaseState.CLOSED: 0}


def _queries(listed: Deed, limit: int) -> int:
    with CaptureQueriesContext(connection) as seen:
        listed(limit=limit)
    return len(seen)


def test_five_lines_cost_as_many_queries_as_one(cases: list[Case], listed: Deed) -> None:
    assert _queries(listed, 1) == _queries(listed, 5) <= 5


def test_the_load_of_the_section_is_counted(cases: list[Case], city: Municipality, section: Any) -> None:
    load = applications.get_section_load(
        municipality_id=city.pk, section_id=section.pk, now=NOW + timedelta(days=40)
    )

    assert (load.unhandled, load.overdue, load.unread) == (5, 5, 0)
