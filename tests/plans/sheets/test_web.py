"""The pages of update sheets."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from shirube.accounts.interface import Actor, Role
from shirube.config.middleware import CITY_URLS
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.readings import enter_reading
from shirube.plans.models import ActionReport, Kpi, Plan, Reading, UpdateSheet
from tests.conftest import CityClient
from tests.factories.plans import PlanFactory
from tests.plans.sheets.conftest import BOTH, Keep, ReadForm, finish
from tests.plans.sheets.samples import row, xlsx

SHEETS = "staff/plans/dx-2024/sheets/"
SHEET = SHEETS + "shimin/2026/"
SignIn = Callable[..., CityClient]
Deed = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def desk(signed_in: SignIn, section: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=section)


@pytest.fixture
def send(desk: CityClient, read_form: ReadForm) -> Callable[..., Any]:
    """`send({"J5": …})`: upload the sheet filled in so."""

    def upload(cells: dict[str, Any], *edits: Any, client: CityClient = desk, **options: Any) -> Any:
        content = xlsx(cells, *edits, form=read_form())
        return client.post(SHEET, {"file": SimpleUploadedFile("記入済み.xlsx", content)}, **options)

    return upload


def checked(name: str = "plans:checked-sheet") -> str:
    return reverse(name, urlconf=CITY_URLS, args=["dx-2024", UpdateSheet.objects.get().pk]).lstrip("/")


def test_a_section_sees_its_own_sheets_only(desk: CityClient, kpi: Kpi, other_section: Section) -> None:
    page = desk.get(SHEETS).content.decode()

    assert ">市民課</option>" in page
    assert other_section.name not in page


def test_choosing_leads_to_the_sheet(desk: CityClient, plan: Plan) -> None:
    answer = desk.get(SHEETS, {"section": "shimin", "year": "2025"})

    assert answer.headers["Location"].endswith("/sheets/shimin/2025/")


def test_choosing_what_is_not_there_is_told(desk: CityClient, plan: Plan) -> None:
    assert desk.get(SHEETS, {"section": "zeimu", "year": "1999"}).status_code == 422


def test_dx_promotion_chooses_among_all_sections(signed_in: SignIn, plan: Plan, section: Section) -> None:
    page = signed_in(Role.DX_PROMOTION).get(SHEETS)

    assert section.name in page.content.decode()


def test_somebody_without_a_section_is_told_why_there_is_no_sheet(
    desk: CityClient, in_city: Municipality
) -> None:
    PlanFactory(municipality=in_city, slug="dx-2099", start_year=2099, end_year=2100)

    assert "使える更新シートがありません" in desk.get("staff/plans/dx-2099/sheets/").content.decode()


@pytest.mark.usefixtures("visitors")
def test_the_workbook_is_downloaded(desk: CityClient) -> None:
    answer = desk.get(SHEET + "xlsx/")

    assert load_workbook(io.BytesIO(answer.content))["評価指標"]["C5"].value == "窓口に来た人"
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]


@pytest.mark.usefixtures("visitors")
def test_the_csv_is_downloaded(desk: CityClient) -> None:
    assert "窓口に来た人" in desk.get(SHEET + "csv/").content.decode("utf-8-sig")
    assert desk.get(SHEET + "pdf/").status_code == 404


def test_a_sheet_is_sent_seen_and_applied(send: Deed, desk: CityClient, visitors: Kpi) -> None:
    page = send(BOTH, finish, follow=True).content.decode()
    assert "まだ何も変わっていません" in page
    assert "1,200人" in page
    assert "<del>61.0％ / 出典: 手続台帳</del>" in page

    done = desk.post(checked("plans:apply-sheet"), follow=True).content.decode()

    assert "3件をまとめて適用しました" in done
    assert Reading.objects.get(kpi=visitors).value == 1200
    assert ActionReport.objects.count() == 1


def test_a_faulty_sheet_is_answered_cell_by_cell_and_nothing_is_kept(send: Deed) -> None:
    answer = send({**row(4, "いつか", "多い"), **row(5, "2026-10-31", 1)}, _late)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "直すところが3件あります。何も保存していません。" in page
    assert "シート「評価指標」の直すところ 2件" in page
    assert "シート「実施事項」の直すところ 1件" in page
    assert re.findall(r'role="rowheader">(..)', page) == ["I4", "J4", "G4"]
    assert not UpdateSheet.objects.exists()


def _late(book: Any) -> None:
    book["実施事項"]["F4"].value = "遅れ"


def test_what_stands_in_a_cell_is_shown_as_text(send: Deed) -> None:
    page = send(row(4, "<script>alert(1)</script>", 5)).content.decode()

    assert "&lt;script&gt;" in page


def test_a_file_of_another_kind_is_answered_with_what_to_do(desk: CityClient, read_form: ReadForm) -> None:
    answer = desk.post(SHEET, {"file": SimpleUploadedFile("計画.pdf", b"%PDF-1.7\0")})

    assert answer.status_code == 422
    assert "更新シートのファイル（ExcelブックかCSV）ではありません。" in answer.content.decode()


def test_sending_no_file_is_told_at_the_field(desk: CityClient, read_form: ReadForm) -> None:
    answer = desk.post(SHEET)

    assert answer.status_code == 422
    assert "送るファイルを選んでください。" in answer.content.decode()


def test_fifty_megabytes_are_refused_before_they_are_parsed(
    desk: CityClient, read_form: ReadForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.http.multipartparser.MultiPartParser.parse", _must_not_be_called)
    answer = desk.post(SHEET, {"file": SimpleUploadedFile("大.xlsx", b"0" * 50 * 1024 * 1024)})

    assert answer.status_code == 413
    assert "受け付けられるのは10MBまでです" in answer.content.decode()


def _must_not_be_called(*_: object) -> None:
    raise AssertionError("the body was parsed")


def test_the_body_is_read_only_for_those_who_may_send(city_client: CityClient, plan: Plan) -> None:
    answer = city_client.post(SHEET, {"file": SimpleUploadedFile("x.xlsx", b"x")})

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_an_upload_without_its_token_is_refused(city: Municipality, desk: CityClient, send: Deed) -> None:
    strict = CityClient(city, enforce_csrf_checks=True)
    strict.cookies = desk.cookies

    assert send(BOTH, client=strict).status_code == 403
    assert not UpdateSheet.objects.exists()


def test_pressing_twice_is_told_and_changes_nothing(send: Deed, desk: CityClient) -> None:
    send(BOTH)
    desk.post(checked("plans:apply-sheet"))

    page = desk.post(checked("plans:apply-sheet"), follow=True).content.decode()

    assert "二重には適用していません" in page
    assert Reading.objects.count() == 3


def test_a_value_written_meanwhile_shows_the_new_difference(
    send: Deed, desk: CityClient, deed: Deed, visitors: Kpi, clerk: Actor
) -> None:
    send(BOTH)
    day = date(2026, 10, 31)
    deed(enter_reading, kpi_id=visitors.pk, measured_on=day, value=Decimal(900), source="台帳", actor=clerk)

    page = desk.post(checked("plans:apply-sheet"), follow=True).content.decode()

    assert "新しい違いを確かめてください" in page
    assert "<del>900人 / 出典: 台帳</del>" in page
    assert UpdateSheet.objects.get().applied_at is None


def test_a_line_that_has_gone_meanwhile_is_named(send: Deed, desk: CityClient, visitors: Kpi) -> None:
    send(BOTH)
    visitors.delete()

    answer = desk.post(checked("plans:apply-sheet"))

    assert answer.status_code == 409
    assert "今の計画ではこの課の項目ではありません" in answer.content.decode()


def test_the_sheets_sent_lately_are_listed(send: Deed, desk: CityClient) -> None:
    send(BOTH)
    assert "適用を待っています" in desk.get(SHEETS).content.decode()
    desk.post(checked("plans:apply-sheet"))

    assert "適用済み" in desk.get(SHEETS).content.decode()


def test_an_auditor_reads_and_does_not_write(
    signed_in: SignIn, desk: CityClient, send: Deed, plan: Plan
) -> None:
    auditor = signed_in(Role.AUDITOR)
    send(BOTH)

    assert [auditor.get(path).status_code for path in (SHEETS, SHEET, SHEET + "xlsx/", checked())] == [
        200
    ] * 4
    assert 'type="file"' not in auditor.get(SHEET).content.decode()
    assert send(BOTH, client=auditor).status_code == 403
    assert auditor.post(checked("plans:apply-sheet")).status_code == 403


def test_another_section_may_not_see_the_sheet(
    signed_in: SignIn, send: Deed, other_section: Section, desk: CityClient
) -> None:
    send(BOTH)
    stranger = signed_in(Role.SECTION_CHIEF, section=other_section)

    assert stranger.get(SHEET).status_code == 403
    assert stranger.get(SHEET + "xlsx/").status_code == 403
    assert stranger.get(checked()).status_code == 404
    assert stranger.post(checked("plans:apply-sheet")).status_code == 403


@pytest.mark.parametrize("role", [Role.HEADQUARTERS, Role.ADMINISTRATOR])
def test_other_roles_have_no_sheets(signed_in: SignIn, plan: Plan, role: Role) -> None:
    assert signed_in(role).get(SHEETS).status_code == 403


@pytest.mark.usefixtures("visitors")
@pytest.mark.parametrize("path", ["unknown/2026/", "shimin/2031/", "shimin/2031/xlsx/"])
def test_what_does_not_exist_is_not_found(desk: CityClient, path: str) -> None:
    assert desk.get(SHEETS + path).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_ten(keep: Keep, desk: CityClient) -> None:
    costs = []
    for times in (1, 9):
        for number in range(times):
            keep(row(5, "2026-10-31", number))
        desk.get(SHEETS)
        with CaptureQueriesContext(connection) as queries:
            desk.get(SHEETS)
        costs.append(len(queries))

    assert costs[0] == costs[1]
