"""途中の入力: what staff type from paper is kept at every change and gone on with by whoever has time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Actor, Role
from shirube.applications.commands.entries import forget_expired_entries
from shirube.applications.models import Case, Dossier, IntakeDraft
from shirube.files.models import StoredFile
from shirube.organizations.models import Municipality, Section
from tests.applications.conftest import NOW, PNG, TYPED, worker
from tests.applications.forms import allowance_form
from tests.conftest import CityClient
from tests.people import SUZUKI

NUMBER = "123456789018"
PAGE = {"_submission": "pile-1", "_device": "desk", "_revision": "0"}
BEGUN = {**PAGE, "intake-note": "電話で続きを聞く", "applicant_name.family": "髙橋", "born_on.day": "32"}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def save(offered: None, office: CityClient) -> Callable[..., Any]:
    """What the page does by itself after every change."""
    return lambda **typed: office.post(office.url("applications_staff:take-in-save", "allowance"), typed)


@pytest.fixture
def begun(save: Callable[..., Any]) -> IntakeDraft:
    assert save(**BEGUN).status_code == 200
    return IntakeDraft.objects.get()


def _says(answer: Any, *words: str) -> bool:
    return all(one in answer.content.decode() for one in words)


def test_what_was_typed_is_there_again_on_another_day_valid_or_not(
    begun: IntakeDraft, office: CityClient
) -> None:
    listed = office.get(office.url("applications_staff:intake"))
    address = office.url("applications_staff:entry", begun.pk)
    again = office.get(address)

    assert _says(listed, "途中の入力", address)
    assert _says(again, "髙橋", "電話で続きを聞く", 'value="32"', 'value="pile-1"')


def test_what_was_begun_becomes_one_case_and_is_begun_no_more(
    begun: IntakeDraft, save: Callable[..., Any], office: CityClient
) -> None:
    whole = {**PAGE, "intake-channel": "paper", "intake-received_on": "2026-11-18", **TYPED}
    office.post(office.url("applications_staff:take-in", "allowance"), whole)

    assert Case.objects.get().dossier_id == begun.dossier_id
    assert not IntakeDraft.objects.exists()
    assert save(**BEGUN).status_code == 409
    assert (IntakeDraft.objects.count(), Dossier.objects.count()) == (0, 1)


def test_a_number_and_a_scan_of_the_first_page_are_in_the_case(offered: None, office: CityClient) -> None:
    address = office.url("applications_staff:take-in", "allowance")
    scan = SimpleUploadedFile("shinsei.png", PNG, "image/png")
    arrival = {**PAGE, "intake-channel": "paper", "intake-received_on": "2026-11-18", **TYPED}
    asked = office.post(address, {**PAGE, "my_number": NUMBER, "_scans": scan, "_refresh": "1"})
    office.post(address, {**arrival, "_revision": "1"})

    case = Case.objects.get()
    assert _says(asked, "1件のファイルを預かっています")
    assert not _says(asked, NUMBER)
    assert case.versions.get().secrets is not None
    assert StoredFile.objects.get().attached_to == f"applications.dossier:{case.dossier_id}"


def test_two_pages_of_one_entry_never_write_over_each_other(
    begun: IntakeDraft, save: Callable[..., Any]
) -> None:
    assert (
        save(**{**BEGUN, "_device": "other", "_revision": "1", "intake-note": "続けました"}).status_code
        == 200
    )

    refused = save(**{**BEGUN, "intake-note": "前の画面"})

    assert refused.status_code == 409
    assert "開き直してください" in refused.json()["message"]


def test_pausing_keeps_and_leads_back_to_the_list(offered: None, office: CityClient) -> None:
    answer = office.post(office.url("applications_staff:take-in", "allowance"), {**BEGUN, "_pause": "1"})

    assert answer.headers["Location"].endswith("/staff/cases/intake/")
    assert IntakeDraft.objects.count() == 1


def test_what_is_thrown_away_takes_its_keys_along(begun: IntakeDraft, office: CityClient) -> None:
    office.post(office.url("applications_staff:discard-entry", begun.pk))

    assert (IntakeDraft.objects.count(), Dossier.objects.count()) == (0, 0)


def test_nobody_goes_on_for_a_month_and_it_is_forgotten(begun: IntakeDraft, in_city: Municipality) -> None:
    def forgotten(days: int) -> int:
        return forget_expired_entries(municipality_id=in_city.pk, now=NOW + timedelta(days=days))

    assert (forgotten(30), forgotten(31), Dossier.objects.count()) == (0, 1, 0)


def test_another_section_neither_sees_nor_opens_it(
    begun: IntakeDraft, in_city: Municipality, other_section: Section, at_desk: Callable[[Actor], CityClient]
) -> None:
    browser = at_desk(worker(in_city, other_section, Role.SECTION_STAFF, **SUZUKI.account))

    assert not _says(browser.get(browser.url("applications_staff:intake")), "途中の入力")
    assert browser.get(browser.url("applications_staff:entry", begun.pk)).status_code == 403


def test_a_form_that_is_new_meanwhile_says_what_it_could_not_keep(
    begun: IntakeDraft, offer: Callable[..., None], office: CityClient, save: Callable[..., Any]
) -> None:
    save(**{**BEGUN, **TYPED, "_revision": "1"})
    form = allowance_form()
    form["steps"][0]["fields"] = [one for one in form["steps"][0]["fields"] if one["key"] != "mail"]
    offer(form=form)

    again = office.get(office.url("applications_staff:entry", begun.pk))

    assert _says(again, "様式が新しくなりました", "takahashi@resident.example", "髙橋")


def test_a_long_sheet_has_a_way_to_each_of_its_steps(offered: None, office: CityClient) -> None:
    page = office.get(office.url("applications_staff:take-in", "allowance"))

    assert _says(page, 'href="#step-applicant"', 'href="#step-family"', 'id="step-family"')
