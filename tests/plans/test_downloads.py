from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from openpyxl import load_workbook
from pypdf import PdfReader

from shirube.organizations.models import Municipality
from shirube.plans.models import Plan
from tests.conftest import CityClient

FILES = {
    "report.pdf": "application/pdf",
    "plan.csv": "application/zip",
    "kpis.csv": "text/csv; charset=utf-8",
    "plan.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "plan.json": "application/json",
    "plan.stratml.xml": "application/xml",
}
NOW = datetime(2026, 10, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(published_plan: Plan) -> object:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(("name", "kind"), FILES.items())
def test_every_file_is_sent_to_be_kept(city_client: CityClient, name: str, kind: str) -> None:
    answer = city_client.get(f"/plans/dx-2024/{name}")
    assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%B8%AF%E5%B8%82DX")


@pytest.mark.parametrize("name", FILES)
def test_who_has_the_file_already_is_told_so(city_client: CityClient, name: str) -> None:
    first = city_client.get(f"/plans/dx-2024/{name}")
    again = city_client.get(f"/plans/dx-2024/{name}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "public, no-cache")


@pytest.mark.parametrize("name", FILES)
def test_the_files_of_a_plan_that_is_not_there_are_not_there(city_client: CityClient, name: str) -> None:
    assert city_client.get(f"/plans/nowhere/{name}").status_code == 404


def test_another_citys_files_are_not_there(other_city: Municipality) -> None:
    assert CityClient(other_city).get("/plans/dx-2024/report.pdf").status_code == 404


def test_a_new_day_is_a_new_file_because_grades_are_of_the_day(city_client: CityClient) -> None:
    first = city_client.get("/plans/dx-2024/plan.json")
    with time_machine.travel(datetime(2026, 10, 21, 3, tzinfo=UTC), tick=False):
        tomorrow = city_client.get(
            "/plans/dx-2024/plan.json", headers={"If-Modified-Since": first["Last-Modified"]}
        )
    assert tomorrow.json()["graded_on"] == "2026-10-21"


def test_each_language_has_its_own_file(city_client: CityClient) -> None:
    japanese = city_client.get("/plans/dx-2024/kpis.csv")
    english = city_client.get("/en/plans/dx-2024/kpis.csv", headers={"If-None-Match": japanese["ETag"]})
    assert "Minato City DX Plan" in english.content.decode("utf-8-sig")


def test_the_file_is_the_same_json_as_the_api_gives(city_client: CityClient) -> None:
    file = city_client.get("/plans/dx-2024/plan.json").content
    assert json.loads(file) == city_client.get("/api/v1/plans/dx-2024").json()


def test_the_workbook_opens(city_client: CityClient) -> None:
    book = load_workbook(io.BytesIO(city_client.get("/plans/dx-2024/plan.xlsx").content))
    assert book["測定値"]["F2"].value == 40.9


def test_the_archive_opens(city_client: CityClient) -> None:
    archive = zipfile.ZipFile(io.BytesIO(city_client.get("/plans/dx-2024/plan.csv").content))
    assert "kpis.csv" in archive.namelist()


def test_the_report_opens_and_names_the_day(city_client: CityClient) -> None:
    reader = PdfReader(io.BytesIO(city_client.get("/plans/dx-2024/report.pdf").content))
    assert "2026年10月20日（火）現在" in reader.pages[0].extract_text().replace(" ", "")


def test_the_report_is_typeset_once_a_day_and_revision(city_client: CityClient) -> None:
    first = city_client.get("/plans/dx-2024/report.pdf").content
    assert city_client.get("/plans/dx-2024/report.pdf").content == first


def test_files_are_only_read(city_client: CityClient) -> None:
    assert city_client.post("/plans/dx-2024/plan.json").status_code == 405
