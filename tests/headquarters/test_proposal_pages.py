"""The pages of proposals and the support desk, as each hand meets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from shirube.accounts.interface import Role
from shirube.headquarters.domain.proposals import Move
from shirube.headquarters.models import Proposal, ProposalOpinion, SupportDuty, SupportRequest
from shirube.headquarters.queries.proposals_files import list_proposal_files
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Plan
from tests.conftest import CityClient
from tests.factories import headquarters as hq
from tests.factories.organizations import SectionFactory
from tests.factories.proposals import NOW, chief_of, content_for, make, make_ready, settle, take_up, write
from tests.factories.published_plan import published_plan_of

SignIn = Callable[..., CityClient]
COSTS = {
    "costs-TOTAL_FORMS": "2",
    "costs-INITIAL_FORMS": "0",
    "costs-MIN_NUM_FORMS": "0",
    "costs-MAX_NUM_FORMS": "60",
}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan(in_city: Municipality) -> Plan:
    return published_plan_of(in_city)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="bosai", name="防災課")


@pytest.fixture
def clerk(signed_in: SignIn, section: Section) -> CityClient:
    return signed_in(Role.SECTION_STAFF, section=section)


@pytest.fixture
def promotion(signed_in: SignIn) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


def _html(client: CityClient, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(client.url(name, *args))
    assert answer.status_code == status
    return str(answer.content.decode())


def _post(client: CityClient, name: str, *args: object, status: int = 302, **data: Any) -> str:
    answer = client.post(client.url(name, *args), data)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def _row(**changes: Any) -> dict[str, Any]:
    return {
        **COSTS, "title": "避難所の受付アプリ", "costs-0-fiscal_year": "2026", "costs-0-source": "general",
        "costs-0-yen": "１，２００，０００円", **changes,
    }  # fmt: skip


def test_a_draft_is_kept_with_its_costs_and_tells_what_it_lacks(
    clerk: CityClient, section: Section, plan: Plan
) -> None:
    assert plan.name in _html(clerk, "proposals_staff:new")
    _post(clerk, "proposals_staff:new", section=str(section.pk), **_row(place=f"{plan.pk}:1:1-1"))

    row = Proposal.objects.get()
    assert [(cost.fiscal_year, cost.yen) for cost in row.costs.all()] == [(2026, 1_200_000)]
    assert (row.pillar, row.initiative) == ("1", "1-1")
    html = _post(clerk, "proposals_staff:move", row.pk, status=422, revision=1, move="submit", comment="")
    assert "足りないところ: 目的、必要性と、計画の見直しを待てない理由" in html


def test_a_cost_that_is_not_whole_is_told_at_its_row(clerk: CityClient, section: Section) -> None:
    data = _row(section=str(section.pk), **{"costs-0-yen": "百万", "costs-1-yen": "5"})
    html = _post(clerk, "proposals_staff:new", status=422, **data)

    assert "円の額として読み取れません" in html
    assert "年度、財源、額の三つをそろえてください" in html
    assert not Proposal.objects.exists()


def test_what_another_has_changed_is_not_written_over(
    in_city: Municipality, clerk: CityClient, section: Section, plan: Plan
) -> None:
    row = write(in_city, section, content_for(plan))
    Proposal.objects.update(revision=2)

    html = _post(clerk, "proposals_staff:edit", row.pk, status=409, **_row(revision=1, title="私の題名"))
    assert "ほかの人が「避難所の受付アプリ」を変えたか" in html
    assert "私の題名" in html


def test_the_office_asks_and_the_section_answers(
    in_city: Municipality, section: Section, plan: Plan, promotion: CityClient, signed_in: SignIn
) -> None:
    row, finance = (
        take_up(in_city, section, content_for(plan)),
        SectionFactory(municipality=in_city, name="財政課"),
    )
    clerk = signed_in(Role.SECTION_STAFF, section=finance)
    _post(
        promotion, "proposals_staff:ask", row.pk,
        sections=[str(finance.pk)], question="財源は", due_on="2026-10-15",
    )  # fmt: skip
    opinion = ProposalOpinion.objects.get()
    assert "意見を求められている提案" in _html(clerk, "portal:staff-home")
    assert "財源は" in _html(clerk, "proposals_staff:answer", opinion.pk)
    html = _post(clerk, "proposals_staff:answer", opinion.pk, status=422, stance="objects", text="")
    assert "条件や課題の中身が空です" in html
    _post(clerk, "proposals_staff:answer", opinion.pk, stance="agrees", text="")

    assert "異議なし" in _html(promotion, "proposals_staff:proposal", row.pk)


def test_after_the_decision_the_office_records_the_budget_and_places_by_hand(
    in_city: Municipality, section: Section, plan: Plan, promotion: CityClient
) -> None:
    row = settle(make_ready(in_city, section, content_for(plan)))
    Proposal.objects.update(placing_fault="headquarters.plan_place_gone")
    assert "そのままでは載せられませんでした" in _html(promotion, "proposals_staff:proposal", row.pk)

    html = _post(
        promotion, "proposals_staff:budget", row.pk, status=422, result="approved", yen="", on="2026-10-08"
    )
    assert "ついた額が空です" in html
    _post(promotion, "proposals_staff:budget", row.pk, result="approved", yen="1000", on="2026-10-08")
    _post(promotion, "proposals_staff:place", row.pk, place=f"{plan.pk}:1:")

    html = _html(promotion, "proposals_staff:proposal", row.pk)
    assert "予算がついた" in html
    assert "港市DX計画の第2版に載せました" in html
    assert "避難所の受付アプリ" in _html(promotion, "plans:initiative", plan.slug, "ad-hoc-2026-1")


def test_what_is_ready_is_put_on_the_agenda_of_a_meeting_to_come(
    in_city: Municipality, section: Section, plan: Plan, promotion: CityClient
) -> None:
    hq.set_up(in_city)
    meeting = hq.meeting(in_city)
    row = make_ready(in_city, section, content_for(plan))
    address = f"{promotion.url('headquarters_staff:add-item', meeting)}?about=proposal&amp;key={row.pk}"
    assert address in _html(promotion, "proposals_staff:proposal", row.pk)
    hq.item(in_city, meeting, row.title, about=("proposal", str(row.pk)))

    html = _html(promotion, "proposals_staff:proposal", row.pk)
    assert "標市DX推進本部会議 令和8年度 第2回" in html
    assert address not in html


def test_a_corrected_proposal_shows_what_changed(
    in_city: Municipality, section: Section, plan: Plan, promotion: CityClient
) -> None:
    row = take_up(in_city, section, content_for(plan))
    data = _row(revision=1, title="避難所の受付", first_year=2026, last_year=2026, purpose="早く", necessity="要る",
                alternatives="紙", effect="短く", measure="1分", category="A", category_reason="市民", place=f"{plan.pk}:1:",
                reason="題名を短くした")  # fmt: skip
    _post(promotion, "proposals_staff:edit", row.pk, **data)

    html = _html(promotion, "proposals_staff:proposal", row.pk)
    assert "事務局が内容を直した" in html
    assert "<del>避難所の受付アプリ</del>" in html


def test_the_list_costs_the_same_for_one_and_for_ten(
    in_city: Municipality, section: Section, plan: Plan, promotion: CityClient
) -> None:
    address = promotion.url("proposals_staff:list")
    write(in_city, section, content_for(plan))
    one = promotion.count_queries(address)
    for _number in range(9):
        write(in_city, section, content_for(plan))

    assert promotion.count_queries(address) == one


def test_a_section_asks_the_desk_and_reads_the_answer(
    clerk: CityClient, promotion: CityClient, section: Section
) -> None:
    data = {
        "section": str(section.pk),
        "title": "帳票",
        "kind": "system",
        "urgency": "today",
        "text": "出ない",
    }
    _post(clerk, "support_staff:new", **data)
    asked = SupportRequest.objects.get()
    assert "返事を待っている相談" in _html(promotion, "portal:staff-home")
    assert "回答や、相談の続き" in _html(promotion, "support_staff:request", asked.pk)
    html = _post(promotion, "support_staff:act", asked.pk, status=422, act="answer", revision=1, text="")
    assert "中身が空です" in html
    _post(promotion, "support_staff:act", asked.pk, act="answer", revision=1, text="設定を直しました")

    assert "回答が届いた相談" in _html(clerk, "portal:staff-home")
    assert "設定を直しました" in _html(clerk, "support_staff:request", asked.pk)


def test_the_office_says_who_helps_whom(promotion: CityClient, section: Section) -> None:
    staff = str(promotion.user.pk)
    _post(
        promotion, "support_staff:add-duty", staff=staff, sections=[str(section.pk)], begins_on="2026-10-01"
    )
    duty = SupportDuty.objects.get()
    assert "田中 光" in _html(promotion, "support_staff:duties")
    _post(promotion, "support_staff:end-duty", duty.pk, ends_on="2026-10-08")

    assert "今は担当ではない" in _html(promotion, "support_staff:duties")


def test_another_section_finds_no_proposal(
    in_city: Municipality, section: Section, plan: Plan, signed_in: SignIn
) -> None:
    row = write(in_city, section, content_for(plan))
    other = signed_in(Role.SECTION_STAFF, section=SectionFactory(municipality=in_city))

    _html(other, "proposals_staff:proposal", row.pk, status=404)
    assert row.title not in _html(other, "proposals_staff:list")


def _estimate() -> SimpleUploadedFile:
    return SimpleUploadedFile("見積書.txt", "見積額 1,200,000円".encode(), content_type="text/plain")


def test_files_lie_beside_a_proposal_for_all_who_may_read_it(
    in_city: Municipality, clerk: CityClient, promotion: CityClient, section: Section, plan: Plan
) -> None:
    row = write(in_city, section, content_for(plan))
    _post(clerk, "proposals_staff:add-file", row.pk, file=_estimate())
    make(row, Move.APPROVE, chief_of(section))

    html = _html(promotion, "proposals_staff:proposal", row.pk)
    (kept,) = list_proposal_files(municipality_id=in_city.pk, proposal_id=row.pk)
    assert "見積書.txt" in html
    answer = promotion.get(promotion.url("proposals_staff:file", row.pk, kept.id))
    assert b"".join(answer).decode() == "見積額 1,200,000円"


def test_what_has_left_the_section_takes_no_more_files_of_it(
    in_city: Municipality, clerk: CityClient, section: Section, plan: Plan
) -> None:
    row = make(write(in_city, section, content_for(plan)), Move.APPROVE, chief_of(section))

    _post(clerk, "proposals_staff:add-file", row.pk, status=403, file=_estimate())
    assert "加えるファイル" not in _html(clerk, "proposals_staff:proposal", row.pk)


def test_no_file_is_told_in_words(
    in_city: Municipality, clerk: CityClient, section: Section, plan: Plan
) -> None:
    row = write(in_city, section, content_for(plan))

    _post(clerk, "proposals_staff:add-file", row.pk)
    assert "加えるファイルを選んでください。" in _html(clerk, "proposals_staff:proposal", row.pk)
