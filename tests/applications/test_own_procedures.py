"""Applications to what a section has made itself, and forms that change under them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.models import Case
from shirube.forms import interface as forms
from shirube.organizations.models import Municipality, Section
from shirube.procedures import interface as procedures
from tests.applications.conftest import NOW, Applicant
from tests.applications.forms import allowance_form
from tests.factories.forms import FormVersionFactory
from tests.factories.procedures import adopt, load_content, procedure_content
from tests.procedures.own import own_facts

DAY = date(2026, 12, 1)


@pytest.fixture
def offered(in_city: Municipality, section: Section, clerk: Actor, chief: Actor) -> None:
    """The clerk has proposed it, the chief has opened it."""
    FormVersionFactory(definition__section=section, definition__code="gathering", content=own_form())
    act: dict[str, Any] = {"municipality_id": in_city.pk, "now": NOW}
    facts = own_facts(route=["section_chief"], results=["decided", "rejected"])
    procedures.add_own_procedure(
        **act, form_code="gathering", section_code="kosodate", facts=facts, actor=clerk
    )
    switch(in_city, chief, procedures.State.ON, seen_revision=1)


def own_form(**changes: Any) -> dict[str, Any]:
    return {**allowance_form(), "code": "gathering", **changes}


def switch(city: Municipality, chief: Actor, state: procedures.State, **facts: Any) -> None:
    usual: dict[str, Any] = {
        "municipality_id": city.pk,
        "code": "gathering",
        "opens_on": None,
        "closes_on": None,
    }
    procedures.switch_reception(**{**usual, "state": state, "actor": chief, "now": NOW, **facts})


def publish(city: Municipality, chief: Actor, title: str, starts_on: date | None = None) -> None:
    act: dict[str, Any] = {"municipality_id": city.pk, "code": "gathering", "actor": chief, "now": NOW}
    forms.start_form_draft(**act)
    forms.save_form_draft(**act, content=own_form(title={"ja": title}), seen_revision=1)
    forms.publish_form(**act, seen_revision=2, starts_on=starts_on)


def test_an_application_lies_in_the_sections_list(
    offered: None, resident: Applicant, deed: Any, clerk: Actor, chief: Actor, section: Section
) -> None:
    receipt = resident.apply(code="gathering")

    case = Case.objects.get(receipt_number=receipt.receipt_number)
    assert (case.procedure_code, case.section_id) == ("gathering", section.pk)
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    deed(applications.start_review, case_id=case.pk, actor=clerk)
    proposal = deed(
        applications.propose_decision,
        case_id=case.pk,
        outcome=applications.Outcome.DECIDED,
        reason="定員内",
        actor=clerk,
    )
    deed(applications.approve_proposal, case_id=case.pk, proposal_id=proposal, position=0, actor=chief)
    case.refresh_from_db()
    assert case.state == "decided"


def test_nothing_is_received_before_the_second_person(
    in_city: Municipality, section: Section, clerk: Actor, resident: Applicant
) -> None:
    FormVersionFactory(definition__section=section, definition__code="gathering", content=own_form())
    procedures.add_own_procedure(
        municipality_id=in_city.pk,
        form_code="gathering",
        section_code="kosodate",
        facts=own_facts(),
        actor=clerk,
        now=NOW,
    )

    with pytest.raises(applications.ProcedureNotOfferedError):
        resident.begin(code="gathering")


def test_a_draft_outlives_the_end_of_reception(
    in_city: Municipality, offered: None, resident: Applicant, chief: Actor
) -> None:
    draft_id = resident.begin(code="gathering").draft_id
    resident.type(draft_id)
    switch(in_city, chief, procedures.State.OFF, seen_revision=2)

    with pytest.raises(applications.ProcedureNotOfferedError):
        resident.send(draft_id)

    assert resident.open(draft_id).answers["applicant_name"]["family"] == "髙橋"


def test_a_draft_stays_with_its_version_until_the_day(
    in_city: Municipality, offered: None, resident: Applicant, chief: Actor
) -> None:
    draft_id = resident.begin(code="gathering").draft_id
    resident.type(draft_id)
    publish(in_city, chief, "新しい用紙", DAY)

    before = resident.open(draft_id)
    forms.put_due_forms_into_force(municipality_id=in_city.pk, now=NOW + timedelta(days=11))
    after = resident.open(draft_id)

    assert (before.newer_version_id, before.version.number) == (None, 1)
    assert (after.newer_version_id is not None, after.version.number) == (True, 1)
    assert after.answers == before.answers


def test_a_new_version_at_once_is_told_and_loses_nothing(
    in_city: Municipality, offered: None, resident: Applicant, chief: Actor, deed: Any
) -> None:
    draft_id = resident.begin(code="gathering").draft_id
    resident.type(draft_id)
    publish(in_city, chief, "新しい用紙")

    carried = deed(applications.carry_draft_over, draft_id=draft_id, holder=resident.holder)

    assert carried.lost == ()
    assert resident.open(draft_id).answers["applicant_name"]["family"] == "髙橋"
    assert resident.send(draft_id).is_new


def test_loading_packs_leaves_it_and_its_cases_alone(
    in_city: Municipality, offered: None, resident: Applicant
) -> None:
    receipt = resident.apply(code="gathering")

    load_content(procedure_content("gathering", level="none"))
    adopt(in_city, sections={"子育て支援課": "子育て支援課"})

    assert procedures.get_procedure(municipality_id=in_city.pk, code="gathering").level == "mail"
    assert Case.objects.get(pk=receipt.case_id).procedure_code == "gathering"
    assert resident.begin(code="gathering").is_new
