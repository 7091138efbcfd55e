"""What an application costs in queries, pinned: a page that asks more must say why here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.applications.commands.running import run_case_chain
from shirube.applications.models import Case, Draft
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED
from tests.conftest import CityClient

# The start page finds the city, the catalogue and the form; a step the draft, its keys and its form besides.
BEGIN, STEP, SAVE, CHECK, SEND, RECEIVED = 8, 5, 5, 5, 24, 3
RUN_CHAIN = 21


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def _queries(captured: CaptureQueriesContext) -> int:
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(frames) for query in captured.captured_queries)


def _post(kiosk: CityClient, name: str, *args: object, **posted: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert kiosk.post(kiosk.url(name, *args), posted).status_code == 302
    return _queries(seen)


@pytest.mark.usefixtures("offered")
def test_each_page_of_an_application(city: Municipality) -> None:
    kiosk = CityClient(city)
    for _ in range(2):
        # The first time fills what a process remembers.
        begin = _post(kiosk, "applications:start", "allowance", for_whom="self")
    with municipality_scope(city.pk):
        draft = Draft.objects.order_by("-pk")[0]
    step = kiosk.count_queries(kiosk.url("applications:step", draft.pk, "applicant"))
    save = _post(kiosk, "applications:step", draft.pk, "applicant", **TYPED, _next="1")
    check = kiosk.count_queries(kiosk.url("applications:check", draft.pk))
    send = _post(kiosk, "applications:check", draft.pk, _submission="page")
    with municipality_scope(city.pk):
        case = Case.objects.get()
    received = kiosk.count_queries(kiosk.url("applications:received", case.pk))

    assert (begin, step, save, check, send, received) == (BEGIN, STEP, SAVE, CHECK, SEND, RECEIVED)


def test_the_chain_behind_it(case: Case, city: Municipality) -> None:
    with CaptureQueriesContext(connection) as seen:
        run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    assert _queries(seen) == RUN_CHAIN
