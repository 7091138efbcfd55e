"""The receipt on one sheet, to be kept: with the secret only where the browser that applied without account asks."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from shirube.applications.models import Case, Draft
from shirube.organizations.models import Municipality
from tests.applications.conftest import TYPED
from tests.conftest import CityClient


@pytest.fixture
def kiosk(city: Municipality, offer: Callable[..., None]) -> CityClient:
    """A browser that has just applied without account."""
    offer(level="none")
    browser = CityClient(city)
    browser.post("/apply/allowance/", {"for_whom": "self"})
    draft = Draft.objects.get().pk
    browser.post(browser.url("applications:step", draft, "applicant"), {**TYPED, "_next": "1"})
    browser.post(browser.url("applications:check", draft), {"_submission": "page"})
    return browser


def test_the_sheet_holds_number_secret_and_where_to_look(kiosk: CityClient) -> None:
    case = Case.objects.get()
    page = kiosk.get(kiosk.url("applications:received", case.pk)).content.decode()
    answer = kiosk.get(kiosk.url("applications:receipt", case.pk))

    (sheet,) = PdfReader(io.BytesIO(answer.content)).pages
    text = sheet.extract_text()
    secret = page.split("<dd>")[2].partition("</dd>")[0]
    assert case.receipt_number in text
    assert secret in text
    assert "/minato/cases/" in text
    assert answer["Content-Disposition"].startswith("attachment")


def test_nobody_else_fetches_it(kiosk: CityClient, city: Municipality) -> None:
    case = Case.objects.get()

    assert CityClient(city).get(kiosk.url("applications:receipt", case.pk)).status_code == 404
