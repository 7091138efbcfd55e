"""Staff's pages of plans, asked for through the browser's door."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.accounts.interface import Role
from shirube.kernel.ids import new_id
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality, Section
from shirube.plans.domain.terms import ReviewMove
from shirube.plans.models import (
    Action,
    ActionReport,
    Evidence,
    Initiative,
    Kpi,
    OodaEntry,
    Plan,
    Reading,
    Reminder,
    Review,
    ReviewStep,
)
from shirube.plans.queries.documents import forget_documents
from tests.conftest import CityClient
from tests.factories.plans import (
    ActionFactory,
    ActionReportFactory,
    InitiativeFactory,
    KpiFactory,
    ReadingFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.usefixtures("today")
SignIn = Callable[..., CityClient]
# A whole small PDF, told by its content.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def clerk_client(signed_in: SignIn, section: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=section)


@pytest.fixture
def chief_client(signed_in: SignIn, section: Section) -> CityClient:
    return signed_in(Role.SECTION_CHIEF, section=section)


@pytest.fixture
def promoter_client(signed_in: SignIn) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


def words(response: Any) -> str:
    """The page as text, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# The inbox.


def test_the_inbox_says_what_waits_and_since_when(clerk_client: CityClient, kpi: Kpi, action: Action) -> None:
    page = words(clerk_client.get("/staff/"))

    assert "4件のうち3件が期限を過ぎています。" in page
    assert "令和7年度 オンラインでできる手続の割合" in page
    assert "期限: 2026年4月30日（木）（205日過ぎています）" in page


def test_an_empty_inbox_says_so(signed_in: SignIn) -> None:
    assert "今、あなたを待っている仕事はありません" in words(signed_in(Role.HEADQUARTERS).get("/staff/"))


def test_administrators_find_people_and_the_log(signed_in: SignIn) -> None:
    page = signed_in(Role.ADMINISTRATOR).get("/staff/").content.decode()

    assert "/staff/people/" in page
    assert "/staff/audit/" in page


# Readings.


@pytest.fixture
def enter(clerk_client: CityClient, kpi: Kpi) -> Callable[..., Any]:
    def send(**facts: Any) -> Any:
        usual = {"value": "61.5", "measured_on": "2026-03-31", "source": "手続台帳"}
        return clerk_client.post(f"/staff/kpis/{kpi.pk}/readings/new/", {**usual, **facts})

    return send


def test_the_form_offers_the_day_that_is_due_and_the_last_source(clerk_client: CityClient, kpi: Kpi) -> None:
    ReadingFactory(kpi=kpi, measured_on=date(2025, 3, 31), source="市民課の台帳")

    page = clerk_client.get(f"/staff/kpis/{kpi.pk}/readings/new/").content.decode()

    assert 'value="2026-03-31"' in page
    assert 'value="市民課の台帳"' in page


@pytest.mark.parametrize("typed", ["６１．５", "61.5％", " 61.5 ", "６１．５ %"])
def test_a_value_is_taken_as_people_write_it(enter: Any, initiative: Initiative, typed: str) -> None:
    answer = enter(value=typed, measured_on="２０２６/３/３１")

    assert answer.headers["Location"].endswith(f"/staff/initiatives/{initiative.pk}/")
    assert Reading.objects.get().value == Decimal("61.5")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"value": "たくさん"}, "数字として読めません"),
        ({"value": ""}, "必須"),
        ({"measured_on": "2026-11-22"}, "まだ来ていない日が入力されています。値は保存していません。"),
        ({"measured_on": "1950-01-01"}, "日付は1989年からです"),
        ({"measured_on": "昨日"}, "日付"),
        ({"source": ""}, "出所"),
        ({"evidence_link": "見てください"}, "URL"),
    ],
)
def test_what_cannot_be_is_said_at_the_form_and_nothing_is_kept(
    enter: Any, facts: dict[str, str], said: str
) -> None:
    answer = enter(**facts)

    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    assert said in words(answer)


def test_a_strange_value_is_asked_about_and_kept_when_meant(enter: Any) -> None:
    asked = enter(value="615", confirmed="")
    assert "これまでの値や目標と大きく違います" in words(asked)
    assert not Reading.objects.exists()

    enter(value="615", confirmed="yes")
    assert Reading.objects.get().value == 615


def test_another_value_of_the_day_is_shown_beside_mine_and_replaced_only_when_asked(
    enter: Any, kpi: Kpi
) -> None:
    standing = ReadingFactory(kpi=kpi, value=Decimal(60))

    asked = enter()
    assert asked.status_code == 409
    assert "60.0％" in words(asked)
    assert Reading.objects.count() == 1

    enter(replaces=str(standing.pk))
    assert Reading.objects.get(replaced_at__isnull=True).value == Decimal("61.5")


def test_a_value_sent_twice_is_kept_once_and_called_saved(enter: Any, clerk_client: CityClient) -> None:
    enter()

    page = clerk_client.get(enter().headers["Location"])

    assert "この値はすでに保存されています" in words(page)
    assert Reading.objects.count() == 1


def test_evidence_comes_as_words_link_and_file(enter: Any, clerk_client: CityClient) -> None:
    upload = SimpleUploadedFile("集計.pdf", PDF, "application/pdf")

    enter(evidence_text="3頁の表", evidence_link="https://city.example/t", evidence_files=upload)

    kept = Evidence.objects.order_by("id").values_list("text", "link", "file_name")
    assert list(kept) == [("3頁の表", "https://city.example/t", ""), ("", "", "集計.pdf")]
    opened = clerk_client.get(f"/staff/evidence/{Evidence.objects.get(file_name='集計.pdf').file_id}/")
    assert b"".join(opened.streaming_content) == PDF


def test_a_refused_file_is_named_and_nothing_is_kept(enter: Any) -> None:
    answer = enter(evidence_files=SimpleUploadedFile("集計.pdf", b"#!/bin/sh", "application/pdf"))

    assert (answer.status_code, Reading.objects.count()) == (422, 0)
    assert "集計.pdf" in words(answer)


def test_a_received_file_need_not_be_chosen_again_when_the_form_comes_back(enter: Any) -> None:
    asked = enter(value="615", evidence_files=SimpleUploadedFile("集計.pdf", PDF, "application/pdf"))
    stored = re.findall(r'name="stored" value="([^"]+)"', asked.content.decode())

    enter(value="615", confirmed="yes", stored=stored)

    assert Evidence.objects.get().file_name == "集計.pdf"


def test_another_section_is_told_before_it_types(signed_in: SignIn, other_section: Section, kpi: Kpi) -> None:
    client = signed_in(Role.SECTION_CHIEF, section=other_section)

    answer = client.get(f"/staff/kpis/{kpi.pk}/readings/new/")

    assert answer.status_code == 403
    assert "この取組の担当課ではないか" in words(answer)


# Reports.


@pytest.fixture
def report(clerk_client: CityClient, action: Action) -> Callable[..., Any]:
    def send(**facts: Any) -> Any:
        return clerk_client.post(f"/staff/actions/{action.pk}/reports/2025/", {"state": "on_time", **facts})

    return send


def test_an_action_is_reported(report: Any) -> None:
    assert report(reason="予定のとおり稼働した").status_code == 302

    assert ActionReport.objects.get().reason == "予定のとおり稼働した"


def test_a_late_action_without_a_reason_is_asked_for_it(report: Any) -> None:
    answer = report(state="late")

    assert (answer.status_code, ActionReport.objects.count()) == (422, 0)
    assert "「遅れあり」と「中止」には理由が要ります" in words(answer)


def test_a_report_made_meanwhile_is_shown_and_not_replaced(report: Any, action: Action) -> None:
    ActionReportFactory(action=action, state="late", reason="端末の納品が遅れた")

    answer = report(state="done")

    assert answer.status_code == 409
    assert "端末の納品が遅れた" in words(answer)
    assert ActionReport.objects.get().state == "late"


@pytest.mark.parametrize("year", [2023, 2027, 0])
def test_years_outside_the_plan_or_not_begun_are_not_there(
    clerk_client: CityClient, action: Action, year: int
) -> None:
    assert clerk_client.get(f"/staff/actions/{action.pk}/reports/{year}/").status_code == 404


# Reviews.


@pytest.fixture
def review_path(initiative: Initiative) -> str:
    return f"/staff/initiatives/{initiative.pk}/reviews/2025/"


def test_a_review_is_written_submitted_and_returned(
    clerk_client: CityClient, chief_client: CityClient, promoter_client: CityClient, review_path: str
) -> None:
    clerk_client.post(review_path + "edit/", {"achievements": "48の手続", "grade": "", "revision": ""})
    review = Review.objects.get()
    chief_client.post(f"/staff/reviews/{review.pk}/move/", {"move": "submit", "revision": "1"})
    returned = {"move": "return", "revision": "2", "comment": "数字を足す"}
    promoter_client.post(f"/staff/reviews/{review.pk}/move/", returned)

    page = words(clerk_client.get(review_path))
    assert "差し戻されています。次のところを直してください 数字を足す" in page
    assert "提出は課長が行います" in page


def test_a_review_that_nobody_began_leads_to_the_editor(clerk_client: CityClient, review_path: str) -> None:
    assert clerk_client.get(review_path).headers["Location"].endswith("/reviews/2025/edit/")


def test_the_editor_shows_the_rule_and_asks_for_a_reason_to_differ(
    clerk_client: CityClient, review_path: str, kpi: Kpi
) -> None:
    ReadingFactory(kpi=kpi, value=Decimal(41))

    answer = clerk_client.post(review_path + "edit/", {"achievements": "x", "grade": "ahead"})

    assert answer.status_code == 422
    assert "規則のとおり（遅れている）" in words(answer)
    assert "規則と違う評価にする理由が書かれていない" in words(answer)


def test_two_who_write_one_review_do_not_overwrite_each_other(
    clerk_client: CityClient, chief_client: CityClient, review_path: str, initiative: Initiative
) -> None:
    ReviewFactory(initiative=initiative)
    chief_client.post(review_path + "edit/", {"achievements": "課長の文", "revision": "1"})

    told = clerk_client.post(review_path + "edit/", {"achievements": "職員の文", "revision": "1"})

    assert told.status_code == 409
    assert "課長の文" in words(told)
    assert "職員の文" in told.content.decode()
    assert Review.objects.get().achievements == "課長の文"


def test_only_open_moves_are_offered(
    clerk_client: CityClient, chief_client: CityClient, review_path: str, initiative: Initiative
) -> None:
    ReviewFactory(initiative=initiative)

    assert 'name="move"' not in clerk_client.get(review_path).content.decode()
    assert re.findall(r'name="move" value="(\w+)"', chief_client.get(review_path).content.decode()) == [
        "submit"
    ]


def test_a_button_pressed_twice_is_told_where_the_review_lies(
    chief_client: CityClient, review_path: str, initiative: Initiative
) -> None:
    review = ReviewFactory(initiative=initiative)
    press = {"move": "submit", "revision": "1"}
    chief_client.post(f"/staff/reviews/{review.pk}/move/", press)

    chief_client.post(f"/staff/reviews/{review.pk}/move/", press)

    assert "振り返りが書き直されたか、次へ送られました" in words(chief_client.get(review_path))
    assert ReviewStep.objects.get().move == ReviewMove.SUBMIT


def test_returning_without_a_word_is_asked_for_it(
    promoter_client: CityClient, initiative: Initiative
) -> None:
    review = ReviewFactory(initiative=initiative, at_dx_promotion=True)

    answer = promoter_client.post(f"/staff/reviews/{review.pk}/move/", {"move": "return", "revision": "1"})

    assert answer.status_code == 422
    assert "差し戻す理由が書かれていない" in words(answer)


# OODA.


def test_a_quick_call_sent_twice_is_kept_once(clerk_client: CityClient, initiative: Initiative) -> None:
    call = {"observed": "朝に集中", "oriented": "枠が均等", "decided": "昼を増やす", "entry": str(new_id())}
    path = f"/staff/initiatives/{initiative.pk}/ooda/"

    clerk_client.post(path, call)
    clerk_client.post(path, call)

    assert OodaEntry.objects.count() == 1
    assert "二重には保存していません" in words(clerk_client.get(path))


# DX promotion's overview.


def test_the_overview_names_late_sections_and_asks_them_once_a_day(
    promoter_client: CityClient, plan: Plan, kpi: Kpi, section: Section, mailoutbox: list[Any]
) -> None:
    path = f"/staff/plans/{plan.slug}/progress/"
    assert "お知らせはまだ送っていません" in words(promoter_client.get(path))
    asked = {"section": str(section.pk)}

    promoter_client.post(path + "remind/", asked)
    promoter_client.post(path + "remind/", asked)

    assert "この24時間のうちにお知らせを送っています" in words(promoter_client.get(path))
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.HEADQUARTERS])
def test_others_see_the_overview_and_cannot_ask(
    signed_in: SignIn, plan: Plan, kpi: Kpi, section: Section, role: Role
) -> None:
    client = signed_in(role)
    path = f"/staff/plans/{plan.slug}/progress/"

    assert "お知らせを送る" not in words(client.get(path))
    assert client.post(path + "remind/", {"section": str(section.pk)}).status_code == 403


# Who reads only.


def test_an_auditor_sees_everything_and_no_button(
    signed_in: SignIn, kpi: Kpi, action: Action, initiative: Initiative
) -> None:
    ReviewFactory(initiative=initiative)
    client = signed_in(Role.AUDITOR)

    page = words(client.get(f"/staff/initiatives/{initiative.pk}/"))

    assert "見ることだけができます" in page
    assert "値を入力する" not in page
    assert client.get(f"/staff/initiatives/{initiative.pk}/reviews/2025/").status_code == 200
    assert client.get(f"/staff/kpis/{kpi.pk}/readings/new/").status_code == 403


def test_the_log_tells_who_did_what(signed_in: SignIn, enter: Any) -> None:
    enter()

    page = words(signed_in(Role.AUDITOR).get("/staff/audit/"))

    assert "指標の値を入力" in page
    assert "佐藤 恵" in page
    assert "値: 61.5" in page


@pytest.mark.parametrize("role", [Role.SECTION_CHIEF, Role.DX_PROMOTION])
def test_the_log_is_not_for_everyone(signed_in: SignIn, role: Role) -> None:
    assert signed_in(role).get("/staff/audit/").status_code == 403


@pytest.mark.parametrize("before", ["-1", "x", "９", "99999999999999999999999"])
def test_a_strange_place_in_the_log_is_no_fault(signed_in: SignIn, before: str) -> None:
    assert signed_in(Role.AUDITOR).get(f"/staff/audit/?before={before}").status_code == 200


def test_another_citys_objects_are_not_there(
    clerk_client: CityClient, other_city: Municipality, kpi: Kpi
) -> None:
    with municipality_scope(other_city.pk):
        foreign = KpiFactory()

    assert clerk_client.get(f"/staff/kpis/{foreign.pk}/readings/new/").status_code == 404
    assert clerk_client.get(f"/staff/initiatives/{foreign.initiative_id}/").status_code == 404


def test_after_the_session_has_ended_the_form_leads_to_the_sign_in(city_client: CityClient, kpi: Kpi) -> None:
    answer = city_client.post(f"/staff/kpis/{kpi.pk}/readings/new/", {"value": "1"})

    assert "/accounts/login/" in answer.headers["Location"]


def _queries_with(more: int, client: CityClient, plan: Plan, section: Section) -> int:
    for initiative in InitiativeFactory.create_batch(more, plan=plan, carried_by=section):
        ReadingFactory(kpi=KpiFactory(initiative=initiative), measured_on=date(2025, 3, 31))
        ActionReportFactory(action=ActionFactory(initiative=initiative), fiscal_year=2024)
        ReviewFactory(initiative=initiative)
    client.get("/staff/")
    forget_documents()
    with CaptureQueriesContext(connection) as captured:
        client.get("/staff/")
    return len(captured)


def test_the_inbox_page_costs_the_same_for_one_initiative_and_for_ten(
    clerk_client: CityClient, plan: Plan, section: Section
) -> None:
    # Five of them count the section's applications, nine look for its inquiries, tasks, proposals and requests.
    one = _queries_with(1, clerk_client, plan, section)

    assert _queries_with(9, clerk_client, plan, section) == one <= 47
