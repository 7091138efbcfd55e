"""What an application costs in queries, pinned: a page that asks more must say why here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.applications.commands.running import run_case_chain
from shirube.applications.models import Case, Draft
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory

PAGES = {"begin": 12, "step": 8, "save": 7, "check": 7, "send": 24, "received": 5}
RUN_CHAIN = 25
# What a case begins with goes along with one update there, and each entry of the audit chain is one statement.
FEWER_ON_POSTGRESQL = 8
FEWER_IN_THE_CHAIN = 3


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def _queries(captured: CaptureQueriesContext) -> int:
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not query["sql"].startswith(frames) for query in captured.captured_queries)


def _post(phone: CityClient, name: str, *args: object, **posted: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert phone.post(phone.url(name, *args), posted).status_code == 302
    return _queries(seen)


@pytest.mark.usefixtures("offered")
def test_each_page_of_an_application(in_city: Municipality) -> None:
    phone = CityClient(in_city).enter_resident(ResidentFactory(municipality=in_city))
    # The first time fills what a process remembers.
    _post(phone, "applications:start", "allowance", for_whom="self", _another="1")
    begin = _post(phone, "applications:start", "allowance", for_whom="self", _another="1")
    draft = Draft.objects.order_by("-pk")[0]
    found = {
        "begin": begin,
        "step": phone.count_queries(phone.url("applications:step", draft.pk, "applicant")),
        "save": _post(phone, "applications:step", draft.pk, "applicant", **TYPED, _next="1"),
        "check": phone.count_queries(phone.url("applications:check", draft.pk)),
        "send": _post(phone, "applications:check", draft.pk, _submission="page"),
        "received": phone.count_queries(phone.url("applications:received", Case.objects.get().pk)),
    }

    fewer = FEWER_ON_POSTGRESQL if connection.vendor == "postgresql" else 0
    assert found == {**PAGES, "send": PAGES["send"] - fewer}


def test_the_chain_behind_it(case: Case, city: Municipality) -> None:
    with CaptureQueriesContext(connection) as seen:
        run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    fewer = FEWER_IN_THE_CHAIN if connection.vendor == "postgresql" else 0
    assert _queries(seen) == RUN_CHAIN - fewer
