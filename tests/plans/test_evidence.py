"""Files behind published figures are everybody's; those behind drafts are staff's."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.files import interface as files
from shirube.files.models import StoredFile
from shirube.organizations.models import Municipality
from shirube.plans import interface as plans
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.models import Action, Initiative, Kpi, Plan
from tests.conftest import CityClient
from tests.files.contents import PDF
from tests.plans.conftest import NOW

Deed = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def proof(city: Municipality, clerk: Actor, settings: Any, tmp_path: Any) -> EvidenceItem:
    settings.FILES_FOLDER = tmp_path / "files"
    stored = files.store_upload(
        municipality_id=city.pk,
        purpose="plans.evidence",
        name="集計.pdf",
        declared_type="application/pdf",
        content=io.BytesIO(PDF),
        actor=clerk.log_name,
        now=NOW,
    )
    return EvidenceItem(file_id=stored.id, file_name=stored.name)


@pytest.fixture
def address(plan: Plan, proof: EvidenceItem) -> str:
    return f"/plans/{plan.slug}/evidence/{proof.file_id}/"


@pytest.fixture
def reading(deed: Deed, kpi: Kpi, clerk: Actor, proof: EvidenceItem) -> Any:
    facts = {"measured_on": date(2026, 3, 31), "value": Decimal(61), "source": "手続台帳"}
    return deed(plans.enter_reading, kpi_id=kpi.pk, actor=clerk, evidence=[proof], **facts)


@pytest.fixture
def draft(deed: Deed, initiative: Initiative, clerk: Actor, proof: EvidenceItem) -> Any:
    text = plans.ReviewText(achievements="進んだ")
    facts = {"initiative_id": initiative.pk, "fiscal_year": 2025, "text": text, "evidence": [proof]}
    return deed(plans.write_review, actor=clerk, **facts)


def test_a_resident_takes_the_file_behind_a_figure(
    city_client: CityClient, reading: Any, plan: Plan, kpi: Kpi, address: str
) -> None:
    page = city_client.get(f"/plans/{plan.slug}/kpis/{kpi.code}/").content.decode()
    answer = city_client.get(address)

    assert f'href="/minato{address}"' in page
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_file_behind_a_report_is_there_too(
    city_client: CityClient, deed: Deed, action: Action, clerk: Actor, proof: EvidenceItem, address: str
) -> None:
    state = plans.ActionState.ON_TIME
    facts = {"action_id": action.pk, "fiscal_year": 2025, "state": state, "evidence": [proof]}
    deed(plans.report_action, actor=clerk, **facts)

    assert city_client.get(address).status_code == 200


def test_the_file_behind_a_review_comes_with_its_publication(
    city_client: CityClient,
    deed: Deed,
    draft: Any,
    chief: Actor,
    promoter: Actor,
    headquarters: Actor,
    address: str,
) -> None:
    moves = ((chief, "SUBMIT"), (promoter, "FORWARD"), (headquarters, "PUBLISH"))
    seen = [city_client.get(address).status_code]
    for who, move in moves:
        deed(plans.move_review, review_id=draft, move=plans.ReviewMove[move], actor=who)
        seen.append(city_client.get(address).status_code)

    assert seen == [404, 404, 404, 200]


@pytest.mark.parametrize("scan", ["waiting", "infected"])
def test_what_is_not_known_to_be_clean_is_not_there(
    city_client: CityClient, reading: Any, address: str, scan: str
) -> None:
    StoredFile.objects.update(scan_state=scan)

    assert city_client.get(address).status_code == 404


def test_a_figure_that_was_corrected_takes_its_file_along(
    city_client: CityClient, deed: Deed, kpi: Kpi, clerk: Actor, reading: Any, address: str
) -> None:
    facts = {
        "measured_on": date(2026, 3, 31),
        "value": Decimal(60),
        "source": "手続台帳",
        "replace": True,
    }
    deed(plans.enter_reading, kpi_id=kpi.pk, actor=clerk, **facts)

    assert city_client.get(address).status_code == 404


def test_a_file_that_belongs_to_nothing_is_nobodys(city_client: CityClient, plan: Plan, address: str) -> None:
    assert city_client.get(address).status_code == 404


def test_another_city_does_not_hand_it_out(other_city: Municipality, reading: Any, address: str) -> None:
    assert CityClient(other_city).get(address).status_code == 404
