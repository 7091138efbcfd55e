from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.organizations.models import Municipality
from shirube.plans.api.schemas import Plan as PlanShape
from shirube.plans.api.schemas import PlanList, Problem
from shirube.plans.api.urls import urlpatterns
from shirube.plans.api.views import describe
from shirube.plans.domain.outputs.plain import plan_json
from shirube.plans.models import Plan
from shirube.plans.queries.documents import forget_documents
from shirube.ui.access import Access
from tests.conftest import CityClient
from tests.factories.plan_documents import ON, plan_document

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi.json"
SERVERS = [{"url": "/{city}/api/v1", "variables": {"city": {"default": "shirube"}}}]


def whole_plan() -> dict[str, Any]:
    written = plan_json(plan_document(), city_code="990019", demonstration=True, on=ON)
    content: dict[str, Any] = json.loads(written)
    return content


def test_what_is_sent_is_what_is_described() -> None:
    PlanShape.model_validate_json(plan_json(plan_document(), city_code="990019", demonstration=True, on=ON))


def test_figures_are_numbers_with_the_digits_that_were_entered() -> None:
    kpi = whole_plan()["initiatives"][0]["kpis"][0]
    assert (kpi["baseline"]["value"], kpi["target"]["value"], kpi["newest"]["value"]) == (12.5, 70, 40.9)
    assert isinstance(kpi["target"]["value"], int)


def test_what_is_not_known_is_null_with_a_state_beside_it() -> None:
    kpi = whole_plan()["initiatives"][0]["kpis"][1]
    assert kpi["baseline"] == {"fiscal_year": 2023, "value": None, "state": "unknown"}
    assert (kpi["newest"], kpi["state"], kpi["grade"]) == (None, "not_measured", "cannot_judge")


def test_the_list_leads_to_the_whole_plan(published_plan: Plan, city_client: CityClient) -> None:
    listed = PlanList.model_validate_json(city_client.get("/api/v1/plans").content)
    assert [entry.slug for entry in listed.plans] == ["dx-2024"]
    answer = city_client.get(listed.plans[0].url.removeprefix("http://testserver"))
    assert PlanShape.model_validate_json(answer.content).id == published_plan.pk


def test_a_plan_is_found_by_its_short_name_too(published_plan: Plan, city_client: CityClient) -> None:
    answer = city_client.get("/api/v1/plans/dx-2024")
    assert answer.json()["id"] == str(published_plan.pk)
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("plan_id", ["nowhere", "01a1fd7f-0000-7000-8000-000000000000"])
def test_a_plan_that_is_not_there_is_a_problem(
    published_plan: Plan, city_client: CityClient, plan_id: str
) -> None:
    answer = city_client.get(f"/api/v1/plans/{plan_id}")
    problem = Problem.model_validate_json(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert (problem.status, problem.code) == (404, "plans.plan_not_found")


def test_another_citys_plan_is_not_there(published_plan: Plan, other_city: Municipality) -> None:
    assert CityClient(other_city).get(f"/api/v1/plans/{published_plan.pk}").status_code == 404


def test_an_address_that_is_none_is_a_problem(city_client: CityClient) -> None:
    answer = city_client.get("/api/v1/docs")
    assert (answer.status_code, answer.json()["code"]) == (404, "kernel.not_found")


@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/plans/dx-2024"])
def test_who_has_it_already_is_told_so(published_plan: Plan, city_client: CityClient, path: str) -> None:
    first = city_client.get(path)
    again = city_client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert city_client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/plans/dx-2024"])
def test_a_change_of_the_plan_is_sent(published_plan: Plan, city_client: CityClient, path: str) -> None:
    first = city_client.get(path)
    Plan.objects.filter(pk=published_plan.pk).update(revision=published_plan.revision + 1)
    assert city_client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/plans", "/api/v1/openapi.json", "/api/v1/plans/nowhere"])
def test_scripts_of_other_sites_may_read(city_client: CityClient, path: str) -> None:
    assert city_client.get(path)["Access-Control-Allow-Origin"] == "*"
    asked = city_client.options(path, headers={"Origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")


def test_the_head_alone_may_be_asked_for(published_plan: Plan, city_client: CityClient) -> None:
    answer = city_client.head("/api/v1/plans/dx-2024")
    assert (answer.status_code, answer.content) == (200, b"")


def test_nothing_can_be_changed_here(city_client: CityClient) -> None:
    assert city_client.post("/api/v1/plans").status_code == 405


def test_every_address_declares_that_it_is_public() -> None:
    assert {pattern.callback.access.level for pattern in urlpatterns} == {Access.PUBLIC}


def test_the_description_names_this_city_as_its_server(city_client: CityClient) -> None:
    description = city_client.get("/api/v1/openapi.json").json()
    assert description["servers"] == [{"url": "http://testserver/minato/api/v1"}]
    assert set(description["paths"]) == {"/plans", "/plans/{plan_id}"}


def test_the_description_is_the_one_that_was_reviewed() -> None:
    """After a wanted change: `python -m tests.plans.write_openapi`, and read the difference."""
    assert json.loads(SNAPSHOT.read_text()) == json.loads(json.dumps(describe(SERVERS)))


def test_a_plan_kept_in_memory_costs_one_query_for_the_plan(
    published_plan: Plan, city_client: CityClient
) -> None:
    city_client.get("/api/v1/plans/dx-2024")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        city_client.get("/api/v1/plans/dx-2024")
    assert len([one for one in queries if "plans_" in one["sql"]]) == 1
    forget_documents()
