"""What was sent about a case stands on its page: when, whether it arrived, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.accounts.models import User
from shirube.applications.commands.running import run_case_chain
from shirube.applications.domain.people import Represented
from shirube.applications.models import Case
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, Applicant
from tests.conftest import CityClient


@pytest.fixture
def office(city: Municipality, clerk: Actor) -> CityClient:
    return CityClient(city).enter(User.objects.get(pk=clerk.staff_id))


def page_of(office: CityClient, case_id: Any) -> str:
    return office.get(office.url("applications_staff:case", case_id)).content.decode()


def letters(page: str) -> str:
    """The part of the page that tells of them."""
    return page[page.index('id="letters"') : page.index('id="notes"')]


def test_the_case_says_which_letter_waits_and_which_arrived(case: Case, office: CityClient) -> None:
    run_case_chain(municipality_id=case.municipality_id, case_id=case.pk, now=NOW)
    waiting = letters(page_of(office, case.pk))
    Notice.objects.update(state="sent", settled_at=NOW)

    assert "申請を受け付けた" in waiting
    assert "送信待ち" in waiting
    assert "送信済み" in letters(page_of(office, case.pk))


def test_a_letter_that_did_not_arrive_is_sent_again_from_the_case(case: Case, office: CityClient) -> None:
    run_case_chain(municipality_id=case.municipality_id, case_id=case.pk, now=NOW)
    Notice.objects.update(state="failed", settled_at=NOW, reason="unreachable")
    assert "もう一度送る" in letters(page_of(office, case.pk))

    office.post(office.url("notices:again", Notice.objects.get().pk))

    assert "送信待ち" in letters(page_of(office, case.pk))


def test_the_log_of_letters_leads_to_the_case(case: Case, office: CityClient) -> None:
    run_case_chain(municipality_id=case.municipality_id, case_id=case.pk, now=NOW)

    page = office.get(office.url("notices:notice", Notice.objects.get().pk)).content.decode()

    assert f'{office.url("applications_staff:case", case.pk)}">申請</a>' in page


def test_staff_see_that_the_person_represented_could_not_be_told(
    offer: Callable[..., None], resident: Applicant, office: CityClient
) -> None:
    offer(representative=True)
    receipt = resident.apply(represented=Represented(name="山田 春子", relation="娘"))

    assert "山田 春子さん）はメールアドレスがわからない" in letters(page_of(office, receipt.case_id))


def test_nobody_is_missed_where_the_resident_applied_for_themselves(case: Case, office: CityClient) -> None:
    assert "メールアドレスがわからない" not in page_of(office, case.pk)
