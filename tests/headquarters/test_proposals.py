"""A section's proposal on its way to a meeting: who sends it where, what it lacks, what others say of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from shirube.config.middleware import CITY_URLS
from shirube.headquarters.commands.proposals import (
    NotYourProposalError,
    ProposalContradictsError,
    ProposalIncompleteError,
    ProposalMovedError,
    ProposalReasonMissingError,
    rewrite_proposal,
)
from shirube.headquarters.commands.proposals_opinions import (
    AlreadyAskedError,
    AnswerMissingError,
    AskedLatelyError,
    OpinionSettledError,
    OpinionUnaskableError,
    ask_opinions,
    give_opinion,
    remind_due_opinions,
    remind_opinion,
)
from shirube.headquarters.commands.proposals_places import CategoryDiffersError, PlanPlaceGoneError
from shirube.headquarters.domain.proposals import Move, ProposalState, Stance, missing_parts
from shirube.headquarters.models import Proposal, ProposalOpinion
from shirube.headquarters.queries.proposals import (
    OpinionNotFoundError,
    ProposalNotFoundError,
    get_proposal,
    list_proposals,
)
from shirube.headquarters.queries.proposals_waiting import count_waiting_proposals
from shirube.headquarters.queries.subject_proposals import list_choices, paper
from shirube.headquarters.tasks import send_opinion_letter
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Initiative, Plan
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.factories.proposals import (
    NOW,
    TODAY,
    chief_of,
    clerk_of,
    content_for,
    make,
    make_ready,
    office,
    settle,
    take_up,
    write,
)
from tests.factories.published_plan import published_plan_of
from tests.people import SUZUKI


@pytest.fixture
def plan(in_city: Municipality) -> Plan:
    return published_plan_of(in_city)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="bosai", name="防災課")


@pytest.fixture
def finance(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="zaisei", name="財政課")


@pytest.fixture
def taken_up(in_city: Municipality, section: Section, plan: Plan) -> Proposal:
    return take_up(in_city, section, content_for(plan))


def _ask(row: Proposal, *sections: Section, due_on: date = TODAY + timedelta(days=5)) -> ProposalOpinion:
    ask_opinions(
        municipality_id=row.municipality_id, proposal_id=row.pk, section_ids=[one.pk for one in sections],
        question="財源の見込みは", due_on=due_on, actor=office(), now=NOW,
    )  # fmt: skip
    return ProposalOpinion.objects.latest("asked_at")


def _answer(opinion: ProposalOpinion, section: Section, **facts: Any) -> None:
    usual = {"stance": Stance.AGREES, "text": "", "actor": clerk_of(section), "now": NOW}
    give_opinion(municipality_id=opinion.municipality_id, opinion_id=opinion.pk, **{**usual, **facts})


def test_a_proposal_goes_from_the_section_over_its_chief_to_the_office(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = write(in_city, section, content_for(plan))
    states = [
        make(row, Move.SUBMIT, clerk_of(section)).state,
        make(row, Move.APPROVE, chief_of(section)).state,
        make(row, Move.TAKE_UP, office()).state,
        make(row, Move.MAKE_READY, office()).state,
    ]

    assert states == ["with_chief", "submitted", "taken_up", "ready"]
    assert (row.fiscal_year, row.number) == (2026, 1)
    steps = get_proposal(municipality_id=in_city.pk, proposal_id=row.pk, actor=office()).steps
    assert [step.move for step in steps] == [Move.SUBMIT, Move.APPROVE, Move.TAKE_UP, Move.MAKE_READY]


def test_nobody_makes_the_move_of_another_hand(in_city: Municipality, section: Section, plan: Plan) -> None:
    row = make(write(in_city, section, content_for(plan)), Move.SUBMIT, clerk_of(section))

    with pytest.raises(NotYourProposalError):
        make(row, Move.APPROVE, clerk_of(section))
    with pytest.raises(ProposalMovedError):
        make(row, Move.TAKE_UP, office())
    with pytest.raises(NotYourProposalError):
        make(row, Move.RETURN, clerk_of(section), "直して")


def test_what_cannot_be_decided_is_not_handed_in(in_city: Municipality, section: Section, plan: Plan) -> None:
    row = write(in_city, section, content_for(plan, alternatives="", measure="", costs=()))

    with pytest.raises(ProposalIncompleteError) as told:
        make(row, Move.SUBMIT, clerk_of(section))

    assert told.value.parts == ("alternatives", "measure", "costs")
    assert missing_parts(content_for(plan, costs=(), needs_no_money=True)) == ()


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"last_year": 2025}, "last_year"),
        ({"last_year": 2026}, "costs"),
        ({"needs_no_money": True}, "needs_no_money"),
    ],
)
def test_parts_that_contradict_each_other_are_not_kept(
    in_city: Municipality, section: Section, plan: Plan, changes: dict[str, Any], part: str
) -> None:
    with pytest.raises(ProposalContradictsError) as told:
        write(in_city, section, content_for(plan, **changes))

    assert told.value.part == part


def test_the_place_in_the_plan_is_there_and_of_the_same_class(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    Initiative.objects.update(category="B")
    gone = write(in_city, section, content_for(plan, pillar="9"))
    other = write(in_city, section, content_for(plan, initiative="1-1"))

    with pytest.raises(PlanPlaceGoneError):
        make(gone, Move.APPROVE, chief_of(section))
    with pytest.raises(CategoryDiffersError):
        make(other, Move.APPROVE, chief_of(section))


def test_the_office_sends_back_with_a_reason_and_the_history_keeps_what_changed(
    taken_up: Proposal, section: Section, plan: Plan
) -> None:
    with pytest.raises(ProposalReasonMissingError):
        make(taken_up, Move.RETURN, office())
    row = make(taken_up, Move.RETURN, office(), "費用の根拠を足してください")
    rewrite_proposal(
        municipality_id=row.municipality_id, proposal_id=row.pk, content=content_for(plan, effect="列が半分になる"),
        seen_revision=row.revision, actor=clerk_of(section), now=NOW,
    )  # fmt: skip
    make(row, Move.APPROVE, chief_of(section))
    make(row, Move.TAKE_UP, office())

    view = get_proposal(municipality_id=row.municipality_id, proposal_id=row.pk, actor=office())
    handed_in = [step.content.effect for step in view.steps if step.content]
    assert handed_in == ["受付の列が短くなる", "列が半分になる"]
    assert row.number == 1


def test_two_writers_at_once_do_not_write_over_each_other(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = write(in_city, section, content_for(plan))
    facts = {"municipality_id": in_city.pk, "proposal_id": row.pk, "seen_revision": 1, "now": NOW}
    rewrite_proposal(content=content_for(plan, title="新しい題名"), actor=clerk_of(section), **facts)

    with pytest.raises(ProposalMovedError):
        rewrite_proposal(content=content_for(plan, title="古い題名"), actor=chief_of(section), **facts)

    row.refresh_from_db()
    assert (row.title, row.revision) == ("新しい題名", 2)


def test_the_office_corrects_what_lies_with_it_and_the_papers_stamp_moves(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = make_ready(in_city, section, content_for(plan))
    before = paper(municipality_id=in_city.pk, key=str(row.pk), on=TODAY)
    facts = {"municipality_id": in_city.pk, "proposal_id": row.pk, "seen_revision": 1, "now": NOW}
    content = content_for(plan, costs=content_for(plan).costs[:1], last_year=2026)
    with pytest.raises(ProposalReasonMissingError):
        rewrite_proposal(content=content, actor=office(), **facts)
    with pytest.raises(NotYourProposalError):
        rewrite_proposal(content=content, actor=clerk_of(section), **facts)

    rewrite_proposal(content=content, actor=office(), reason="見積りが改まった", **facts)

    assert paper(municipality_id=in_city.pk, key=str(row.pk), on=TODAY).stamp != before.stamp


def test_only_what_is_ready_may_be_put_on_an_agenda(in_city: Municipality, taken_up: Proposal) -> None:
    look = {"municipality_id": in_city.pk, "actor": office(), "on": TODAY}
    assert list_choices(**look) == []
    make(taken_up, Move.MAKE_READY, office())

    assert [choice.key for choice in list_choices(**look)] == [str(taken_up.pk)]


def test_a_section_answers_what_it_was_asked(taken_up: Proposal, finance: Section) -> None:
    opinion = _ask(taken_up, finance)
    with pytest.raises(AnswerMissingError):
        _answer(opinion, finance, stance=Stance.CONDITIONS)
    _answer(opinion, finance, stance=Stance.CONDITIONS, text="国の交付決定の後にする")

    view = get_proposal(municipality_id=taken_up.municipality_id, proposal_id=taken_up.pk, actor=office())
    assert [(one.section, one.stance) for one in view.opinions] == [("財政課", Stance.CONDITIONS)]
    with pytest.raises(OpinionSettledError):
        _answer(opinion, finance)
    assert DBTaskResult.objects.filter(task_path__endswith="send_opinion_letter").count() == 1


def test_another_section_neither_answers_nor_reads(taken_up: Proposal, finance: Section) -> None:
    other = SectionFactory(municipality=finance.municipality)
    opinion = _ask(taken_up, finance)

    with pytest.raises(OpinionNotFoundError):
        _answer(opinion, other)
    with pytest.raises(ProposalNotFoundError):
        get_proposal(municipality_id=other.municipality_id, proposal_id=taken_up.pk, actor=clerk_of(other))
    seen = list_proposals(municipality_id=other.municipality_id, actor=clerk_of(finance))
    assert [line.id for line in seen] == [taken_up.pk]
    assert list_proposals(municipality_id=other.municipality_id, actor=clerk_of(other)) == []


@pytest.mark.parametrize("days", [-1, 5], ids=["a day that has passed", "a section that has ended"])
def test_what_nobody_can_answer_is_not_asked(taken_up: Proposal, finance: Section, days: int) -> None:
    Section.objects.filter(pk=finance.pk).update(ends_on=TODAY if days > 0 else None)

    with pytest.raises(OpinionUnaskableError):
        _ask(taken_up, finance, due_on=TODAY + timedelta(days=days))


def test_a_section_that_has_not_answered_is_not_asked_again(taken_up: Proposal, finance: Section) -> None:
    _answer(_ask(taken_up, finance), finance)
    _ask(taken_up, finance)

    with pytest.raises(AlreadyAskedError) as told:
        _ask(taken_up, finance)
    assert told.value.facts == {"sections": "財政課"}


def test_who_is_late_is_reminded_once_before_and_once_after_the_day(
    taken_up: Proposal, finance: Section
) -> None:
    opinion = _ask(taken_up, finance, due_on=TODAY + timedelta(days=5))

    def reminded(days: int) -> int:
        return remind_due_opinions(municipality_id=taken_up.municipality_id, now=NOW + timedelta(days=days))

    assert [reminded(days) for days in range(9)] == [0, 0, 0, 1, 0, 0, 1, 0, 0]
    with pytest.raises(AskedLatelyError):
        remind_opinion(
            municipality_id=taken_up.municipality_id, opinion_id=opinion.pk, actor=office(),
            now=NOW + timedelta(days=6, hours=1),
        )  # fmt: skip


def test_the_letter_goes_to_everybody_of_the_section_until_it_has_answered(
    taken_up: Proposal, finance: Section, mailoutbox: list[EmailMessage]
) -> None:
    UserFactory(section_chief=True, municipality=finance.municipality, section=finance, **SUZUKI.account)
    opinion = _ask(taken_up, finance)

    def send() -> None:
        send_opinion_letter.func(
            municipality_id=finance.municipality_id,
            opinion_id=str(opinion.pk),
            address="https://city.example/",
        )

    send()
    _answer(opinion, finance)
    send()

    (letter,) = mailoutbox
    assert letter.to == [SUZUKI.email]
    assert letter.subject == "意見のお願い: 避難所の受付アプリ（財政課）"
    assert "2026年10月13日（火）までに課の意見を" in letter.body


def test_the_daily_letter_leads_to_the_question(
    taken_up: Proposal, finance: Section, mailoutbox: list[EmailMessage], settings: Any
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://city.example"]
    UserFactory(section_chief=True, municipality=finance.municipality, section=finance, **SUZUKI.account)
    opinion = _ask(taken_up, finance)

    send_opinion_letter.func(municipality_id=finance.municipality_id, opinion_id=str(opinion.pk), address="")

    way = reverse("proposals_staff:answer", urlconf=CITY_URLS, args=[opinion.pk])
    assert f"https://city.example/{finance.municipality.slug}{way}" in mailoutbox[0].body


def test_after_the_decision_nobody_answers_any_more(taken_up: Proposal, finance: Section) -> None:
    opinion = _ask(taken_up, finance)
    settle(make(taken_up, Move.MAKE_READY, office()))

    with pytest.raises(OpinionSettledError):
        _answer(opinion, finance)


def test_everybody_sees_what_waits_for_them(
    in_city: Municipality, taken_up: Proposal, section: Section, finance: Section, plan: Plan
) -> None:
    opinion = _ask(taken_up, finance)
    make(write(in_city, section, content_for(plan)), Move.SUBMIT, clerk_of(section))
    make(write(in_city, section, content_for(plan)), Move.APPROVE, chief_of(section))
    look = {"municipality_id": in_city.pk}

    assert count_waiting_proposals(actor=chief_of(section), **look).to_approve == 1
    assert count_waiting_proposals(actor=clerk_of(section), **look).to_approve == 0
    asked = count_waiting_proposals(actor=clerk_of(finance), **look)
    assert (asked.asked, asked.first_due) == (1, opinion.due_on)
    assert count_waiting_proposals(actor=office(), **look).to_take_up == 1


def test_writers_drop_what_has_not_left_the_section(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = make(write(in_city, section, content_for(plan)), Move.SUBMIT, clerk_of(section))
    assert make(row, Move.WITHDRAW, clerk_of(section), "ほかの方法で済んだ").state == ProposalState.WITHDRAWN

    sent = make(write(in_city, section, content_for(plan)), Move.APPROVE, chief_of(section))
    with pytest.raises(NotYourProposalError):
        make(sent, Move.WITHDRAW, clerk_of(section), "ほかの方法で済んだ")


def test_a_section_withdraws_for_a_reason(
    in_city: Municipality, taken_up: Proposal, section: Section
) -> None:
    row = make(taken_up, Move.WITHDRAW, chief_of(section), "国の事業で行うことになった")

    assert row.state == ProposalState.WITHDRAWN
    with pytest.raises(ProposalMovedError):
        make(row, Move.MAKE_READY, office())
