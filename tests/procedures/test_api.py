"""The catalogue for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shirube.organizations.models import Municipality
from shirube.procedures.api import schemas
from shirube.procedures.api.urls import urlpatterns
from shirube.procedures.api.views import describe
from shirube.ui.access import Access
from tests.conftest import CityClient

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi-procedures.json"
SERVERS = [{"url": "/{city}/api/v1"}]


def test_the_list_has_the_described_shape(adopted: Municipality, city_client: CityClient) -> None:
    answer = city_client.get("/api/v1/procedures")

    found = schemas.ProcedureList.model_validate_json(answer.content)
    assert [one.code for one in found.procedures] == ["allowance"]
    assert found.procedures[0].reception.receiving


def test_one_procedure_comes_with_the_schema_of_its_form(
    adopted: Municipality, city_client: CityClient
) -> None:
    found = schemas.Procedure.model_validate_json(city_client.get("/api/v1/procedures/allowance").content)

    assert found.form_version == 1
    assert found.form_schema is not None
    assert set(found.form_schema["properties"]) == {"name", "kind", "fever"}
    assert city_client.get(f"/api/v1/procedures/{found.id}").status_code == 200


def test_the_address_in_the_list_leads_to_the_procedure(
    adopted: Municipality, city_client: CityClient
) -> None:
    url = city_client.get("/api/v1/procedures").json()["procedures"][0]["url"]

    assert city_client.get(url.removeprefix("http://testserver")).json()["code"] == "allowance"


@pytest.mark.parametrize("wanted", ["nobody", "00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_is_a_problem(adopted: Municipality, city_client: CityClient, wanted: str) -> None:
    answer = city_client.get(f"/api/v1/procedures/{wanted}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "procedures.procedure_not_found"


def test_an_unchanged_answer_is_not_sent_again(adopted: Municipality, city_client: CityClient) -> None:
    tag = city_client.get("/api/v1/procedures")["ETag"]

    assert city_client.get("/api/v1/procedures", headers={"If-None-Match": tag}).status_code == 304


def test_every_address_declares_that_it_is_public() -> None:
    assert {pattern.callback.access.level for pattern in urlpatterns} == {Access.PUBLIC}


def test_the_description_names_this_city_as_its_server(city_client: CityClient) -> None:
    description = city_client.get("/api/v1/procedures/openapi.json").json()

    assert description["servers"] == [{"url": "http://testserver/minato/api/v1"}]
    assert set(description["paths"]) == {"/procedures", "/procedures/{procedure_id}"}


def test_the_description_is_the_one_that_was_reviewed() -> None:
    """After a wanted change: `python -m tests.procedures.write_openapi`, and read the difference."""
    assert json.loads(SNAPSHOT.read_text()) == json.loads(json.dumps(describe(SERVERS)))
